import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ClaimRequest } from '../claim/claim-request.ts'
import { refuseLineDays } from '../claim/rules/line-days.ts'
import { serialMark } from '../claim/rules/serial-mark.ts'
import type { Care } from '../insured-year/rules/care.ts'
import { refusal } from '../refusals.ts'
import { visitMeant } from '../visit/rules/change-visit.ts'
import type { Visit } from '../visit/rules/visit.ts'
import type { ClaimOfVisit } from '../visit/settle-visit.ts'
import type { ClaimInput } from './claim-input.ts'
import { batchOfClaim, daysOfLines } from './claim-input.ts'
import { lineMarksOf, toCharged } from './fee-lines.ts'
import { medTypeFor } from './med-type.ts'
import { circumstancesIn, dayOf, readYuan, unreadable } from './reading.ts'
import type { NationalMessage } from './transaction.ts'

type Days =
  | { readonly care: 'outpatient'; readonly serviceOn: Day }
  | { readonly care: 'inpatient'; readonly admittedOn: Day; readonly dischargedOn: Day }

/** The days of a visit; a preview of a stay that still lasts takes it as if it ended on the day of settlement. */
const daysOf = (visit: Visit, care: Care, endsOn: Day | undefined): Decision<Days> => {
  const { beganOn } = visit.facts
  if (care === 'outpatient') return accept({ care, serviceOn: beganOn })
  const dischargedOn = visit.endedOn ?? endsOn
  return dischargedOn === undefined
    ? { status: 'refused', refusal: refusal('visit.not-discharged', { field: 'visitId' }) }
    : accept({ care, admittedOn: beganOn, dischargedOn })
}

/**
 * How a message makes a claim of what was collected of its visit. Days, lines and circumstances are the visit's. The
 * amount is the sender's word for it and must agree.
 */
export const claimOfVisit =
  (
    { msgid, institution, input, today, by, behind }: NationalMessage<ClaimInput>,
    { care, unfinished }: { readonly care: Care; readonly unfinished: boolean },
  ): ClaimOfVisit =>
  (found, lines): Decision<ClaimRequest> => {
    const state = visitMeant(found, { institution, care, personId: input.psn_no })
    if (state.status === 'refused') return state
    const visit = state.value
    const batch = batchOfClaim(care, input)
    const code = input.med_type ?? visit.facts.medType
    const medType = medTypeFor(care, code)
    if (!medType) return unreadable('claim.bad-care', 'med_type', code)
    const total = readYuan(input.medfee_sumamt, 'medfee_sumamt')
    if (total.status === 'refused') return total
    const settlementDay = dayOf(input.setl_time)
    if (input.setl_time !== undefined && !settlementDay)
      return unreadable('claim.bad-date', 'setl_time', input.setl_time)
    const days = daysOf(visit, care, unfinished ? (settlementDay ?? today) : undefined)
    if (days.status === 'refused') return days
    const outside = refuseLineDays(lines, daysOfLines(days.value, today))
    if (outside) return { status: 'refused', refusal: outside }
    const served = days.value.care === 'inpatient' ? days.value.dischargedOn : days.value.serviceOn
    const { medType: _, beganOn: __, purpose: ___, ...facts } = visit.facts
    return accept({
      msgid,
      personId: visit.personId,
      institution,
      visitId: visit.visitId,
      ...(batch === undefined ? {} : { batch }),
      marks: lines.map(({ serial }) => serialMark(serial)),
      ...lineMarksOf(care, lines),
      lines: lines.map(toCharged),
      total: total.value,
      useAccount: input.acct_used_flag === '1',
      ...(medType.purpose === 'general' ? {} : { purpose: medType.purpose }),
      ...facts,
      ...circumstancesIn(input),
      ...days.value,
      settledOn: settlementDay ?? served,
      ...(by === undefined ? {} : { by }),
      behind,
    })
  }
