import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { nationalSchemeCode, schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { parseYuan } from '#shared/money/fen.ts'
import type { ClaimRequest } from '../commands/claim-request.ts'
import type { RefusalCode } from '../domain/refusals.ts'
import { refusal } from '../domain/refusals.ts'
import type { ChargedLine } from '../domain/settle-claim.ts'
import type { ClaimInput, Envelope } from './envelope.ts'
import { transactions } from './envelope.ts'

type Unreadable = { readonly status: 'refused'; readonly refusal: ReturnType<typeof refusal> }

const unreadable = (code: RefusalCode, field: string, said: string | undefined): Unreadable => ({
  status: 'refused',
  refusal: refusal(code, { field: `input.${field}`, figures: { said: said ?? '' } }),
})

/** National times are China's: the day is the one written. */
export const dayOf = (time: string | undefined): Day | undefined => {
  const day = time?.slice(0, 10)
  return day !== undefined && isDay(day) ? day : undefined
}

/** The institution an envelope speaks for; undefined when header and input name different ones or none. */
export const institutionOf = ({ fixmedins_code: header, input }: Envelope): string | undefined => {
  const said = [header, input.fixmedins_code].filter((code) => code !== undefined)
  return said.every((code) => code === said[0]) ? said[0] : undefined
}

const schemeOf = (insutype: string | undefined): Scheme | undefined =>
  schemes.find((scheme) => nationalSchemeCode[scheme] === insutype)

const linesOf = (feedetail: ClaimInput['feedetail']): Decision<ChargedLine[]> => {
  const lines: ChargedLine[] = []
  for (const [index, fee] of feedetail.entries()) {
    const amount = parseYuan(fee.det_item_fee_sumamt)
    if (amount === undefined)
      return unreadable('claim.bad-amount', `feedetail.${index}.det_item_fee_sumamt`, fee.det_item_fee_sumamt)
    lines.push({ code: fee.med_list_codg, quantity: fee.cnt, unitPrice: fee.pric, amount })
  }
  return accept(lines)
}

type Days = Pick<ClaimRequest, 'settledOn'> &
  (
    | { readonly care: 'outpatient'; readonly serviceOn: Day }
    | { readonly care: 'inpatient'; readonly admittedOn: Day; readonly dischargedOn: Day }
  )

/** The days of a claim; it is settled on the day of service or discharge unless the sender says otherwise. */
const daysOf = (care: 'outpatient' | 'inpatient', input: ClaimInput): Decision<Days> => {
  const { begntime, dscg_time, setl_time } = input
  const begun = dayOf(begntime)
  const settled = dayOf(setl_time)
  if (setl_time !== undefined && !settled) return unreadable('claim.bad-date', 'setl_time', setl_time)
  if (begntime !== undefined && !begun) return unreadable('claim.bad-date', 'begntime', begntime)
  if (care === 'outpatient') {
    const serviceOn = begun ?? settled
    if (!serviceOn) return unreadable('claim.bad-date', 'begntime', begntime)
    return accept({ care, serviceOn, settledOn: settled ?? serviceOn })
  }
  const dischargedOn = dayOf(dscg_time)
  if (!begun) return unreadable('claim.bad-date', 'begntime', begntime)
  if (!dischargedOn) return unreadable('claim.bad-date', 'dscg_time', dscg_time)
  return accept({ care, admittedOn: begun, dischargedOn, settledOn: settled ?? dischargedOn })
}

const medTypes = { outpatient: '11', inpatient: '21' } as const

/**
 * Reads a settlement or preview of the national interface as the command it means; pure.
 * @returns the request, or a refusal naming the national field
 */
export const readClaim = (
  message: Extract<Envelope, { infno: '2206' | '2207' | '2303' | '2304' }>,
  institution: string,
): Decision<ClaimRequest> => {
  const { msgid, infno, input } = message
  const { care } = transactions[infno]
  if (input.med_type !== medTypes[care]) return unreadable('claim.bad-care', 'med_type', input.med_type)
  const total: Fen | undefined = parseYuan(input.medfee_sumamt)
  if (total === undefined) return unreadable('claim.bad-amount', 'medfee_sumamt', input.medfee_sumamt)
  const lines = linesOf(input.feedetail)
  if (lines.status === 'refused') return lines
  const days = daysOf(care, input)
  if (days.status === 'refused') return days
  const scheme = schemeOf(input.insutype)
  return accept({
    msgid,
    personId: input.psn_no,
    institution,
    lines: lines.value,
    total,
    useAccount: input.acct_used_flag === '1',
    ...(scheme ? { scheme } : {}),
    ...days.value,
  })
}
