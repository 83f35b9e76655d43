import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import type { AssessmentRule, GapCause, GapRule, SharedGap, YearFigures } from '#shared/gap/gap.ts'
import { assessmentFactor, gapOf, mostEligible, shareGap } from '#shared/gap/gap.ts'
import type { OwnBalance, OwnBalanceRule } from '#shared/gap/own-balance.ts'
import { ownBalanceOf } from '#shared/gap/own-balance.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { CausesRule, Proof } from './causes.ts'
import { provenCauses, uncollectedOf } from './causes.ts'

const article = '皖政办〔2024〕3号 一(五)'

/** What an application counts, and on which figures: none of them typed. */
export type Appraisal = {
  /** What was due of the revenue and did not come in: it counts for nothing. */
  readonly uncollected: Fen
  readonly proofs: readonly Proof[]
  readonly ownBalance: OwnBalance
}

/** A city's application for the fund to share the gap of a closed year. */
export type GapApplication = {
  readonly applicationId: string
  readonly city: string
  readonly scheme: Scheme
  /** The fund year of the gap. */
  readonly year: FundYear
  readonly causes: readonly GapCause[]
  readonly reason: string
  readonly plan: Fen
  readonly gap: Fen
  readonly eligible: Fen
  /** The year by what belongs to it; absent on what was applied for on what was booked. */
  readonly cleared?: { readonly income: Fen; readonly expenditure: Fen }
  /** Absent on what was applied for before causes were proved. */
  readonly appraisal?: Appraisal
  readonly madeBy: string
  readonly appliedOn?: Day
  /** When it arrived, and the last day that it was to arrive on; absent of what was applied for before this was kept. */
  readonly receivedOn?: Day
  readonly applyBy?: Day
  /** Why it arrived after that day, and the document that says so; absent of one in time. */
  readonly late?: LateApplication
} & (
  | { readonly status: 'applied' }
  | ({ readonly status: 'examined' } & Examination)
  | ({ readonly status: 'rejected' } & Partial<Examination> & { readonly rejected: Rejection })
  | ({ readonly status: 'approved' } & Approval & Payment)
  | ({ readonly status: 'allocated'; readonly allocated: Fen } & Approval & Payment)
)

/** What a city says of an application that arrives after the last day: the province sees it before it decides. */
export type LateApplication = { readonly reason: string; readonly document: string }

/** The first hand of the province: the share by the published score of the performance evaluation. */
export type Examination = {
  readonly assessmentScore: number
  readonly examined: OfficeSignature
  readonly share: SharedGap
}

export type Rejection = OfficeSignature & { readonly reason: string }

/** The second hand; who examined is absent on what was approved before there were two. */
export type Approval = {
  readonly assessmentScore: number
  readonly examined?: OfficeSignature
  readonly approvedBy: string
  readonly approvedOn: Day
  /** The division of the office that approved; absent on what was approved before this was kept. */
  readonly approvedFor?: string
  readonly share: SharedGap
}

/** A part of a share that lapsed, from one place of it to another: places are counted from nothing to what was approved. */
export type LostPart = { readonly from: Fen; readonly to: Fen }

/** What was paid of a share so far, in how many payments; and what its year's final accounts make of it. */
export type Payment = {
  readonly paid?: Fen
  readonly payments?: number
  /** How many times a part of it lapsed. */
  readonly lapses?: number
  /** What of it lapsed because the account could not pay it: that does not come back. Said since a year can be corrected. */
  readonly lapsed?: Fen
  /** Which parts of it these were; absent where nothing lapsed, and on what lapsed before this was kept. */
  readonly lost?: readonly LostPart[]
  /** How many times something was clawed back, and something was owed further. */
  readonly clawbacks?: number
  readonly furthers?: number
  /** The day of the true-up since which something is owed further. */
  readonly owedFrom?: Day
  readonly trueUp?: TrueUp
}

/**
 * The share by the final accounts of its year, or by a correction of them; never above the approved one. What was paid
 * above it is clawed back.
 */
export type TrueUp = {
  readonly final: { readonly income: Fen; readonly expenditure: Fen }
  /** The correction that the figures are of; absent: the final accounts. */
  readonly correction?: number
  readonly share: SharedGap
  readonly finalisedOn: Day
  /** All that was clawed back of the share so far. */
  readonly clawedBack: Fen
}

