import type { Day } from '#shared/calendar/day.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSameId, plainId } from '#shared/kernel/plain-id.ts'
import { refuseLineDays } from '../../claim/rules/line-days.ts'
import { serialMark } from '../../claim/rules/serial-mark.ts'
import type { Slot, WantedSlot } from '../../claim/rules/slot.ts'
import type { RefusalCode } from '../../refusals.ts'
import { refusal } from '../../refusals.ts'
import type { Visit, VisitSettlement } from './visit.ts'
import { linesLeft, settledWhole, settlementOf, settlementOfBatch } from './visit.ts'
import type { FeeLine, VisitEvent, VisitFacts, VisitOpened } from './visit-events.ts'

/** Who is meant: a visit of another institution, person or care is not the sender's. */
export type VisitParty = Pick<Visit, 'institution' | 'care'> & { readonly personId?: string }

/** Decides what a call changes of a visit. */
export type ChangeVisit = (visit: Visit | undefined) => Decision<VisitEvent>

const refuseField = (code: RefusalCode, field: string): Decision<never> => ({
  status: 'refused',
  refusal: refusal(code, { field }),
})

/** Refuses what a settlement of a visit stands against, naming it. */
export const refuseSettled = ({ claimId }: VisitSettlement, field: string): Decision<never> => ({
  status: 'refused',
  refusal: refusal('visit.settled', { field, figures: { claimId } }),
})

/** The visit that is meant: of this institution, person and care, and not cancelled. */
export const visitMeant = (visit: Visit | undefined, of: VisitParty): Decision<Visit> => {
  if (!visit || visit.institution !== of.institution || visit.care !== of.care)
    return refuseField('visit.unknown', 'visitId')
  if (of.personId !== undefined && visit.personId !== of.personId)
    return refuseField('visit.other-person', 'personId')
  return visit.status === 'cancelled' ? refuseField('visit.cancelled', 'visitId') : accept(visit)
}

/** The days that a claim says of its visit are those it is registered with. */
export const refuseOtherDays = ({ facts, endedOn }: Visit, said: WantedSlot): Refusal | undefined => {
  const days = { serviceOn: facts.beganOn, admittedOn: facts.beganOn, dischargedOn: endedOn }
  for (const field of ['serviceOn', 'admittedOn', 'dischargedOn'] as const) {
    const [on, registered] = [said[field], days[field]]
    if (on !== undefined && registered !== undefined && on !== registered)
      return refusal('visit.other-day', { field, figures: { said: on, registered } })
  }
  return undefined
}

/** A line that comes with the settlement of a batch is refused when it was collected under another one. */
export const refuseOtherBatch = ({ lines }: Visit, { batch, marks = [] }: Pick<Slot, 'batch' | 'marks'>) => {
  if (batch === undefined) return undefined
  const others = lines.filter((line) => line.batch !== undefined && !isSameId(line.batch, batch))
  const held = new Set(others.map(({ serial }) => serialMark(serial)))
  const index = marks.findIndex((mark) => held.has(mark))
  return index < 0 ? undefined : refusal('fee.serial-used', { field: `lines.${index}.serial` })
}

/** The same, when it is still to be changed: one that is settled as a whole is not. */
const changeable = (visit: Visit | undefined, of: VisitParty): Decision<Visit> => {
  const found = visitMeant(visit, of)
  const settled = found.status === 'accepted' ? settledWhole(found.value) : undefined
  return settled ? refuseSettled(settled, 'visitId') : found
}

const onChangeable =
  (of: VisitParty, decide: (visit: Visit) => Decision<VisitEvent>): ChangeVisit =>
  (visit) => {
    const found = changeable(visit, of)
    return found.status === 'refused' ? found : decide(found.value)
  }

/** What only a visit without any settlement lets happen. */
const onUnsettled = (of: VisitParty, decide: (visit: Visit) => Decision<VisitEvent>): ChangeVisit =>
  onChangeable(of, (visit) => {
    const [settled] = visit.settlements
    return settled ? refuseSettled(settled, 'visitId') : decide(visit)
  })

/**
 * Adds fee lines. Refused are a serial number that the visit already holds, or twice in the call, a line of a batch that
 * is settled, and one of a day outside the visit.
 */
export const addFees = (
  of: VisitParty,
  lines: readonly FeeLine[],
  { mostLines, today }: { readonly mostLines: number; readonly today: Day },
): ChangeVisit =>
  onChangeable(of, (visit) => {
    const held = new Set(visit.lines.map(({ serial }) => plainId(serial)))
    for (const [index, { serial, batch }] of lines.entries()) {
      if (held.has(plainId(serial))) return refuseField('fee.serial-used', `lines.${index}.serial`)
      held.add(plainId(serial))
      const settled = batch === undefined ? undefined : settlementOfBatch(visit, batch)
      if (settled) return refuseSettled(settled, `lines.${index}.batch`)
      const brought = settlementOf(visit, serial)
      if (brought) return refuseSettled(brought, `lines.${index}.serial`)
    }
    const outside = refuseLineDays(lines, { from: visit.facts.beganOn, to: visit.endedOn ?? today })
    if (outside) return { status: 'refused', refusal: outside }
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
  onChangeable(of, (visit) => {
    const meant = visit.lines.filter((line) => isWithdrawn(line, withdrawal))
    const settled = meant.map(({ serial }) => settlementOf(visit, serial)).find((each) => each)
    if (settled && withdrawal.which !== 'all') return refuseSettled(settled, 'serial')
    const left = new Set(linesLeft(visit, undefined).map(({ serial }) => serial))
    const serials = meant.map(({ serial }) => serial).filter((serial) => left.has(serial))
    const unknown =
      withdrawal.which === 'lines' ? withdrawal.serials.some((each) => !serials.includes(each)) : false
    return unknown || serials.length === 0
      ? refuseField('fee.unknown', 'serial')
      : accept({ kind: 'visit-fees-withdrawn', serials })
  })

const isWithdrawn = ({ serial, batch }: FeeLine, withdrawal: Withdrawal): boolean => {
  if (withdrawal.which === 'all') return true
  return withdrawal.which === 'batch'
    ? isSameId(batch, withdrawal.batch)
    : withdrawal.serials.includes(serial)
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
  onUnsettled(of, () => accept({ kind: 'visit-cancelled' }))

/** Opens a visit under an id that none was opened under. */
export const openVisit =
  (opened: VisitOpened): ChangeVisit =>
  (visit) =>
    visit ? refuseField('claim.other-payload', 'msgid') : accept(opened)
