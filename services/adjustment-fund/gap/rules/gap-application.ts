import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { AssessmentRule, GapCause, GapRule, SharedGap, YearFigures } from './gap.ts'
import { assessmentFactor, gapOf, mostEligible, shareGap } from './gap.ts'

const article = '皖政办〔2024〕3号 一(五)'

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
  readonly madeBy: string
} & (
  | { readonly status: 'applied' }
  | ({ readonly status: 'approved' } & Approval)
  | ({ readonly status: 'allocated'; readonly allocated: Fen } & Approval)
)

export type Approval = {
  readonly assessmentScore: number
  readonly approvedBy: string
  readonly approvedOn: Day
  /** The division of the office that approved; absent on what was approved before this was kept. */
  readonly approvedFor?: string
  readonly share: SharedGap
}

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
}

/** What is recorded of the year of a gap: what was booked in it, and what its clearing adds. */
export type RecordedYear = {
  readonly closed: YearFigures | undefined
  readonly cleared: Pick<YearFigures, 'income' | 'expenditure'> | undefined
}

/**
 * Decides an application on the recorded figures of the year that is closed and cleared, so that nobody states their own
 * gap: what was booked, and what belongs to the year by its clearing. A city may claim less of it than could count,
 * never more.
 */
export const applyForGap = (
  { eligibleGap, ...command }: ApplyForGap,
  { closed, cleared }: RecordedYear,
  rule: GapRule,
): Decision<GapApplication> => {
  const { year, city } = command
  if (!closed) return refuse('gap.year-not-closed', { figures: { year, city } })
  if (!cleared) return refuse('gap.year-not-cleared', { article, figures: { year, city } })
  const plan = closed.plannedExpenditure
  const ofYear = {
    income: fen(closed.income + cleared.income),
    expenditure: fen(closed.expenditure + cleared.expenditure),
  }
  const gap = gapOf({ ...ofYear, plannedExpenditure: plan }, rule)
  if (gap === 0) return refuse('gap.none', { article, figures: { ...ofYear, plannedExpenditure: plan } })
  const most = mostEligible(gap, plan, rule)
  const eligible = eligibleGap ?? most
  if (eligible > most)
    return refuse('gap.above-eligible', {
      field: 'eligibleGap',
      article,
      figures: { eligibleGap: eligible, most, gap, plan },
    })
  const applicationId = applicationIdOf(command.scheme, year, city)
  return accept({ ...command, applicationId, plan, gap, eligible, cleared: ofYear, status: 'applied' })
}

/** Decides the province's approval: by another person than the maker, with the share by band and assessment. */
export const approveApplication = (
  command: Omit<Approval, 'share'>,
  application: GapApplication,
  { gap, assessment }: { readonly gap: GapRule; readonly assessment: AssessmentRule },
): Decision<GapApplication> => {
  const done =
    application.status !== 'applied' &&
    doneByAnother({ by: application.approvedBy, on: application.approvedOn }, command.approvedBy)
  if (done) return done
  if (application.status !== 'applied')
    return refuse('application.decided', { figures: { status: application.status } })
  if (isSamePerson(command.approvedBy, application.madeBy)) return refuse('application.own-approval')
  const last = lastDayOfYear(application.year)
  if (command.approvedOn <= last) return refuse('run.year-not-over', { field: 'on', figures: { last } })
  const share = shareGap({
    ...application,
    rule: gap,
    factor: assessmentFactor(command.assessmentScore, assessment),
  })
  return accept({ ...application, ...command, status: 'approved', share })
}