export type GrantedApplication = GapApplication & { readonly status: 'approved' | 'allocated' }

/** The one application of a city, scheme and year. */
export const applicationIdOf = (scheme: Scheme, year: FundYear, city: string): string =>
  `G-${scheme}-${year}-${city}`

export type ApplyForGap = {
  readonly city: string
  readonly scheme: Scheme
  readonly year: FundYear
  readonly causes: readonly GapCause[]
  readonly eligibleGap?: number | undefined
  readonly reason: string
  readonly madeBy: string
  /** The day that the city says. */
  readonly appliedOn: Day
  /** The day on which the application arrived, which nobody types: it is what the last day is compared with. */
  readonly receivedOn: Day
  /** Counts only of one that arrives after the last day. */
  readonly late?: LateApplication | undefined
}

/** What is recorded of the year of a gap: what was booked in it, what its clearing adds, and what its causes are proved by. */
export type RecordedYear = {
  readonly closed: (YearFigures & { readonly openingBalance: Fen }) | undefined
  readonly cleared:
    | (Pick<YearFigures, 'income' | 'expenditure'> & { readonly evidence?: YearEvidence | undefined })
    | undefined
  readonly pricings: readonly PolicyChangePriced[]
}

/** The dated rules that a gap is judged by. */
export type GapRules = {
  readonly gap: GapRule
  readonly ownBalance: OwnBalanceRule
  readonly causes: CausesRule
  /** The last day on which an application arrives in time. */
  readonly applyBy: Day
}

/** The most that a gap can count for: what was collected of what was due, what its causes prove, and the rule's share of the plan. */
export const mostOf = (gap: Fen, plan: Fen, { uncollected, proofs }: Appraisal, rule: GapRule): Fen =>
  Math.min(
    Math.max(0, fen(gap - uncollected)),
    sum(proofs.map(({ amount }) => amount)),
    mostEligible(gap, plan, rule),
  )

const notKnown = ({ year, city }: Pick<ApplyForGap, 'year' | 'city'>, { closed, cleared }: RecordedYear) => {
  if (!closed) return refuse('gap.year-not-closed', { field: 'year', figures: { year, city } })
  if (!cleared) return refuse('gap.year-not-cleared', { field: 'year', article, figures: { year, city } })
  return refuse('gap.no-evidence', { field: 'year', figures: { year, city } })
}

/**
 * Decides an application on the recorded figures of the year that is closed and cleared, so that nobody states their own
 * gap: what was booked, and what belongs to the year by its clearing. Each cause counts as far as figures prove it. A city
 * may claim less than could count, never more. Where its own balance covers all of that, the fund has nothing to share.
 * One that arrives after the last day says why, with a document, and keeps both for whoever decides.
 */
export const applyForGap = (
  { eligibleGap, late, ...command }: ApplyForGap,
  recorded: RecordedYear,
  rules: GapRules,
): Decision<GapApplication> => {
  const { year, city, receivedOn } = command
  const { applyBy } = rules
  const { closed, cleared, pricings } = recorded
  const evidence = cleared?.evidence
  if (!closed || !cleared || !evidence) return notKnown(command, recorded)
  const isLate = receivedOn > applyBy
  if (isLate && !late)
    return refuse('gap.after-deadline', { field: 'late', article, figures: { applyBy, receivedOn } })
  const plan = closed.plannedExpenditure
  const ofYear = {
    income: fen(closed.income + cleared.income),
    expenditure: fen(closed.expenditure + cleared.expenditure),
  }
  const gap = gapOf({ ...ofYear, plannedExpenditure: plan }, rules.gap)
  if (gap === 0) return refuse('gap.none', { article, figures: { ...ofYear, plannedExpenditure: plan } })
  const appraisal: Appraisal = {
    uncollected: uncollectedOf(evidence),
    proofs: provenCauses(command.causes, { year, evidence, pricings }, rules.causes),
    ownBalance: ownBalanceOf(
      { balance: closed.openingBalance, expenditure: ofYear.expenditure },
      rules.ownBalance,
    ),
  }
  const most = mostOf(gap, plan, appraisal, rules.gap)
  if (most === 0)
    return refuse('gap.not-proven', { field: 'causes', article, figures: provenFigures(appraisal) })
  const eligible = eligibleGap ?? most
  if (eligible > most)
    return refuse('gap.above-eligible', {
      field: 'eligibleGap',
      article,
      figures: { eligibleGap: eligible, most, gap, plan },
    })
  const { available: own, balance } = appraisal.ownBalance
  if (own >= eligible)
    return refuse('gap.own-balance-covers', { article, figures: { own, balance, eligible, gap } })
  const applicationId = applicationIdOf(command.scheme, year, city)
  return accept({
    ...command,
    ...{ applicationId, plan, gap, eligible, cleared: ofYear, appraisal, applyBy, status: 'applied' },
    ...(isLate && late ? { late } : {}),
  })
}

