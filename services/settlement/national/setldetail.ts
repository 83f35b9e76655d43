import type { Scheme } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { LayerPayment } from '../insured-year/rules/layers.ts'
import { laterLayers } from '../insured-year/rules/layers.ts'

type Fund = {
  readonly layer: 'basic' | LayerPayment
  readonly code: Readonly<Record<Scheme, string>>
  readonly name: Readonly<Record<Scheme, string>>
}

const alike = (text: string): Readonly<Record<Scheme, string>> => ({ employee: text, resident: text })

/** The funds that pay at one counter, by their national `fund_pay_type`. */
const funds: readonly Fund[] = [
  {
    layer: 'basic',
    code: { employee: '310100', resident: '390100' },
    name: { employee: '职工基本医疗保险统筹基金', resident: '城乡居民基本医疗保险基金' },
  },
  ...laterLayers
    .toSorted((one, other) => one.national.place - other.national.place)
    .map(
      ({ pays, national: { fund, name } }): Fund => ({
        layer: pays,
        code: alike(fund),
        name: alike(name),
      }),
    ),
]

/** The funds that pay here, by their national codes. */
export const fundNames: Readonly<Record<string, string>> = Object.fromEntries(
  funds.flatMap(({ code, name }) => [
    [code.employee, name.employee],
    [code.resident, name.resident],
  ]),
)

/** What the ceiling of a layer would have allowed: what it paid and what is left of it; undefined without a ceiling. */
const allowanceOf = ({ steps, amounts }: ClaimSettled, { layer }: Fund): number | undefined => {
  const room = steps.find(({ step }) => step === (layer === 'basic' ? 'ceiling' : layer))?.room
  return room === undefined ? undefined : amounts[layer] + room
}

/** What each fund pays of a claim, as `setldetail`; together they are `fund_pay_sumamt`. */
export const toSetldetail = (claim: ClaimSettled): Record<string, string>[] =>
  funds
    .filter(({ layer }) => claim.amounts[layer] !== 0)
    .map((fund) => {
      const most = allowanceOf(claim, fund)
      return {
        fund_pay_type: fund.code[claim.scheme],
        fund_pay_type_name: fund.name[claim.scheme],
        inscp_scp_amt: formatYuan(claim.amounts.inScope),
        ...(most === undefined ? {} : { crt_payb_lmt_amt: formatYuan(most) }),
        fund_payamt: formatYuan(claim.amounts[fund.layer]),
      }
    })
