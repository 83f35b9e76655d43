import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { RefusalCode } from '../../refusals.ts'
import { refusal } from '../../refusals.ts'
import type { Visit } from './visit.ts'
import type { FeeLine, VisitEvent, VisitFacts, VisitOpened } from './visit-events.ts'

/** A visit with the one thing its own events do not say: whether the claim that settled it stands. */
export type VisitState = { readonly visit: Visit | undefined; readonly settled: boolean }

/** Who is meant: a visit of another institution, person or care is not the sender's. */
export type VisitParty = Pick<Visit, 'institution' | 'care'> & { readonly personId?: string }

/** Decides what a call changes of a visit. */
export type ChangeVisit = (state: VisitState) => Decision<VisitEvent>

const refuseField = (code: RefusalCode, field: string): Decision<never> => ({
  status: 'refused',
  refusal: refusal(code, { field }),
})

/** The visit that is meant, when it is still to be changed: registered, not cancelled, not settled. */
export const changeable = ({ visit, settled }: VisitState, of: VisitParty): Decision<Visit> => {
  if (!visit || visit.institution !== of.institution || visit.care !== of.care)
    return refuseField('visit.unknown', 'visitId')
  if (of.personId !== undefined && visit.personId !== of.personId)
    return refuseField('visit.other-person', 'personId')
  if (visit.status === 'cancelled') return refuseField('visit.cancelled', 'visitId')
  return settled ? refuseField('visit.settled', 'visitId') : accept(visit)
}

const onChangeable =
  (of: VisitParty, decide: (visit: Visit) => Decision<VisitEvent>): ChangeVisit =>
  (state) => {
    const found = changeable(state, of)
    return found.status === 'refused' ? found : decide(found.value)
  }

/** Adds fee lines; a serial number that the visit already holds, or twice in the call, is refused. */
export const addFees = (of: VisitParty, lines: readonly FeeLine[], mostLines: number): ChangeVisit =>
  onChangeable(of, (visit) => {
    const held = new Set(visit.lines.map(({ serial }) => serial))
    for (const [index, { serial }] of lines.entries()) {
      if (held.has(serial)) return refuseField('fee.serial-used', `lines.${index}.serial`)
      held.add(serial)
    }
    return held.size > mostLines
      ? refuseField('claim.too-many-lines', 'lines')
      : accept({ kind: 'visit-fees-added', lines })
  })

/** Which lines are withdrawn: all, those of a charging batch, or single ones. */
export type Withdrawal =
  | { readonly which: 'all' }
  | { readonly which: 'batch'; readonly batch: string }
  | { readonly which: 'lines'; readonly serials: readonly string[] }

/** Withdraws fee lines that were not settled. */
export const withdrawFees = (of: VisitParty, withdrawal: Withdrawal): ChangeVisit =>
  onChangeable(of, ({ lines }) => {
    const serials = lines.filter((line) => isWithdrawn(line, withdrawal)).map(({ serial }) => serial)
    const unknown =
      withdrawal.which === 'lines' ? withdrawal.serials.some((each) => !serials.includes(each)) : false
    return unknown || serials.length === 0
      ? refuseField('fee.unknown', 'serial')
      : accept({ kind: 'visit-fees-withdrawn', serials })
  })

const isWithdrawn = ({ serial, batch }: FeeLine, withdrawal: Withdrawal): boolean => {
  if (withdrawal.which === 'all') return true
  return withdrawal.which === 'batch' ? batch === withdrawal.batch : withdrawal.serials.includes(serial)
}

/** Corrects what is known of a visit. */
export const describeVisit = (of: VisitParty, facts: Partial<VisitFacts>): ChangeVisit =>
  onChangeable(of, ({ endedOn }) =>
    endedOn !== undefined && facts.beganOn !== undefined && facts.beganOn > endedOn
      ? refuseField('claim.bad-date', 'beganOn')
      : accept({ kind: 'visit-described', facts }),
  )

/** Records that the patient left, and with which diagnosis. */
export const discharge = (of: VisitParty, on: Day, facts: Partial<VisitFacts>): ChangeVisit =>
  onChangeable(of, (visit) => {
    if (visit.endedOn !== undefined) return refuseField('visit.discharged', 'visitId')
    return on < visit.facts.beganOn
      ? refuseField('claim.bad-date', 'endedOn')
      : accept({ kind: 'visit-discharged', on, facts })
  })

/** Takes a discharge back: the patient stays. */
export const withdrawDischarge = (of: VisitParty): ChangeVisit =>
  onChangeable(of, ({ endedOn }) =>
    endedOn === undefined
      ? refuseField('visit.not-discharged', 'visitId')
      : accept({ kind: 'visit-discharge-withdrawn' }),
  )

/** Cancels a registration that nothing was settled of. */
export const cancelVisit = (of: VisitParty): ChangeVisit =>
  onChangeable(of, () => accept({ kind: 'visit-cancelled' }))

/** Opens a visit under an id that none was opened under. */
export const openVisit =
  (opened: VisitOpened): ChangeVisit =>
  ({ visit }) =>
    visit ? refuseField('claim.other-payload', 'msgid') : accept(opened)
