import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { never } from '#shared/kernel/never.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type {
  CorrectAid,
  CorrectIdentity,
  EndCoverage,
  MoveCoverage,
  ProveMonths,
  RecordDeath,
  RecordReturn,
  TakeDeathBack,
} from '../../coverage/rules/commands.ts'
import type { OtherCertificate } from '../../person/rules/certificate.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import type { DecidingHand, Hand, LeaveReason, Place, SignedHand } from '../../person/rules/insured.ts'
import { handIn } from '../../person/rules/insured.ts'
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
/** What proves that someone who lives left the insurance. */
export const leavingEvidence = [
  'settlement-abroad',
  'enlistment-notice',
  'covered-elsewhere',
  'own-application',
  'labour-end',
  'detention-notice',
] as const
/** What proves that somebody was discharged from service, or released. */
export const returnEvidence = ['discharge-certificate', 'release-certificate'] as const
/** What proves the right name. */
export const nameEvidence = [
  'household-register',
  'identity-card',
  'name-change-record',
  'police-certificate',
] as const
/** What proves months of contributions that were paid elsewhere, or count as paid. */
export const monthsEvidence = [
  'contribution-certificate',
  'transfer-form',
  'deemed-years-approval',
  'retirement-approval',
] as const
/** What proves a change that reaches back, or that somebody is retired. */
export const moveEvidence = [
  'labour-contract',
  'labour-end',
  'employer-statement',
  'retirement-approval',
  'own-application',
] as const
/** What proves which aid category somebody had from a day. */
export const aidEvidence = ['civil-affairs-notice', 'aid-certificate', 'poverty-register-extract'] as const
/** What proves the right number, birth day and sex. */
export const identityEvidence = ['household-register', 'identity-card', 'police-certificate'] as const
export const evidenceKinds = [
  ...new Set([
    ...[...deathEvidence, ...lifeEvidence, ...leavingEvidence, ...nameEvidence],
    ...[...monthsEvidence, ...moveEvidence, ...identityEvidence, ...aidEvidence, ...returnEvidence],
  ]),
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** What is reported of a person: that they died, live, left, moved, paid elsewhere, or are another than is recorded. */
export const reportSubjects = [
  'died',
  'lives',
  'left',
  'returned',
  'named',
  'contributed',
  'moved',
  'identified',
  'aided',
] as const

/** What a report says that may tell who somebody is; it is stored sealed. */
export type SealedInReport = {
  /** The number of the document. */
  readonly number: string
  readonly reason?: string
  /** The right name, where that is reported. */
  readonly name?: string
  /** The right ID number, where another is reported. */
  readonly idNumber?: string
  /** The right certificate that is no ID card, where another is reported. */
  readonly certificate?: OtherCertificate
}

/** What is said, apart from what is sealed. */
export type Said =
  | { readonly says: 'died'; readonly on: Day }
  | { readonly says: 'lives' }
  /** `on` is the last covered day. */
  | { readonly says: 'left'; readonly on: Day; readonly leaves: LeaveReason }
  /** `on` is the day of their discharge from service, or release. */
  | { readonly says: 'returned'; readonly on: Day }
  | { readonly says: 'named' }
  /** `months` were paid elsewhere, or count as paid, before the coverage began. */
  | { readonly says: 'contributed'; readonly months: number }
  /** `place` is where the coverage went on from a day. */
  | { readonly says: 'moved'; readonly place: Place; readonly from: Day }
  /** The category from `from` on, until the next that is recorded. */
  | { readonly says: 'aided'; readonly aid: AidCategory; readonly from: Day }
  /** The right birth day and sex; the right certificate is sealed, its kind is not: absent, it is an ID card. */
  | {
      readonly says: 'identified'
      readonly birthOn: Day
      readonly sex: Sex
      readonly proof?: OtherCertificate['type']
    }

/** What is reported of a person, with its evidence. */
export type Report = Said & {
  readonly evidence: EvidenceKind
  readonly sealed: SealedInReport
}

/** A report of a person, which is done when another person approves it. A person's are numbered from 1. */
export type PersonReport = {
  readonly personId: string
  readonly number: number
  readonly version: number
  readonly commandId: string
  /** The city that covered the person when it was made. */
  readonly city: CityCode
  readonly evidence: EvidenceKind
  readonly sealed: string
  readonly reported: SignedHand
} & Said &
  (
    | { readonly status: 'reported' }
    | {
        readonly status: 'approved' | 'refused'
        readonly decided: DecidingHand
        readonly refusedFor?: string
      }
  )

const handOf = ({ subject, division }: SignedHand): Hand => ({ subject, division })

type CommandOfReport =
  | RecordDeath
  | TakeDeathBack
  | RecordReturn
  | EndCoverage
  | ProveMonths
  | MoveCoverage
  | CorrectIdentity
  | CorrectAid

/** What a report asks to be done with the coverage, once `approver` signs it; undefined where it is about a name. */
export const commandOf = (report: PersonReport, approver: SignedHand): CommandOfReport | undefined => {
  switch (report.says) {
    case 'died':
      return { type: 'record-death', on: report.on, report: report.number }
    case 'lives':
      return { type: 'take-death-back', report: report.number }
    case 'left': {
      const { on, leaves: reason, number, reported } = report
      const hands = { by: handOf(reported), report: { number, approvedBy: handOf(approver) } }
      return { type: 'end-coverage', on, reason, ...hands }
    }
    case 'returned':
      return { type: 'record-return', on: report.on, report: report.number }
    case 'contributed':
      return { type: 'prove-months', months: report.months, report: report.number }
    case 'moved':
      return { type: 'move-coverage', place: report.place, from: report.from, report: report.number }
    case 'identified':
      return {
        type: 'correct-identity',
        birthOn: report.birthOn,
        sex: report.sex,
        proof: report.proof ?? 'id-card',
        report: report.number,
      }
    case 'aided':
      return { type: 'correct-aid', aid: report.aid, from: report.from, report: report.number }
    case 'named':
      return undefined
    default:
      return never(report)
  }
}

/** The day by which what a report asks is judged: the one it names, else the day on which it is asked. */
export const judgedOn = (report: PersonReport, today: Day): Day => {
  if (report.says === 'moved' || report.says === 'aided') return report.from
  return 'on' in report ? report.on : today
}

/** The report of a person that waits for a second hand; there is one at most. */
export const waitingIn = (reports: readonly PersonReport[]): PersonReport | undefined =>
  reports.find(({ status }) => status === 'reported')

/** Decides on a report: another person than made it approves or refuses it, once. */
export const decideReport = (
  report: PersonReport,
  { as, by }: { readonly as: 'approved' | 'refused'; readonly by: DecidingHand },
): Decision<PersonReport> => {
  const done = report.status === as && doneByAnother(handIn(report.decided), by.subject)
  if (done) return done
  if (report.status === as) return accept(report)
  if (report.status !== 'reported') return refuse('report.decided', { figures: { status: report.status } })
  if (isSamePerson(report.reported.subject, by.subject)) return refuse('report.same-person')
  return accept({ ...report, status: as, decided: by })
}
