import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { RecordDeath, TakeDeathBack } from '../../coverage/rules/commands.ts'
import type { DecidingHand, SignedHand } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** What proves a death. */
export const deathEvidence = [
  'medical-certificate',
  'cremation-certificate',
  'court-declaration',
  'household-cancellation',
] as const
/** What proves that someone recorded as dead lives. */
export const lifeEvidence = ['police-certificate', 'household-restoration', 'court-revocation'] as const
export type EvidenceKind = (typeof deathEvidence)[number] | (typeof lifeEvidence)[number]

/** What a report says that may tell who somebody is; it is stored sealed. */
export type SealedInReport = { readonly number: string; readonly reason?: string }

/** A report of a death, or that one was recorded wrongly. A person's are numbered from 1. */
export type DeathReport = {
  readonly personId: string
  readonly number: number
  readonly version: number
  readonly commandId: string
  /** The city that covered the person when it was made. */
  readonly city: CityCode
  readonly evidence: EvidenceKind
  readonly sealed: string
  readonly reported: SignedHand
} & ({ readonly says: 'died'; readonly on: Day } | { readonly says: 'lives' }) &
  (
    | { readonly status: 'reported' }
    | {
        readonly status: 'approved' | 'refused'
        readonly decided: DecidingHand
        readonly refusedFor?: string
      }
  )

/** What a report asks to be done with the coverage. */
export const commandOf = (report: DeathReport): RecordDeath | TakeDeathBack =>
  report.says === 'died'
    ? { type: 'record-death', on: report.on, report: report.number }
    : { type: 'take-death-back', report: report.number }

/** The day by which what a report asks is judged: that of the death, else the day on which it is asked. */
export const judgedOn = (report: DeathReport, today: Day): Day => (report.says === 'died' ? report.on : today)

/** The report of a person that waits for a second hand; there is one at most. */
export const waitingIn = (reports: readonly DeathReport[]): DeathReport | undefined =>
  reports.find(({ status }) => status === 'reported')

/** Decides on a report: another person than made it approves or refuses it, once. */
export const decideReport = (
  report: DeathReport,
  { as, by }: { readonly as: 'approved' | 'refused'; readonly by: DecidingHand },
): Decision<DeathReport> => {
  if (report.status !== 'reported') return refuse('death.decided', { figures: { status: report.status } })
  if (isSamePerson(report.reported.subject, by.subject)) return refuse('death.same-person')
  return accept({ ...report, status: as, decided: by })
}
