import type { Scheme } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { Amounts, ClaimSettled } from '../insured-year/rules/claim-events.ts'

type Fund = {
  readonly layer: keyof Amounts & (typeof layers)[number]
  readonly code: Readonly<Record<Scheme, string>>
  readonly name: Readonly<Record<Scheme, string>>
}

const layers = ['basic', 'seriousIllness', 'largeSum', 'civilServant', 'medicalAid', 'tiltedAid'] as const

const alike = (text: string): Readonly<Record<Scheme, string>> => ({ employee: text, resident: text })

/** The funds that pay at one counter, by their national `fund_pay_type`. */
const funds: readonly Fund[] = [
  {
    layer: 'basic',
    code: { employee: '310100', resident: '390100' },
    name: { employee: '职工基本医疗保险统筹基金', resident: '城乡居民基本医疗保险基金' },
  },
  { layer: 'seriousIllness', code: alike('390200'), name: alike('大病保险资金') },
  { layer: 'largeSum', code: alike('330100'), name: alike('职工大额医疗费用补助') },
  { layer: 'civilServant', code: alike('320100'), name: alike('公务员医疗补助') },
  { layer: 'medicalAid', code: alike('610100'), name: alike('医疗救助基金') },
  { layer: 'tiltedAid', code: alike('610100'), name: alike('医疗救助基金（倾斜救助）') },
]

/** What the ceiling of a layer would have allowed: what it paid and what is left of it; undefined without a ceiling. */
const allowed = ({ steps, amounts }: ClaimSettled, { layer }: Fund): number | undefined => {
  const room = steps.find(({ step }) => step === (layer === 'basic' ? 'ceiling' : layer))?.room
  return room === undefined ? undefined : amounts[layer] + room
}

/** What each fund pays of a claim, as `setldetail`; together they are `fund_pay_sumamt`. */
export const toSetldetail = (claim: ClaimSettled): Record<string, string>[] =>
  funds
    .filter(({ layer }) => claim.amounts[layer] !== 0)
    .map((fund) => {
      const most = allowed(claim, fund)
      return {
        fund_pay_type: fund.code[claim.scheme],
        fund_pay_type_name: fund.name[claim.scheme],
        inscp_scp_amt: formatYuan(claim.amounts.inScope),
        ...(most === undefined ? {} : { crt_payb_lmt_amt: formatYuan(most) }),
        fund_payamt: formatYuan(claim.amounts[fund.layer]),
      }
    })
