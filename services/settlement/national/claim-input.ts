import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ClaimRequest } from '../claim/claim-request.ts'
import type { Message } from '../claim/message.ts'
import type { VisitDays } from '../claim/rules/line-days.ts'
import { refuseLineDays } from '../claim/rules/line-days.ts'
import type { Care } from '../insured-year/rules/care.ts'
import { batchOf, feeLinesOf, lineMarksOf, marksOf, toCharged } from './fee-lines.ts'
import { caseFields, feeLine, fields, identityFields } from './fields.ts'
import { medTypeFor } from './med-type.ts'
import { circumstancesIn, readDay, readYuan, unreadable } from './reading.ts'

/** The fields of a settlement and of its preview. */
export const claimInput = z.looseObject({
  psn_no: fields.psn_no,
  mdtrt_id: fields.mdtrt_id.optional(),
  chrg_bchno: fields.chrg_bchno.optional(),
  med_type: fields.med_type.optional(),
  insutype: fields.insutype.optional(),
  begntime: fields.begntime.optional(),
  dscg_time: fields.dscg_time.optional(),
  setl_time: fields.setl_time.optional(),
  fixmedins_code: fields.fixmedins_code.optional(),
  medfee_sumamt: fields.medfee_sumamt,
  acct_used_flag: fields.acct_used_flag.default('0'),
  ...caseFields,
  ...identityFields,
  feedetail: z.array(feeLine).max(2000).optional(),
})
export type ClaimInput = z.output<typeof claimInput>

type Days = Pick<ClaimRequest, 'settledOn'> &
  (
    | { readonly care: 'outpatient'; readonly serviceOn: Day }
    | { readonly care: 'inpatient'; readonly admittedOn: Day; readonly dischargedOn: Day }
  )

const readOptionalDay = (time: string | undefined, field: string): Decision<Day | undefined> =>
  time === undefined ? accept(undefined) : readDay(time, field)

/** The days of a claim; it is settled on the day of service or discharge unless the sender says otherwise. */
const daysOf = (care: Care, { begntime, dscg_time, setl_time }: ClaimInput): Decision<Days> => {
  const settled = readOptionalDay(setl_time, 'setl_time')
  if (settled.status === 'refused') return settled
  if (care === 'outpatient') {
    const served = readDay(begntime ?? setl_time, 'begntime')
    if (served.status === 'refused') return served
    return accept({ care, serviceOn: served.value, settledOn: settled.value ?? served.value })
  }
  const admitted = readDay(begntime, 'begntime')
  if (admitted.status === 'refused') return admitted
  const discharged = readDay(dscg_time, 'dscg_time')
  if (discharged.status === 'refused') return discharged
  const [admittedOn, dischargedOn] = [admitted.value, discharged.value]
  return accept({ care, admittedOn, dischargedOn, settledOn: settled.value ?? dischargedOn })
}

type ClaimMessage = Message & { readonly input: ClaimInput; readonly today: Day } & Pick<
    ClaimRequest,
    'by' | 'behind'
  >

/** The days that the lines of a claim may be of: those of the stay, or from that of the visit until now. */
export const daysOfLines = (
  days: Pick<ClaimRequest, 'care'> & Partial<Record<'serviceOn' | 'admittedOn' | 'dischargedOn', Day>>,
  today: Day,
): VisitDays => ({
  from: days.admittedOn ?? days.serviceOn ?? today,
  to: days.dischargedOn ?? today,
})

/** The charging batch of a settlement; a stay has none, it is settled as a whole. */
export const batchOfClaim = (care: Care, { chrg_bchno, feedetail }: ClaimInput): string | undefined =>
  care === 'inpatient' ? undefined : batchOf(chrg_bchno, feedetail)

/**
 * Reads a settlement that brings its own fee lines as the command it means; pure.
 * @returns the request, or a refusal naming the national field
 */
export const readClaim = (
  { msgid, institution, input, today, by, behind }: ClaimMessage,
  care: Care,
): Decision<ClaimRequest> => {
  const medType = medTypeFor(care, input.med_type ?? '')
  if (!medType) return unreadable('claim.bad-care', 'med_type', input.med_type)
  const total = readYuan(input.medfee_sumamt, 'medfee_sumamt')
  if (total.status === 'refused') return total
  const batch = batchOfClaim(care, input)
  const lines = feeLinesOf(input.feedetail ?? [], { ...input, chrg_bchno: batch })
  if (lines.status === 'refused') return lines
  const days = daysOf(care, input)
  if (days.status === 'refused') return days
  const outside = refuseLineDays(lines.value, daysOfLines(days.value, today))
  if (outside) return { status: 'refused', refusal: outside }
  return accept({
    msgid,
    personId: input.psn_no,
    institution,
    ...(input.mdtrt_id === undefined ? {} : { visitId: input.mdtrt_id }),
    ...(batch === undefined ? {} : { batch }),
    ...marksOf(input.feedetail ?? []),
    ...lineMarksOf(care, lines.value),
    lines: lines.value.map(toCharged),
    total: total.value,
    useAccount: input.acct_used_flag === '1',
    ...(medType.purpose === 'general' ? {} : { purpose: medType.purpose }),
    ...circumstancesIn(input),
    ...days.value,
    ...(by === undefined ? {} : { by }),
    ...(behind === undefined ? {} : { behind }),
  })
}