const provenFigures = ({ uncollected, proofs }: Appraisal) => ({
  uncollected,
  ...Object.fromEntries(proofs.map(({ cause, amount }) => [cause, amount])),
})

/** What an application is examined by: the rules that share it, and the score that was published of its year. */
export type ExaminedBy = {
  readonly gap: GapRule
  readonly assessment: AssessmentRule
  /** The most of the plan that the fund bears. */
  readonly cityCap: Rate
  readonly score: number | undefined
}

const isBefore = ({ on }: OfficeSignature, { year }: GapApplication) => {
  const last = lastDayOfYear(year)
  return on <= last ? refuse('run.year-not-over', { field: 'on', figures: { last } }) : undefined
}

/** The first hand of the province works out the share; the score is that of the performance evaluation, and not theirs to say. */
export const examineApplication = (
  examined: OfficeSignature,
  application: GapApplication,
  { gap, assessment, cityCap, score }: ExaminedBy,
): Decision<GapApplication> => {
  if (application.status !== 'applied')
    return refuse('application.decided', { figures: { status: application.status } })
  if (isSamePerson(examined.by, application.madeBy)) return refuse('application.own-approval')
  const early = isBefore(examined, application)
  if (early) return early
  const { year, city, plan, appraisal } = application
  if (score === undefined) return refuse('gap.not-evaluated', { figures: { year, city } })
  const share = shareGap({
    ...application,
    ...(appraisal ? { own: appraisal.ownBalance.available } : {}),
    rule: gap,
    factor: assessmentFactor(score, assessment),
    most: times(plan, cityCap),
  })
  return accept({ ...application, status: 'examined', assessmentScore: score, examined, share })
}

/** The second hand of the province, which neither applied nor examined, approves the share as it was worked out. */
export const approveApplication = (
  approved: OfficeSignature,
  application: GapApplication,
): Decision<GapApplication> => {
  if (application.status === 'applied') return refuse('application.not-examined')
  const done =
    'approvedBy' in application &&
    doneByAnother({ by: application.approvedBy, on: application.approvedOn }, approved.by)
  if (done) return done
  if (application.status !== 'examined')
    return refuse('application.decided', { figures: { status: application.status } })
  const hands = [application.madeBy, application.examined.by]
  if (hands.some((by) => isSamePerson(approved.by, by))) return refuse('application.own-approval')
  const early = isBefore(approved, application)
  if (early) return early
  if (approved.on < application.examined.on)
    return refuse('application.before-examined', { field: 'on', figures: { on: application.examined.on } })
  const { by: approvedBy, on: approvedOn, division: approvedFor } = approved
  return accept({
    ...application,
    ...{ status: 'approved', approvedBy, approvedOn },
    ...(approvedFor === undefined ? {} : { approvedFor }),
  })
}

/** Rejects what is not approved yet, with a reason: the city can apply again. */
export const rejectApplication = (
  rejected: Rejection,
  application: GapApplication,
): Decision<GapApplication> => {
  const done = application.status === 'rejected' && doneByAnother(application.rejected, rejected.by)
  if (done) return done
  if (application.status !== 'applied' && application.status !== 'examined')
    return refuse('application.decided', { figures: { status: application.status } })
  if (isSamePerson(rejected.by, application.madeBy)) return refuse('application.own-approval')
  return accept({ ...application, status: 'rejected', rejected })
}
