import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { refuse } from '../../refusals.ts'
import type { JudgedIndicator, Signal } from './evaluate.ts'
import { isGraver } from './evaluate.ts'
import type { WarningLevel } from './thresholds.ts'

/** For how many days what of a warning may wait, by its level. */
export type WarningDays = {
  /** Until it is answered. */
  readonly answer: number
  /** Before the answer is due its officers are reminded. */
  readonly remind: number
  /** After the city's leader was told, the province is. */
  readonly province: number
  /** The longest that a plan may take. */
  readonly plan: number
  /** Until it is closed once the indicator is normal again. */
  readonly close: number
}
export type GraveLevel = Exclude<WarningLevel, 'normal'>
export type WarningTimes = Readonly<Record<GraveLevel, WarningDays>>

/** The days of a level; what is normal again waits no longer than the least grave. */
const daysFor = (times: WarningTimes, level: WarningLevel): WarningDays =>
  times[level === 'normal' ? 'blue' : level]

export type Figures = Readonly<Record<string, number>>

/** What the level was judged as when it changed, and on which figures. */
export type Judgement = { readonly on: Day; readonly level: WarningLevel; readonly figures: Figures }

/** A step of the plan by which a major risk is disposed of. */
export type DisposalStep = {
  readonly step: string
  readonly owner: string
  readonly until: Day
  readonly done?: { readonly by: string; readonly on: Day; readonly note: string }
}

/** What a named officer says will be done, and until when. */
export type Answer = {
  readonly officer: string
  readonly plan: string
  readonly until: Day
  readonly on: Day
  readonly by: string
}

export const escalationPlaces = ['officer', 'city-leader', 'province'] as const
export const calledFor = ['unanswered', 'plan-late', 'unclosed'] as const

/** A call on somebody: officers are reminded, then the city's leader and the province are told. */
export type Call = {
  readonly to: (typeof escalationPlaces)[number]
  readonly why: (typeof calledFor)[number]
  readonly on: Day
}

/**
 * A warning of a fund by its cause, from the day it was raised to the day it is closed. There is one for a cause at a
 * time: it gets graver or eases, and is raised anew only when it was closed.
 */
export type WarningCase = Fund & {
  readonly warningId: string
  readonly indicator: JudgedIndicator
  readonly article: string
  readonly status: 'open' | 'answered' | 'closed'
  readonly level: WarningLevel
  /** The gravest level that it came to. */
  readonly gravest: WarningLevel
  /** When its status and level became what they are: calls before this were about something else. */
  readonly since: Day
  /** Until when it is answered, its plan is carried out, or it is closed. */
  readonly due: Day
  /** By when its plan ends at the latest, however often it is answered; absent until it is answered first. */
  readonly latest?: Day
  readonly judgements: readonly Judgement[]
  readonly answers: readonly Answer[]
  readonly steps: readonly DisposalStep[]
  readonly calls: readonly Call[]
  readonly closed?: {
    readonly by: string
    readonly on: Day
    readonly changed: string
    readonly figures: Figures
  }
}

/** So many of what is kept of a case stay with it: the last ones, and of judgements the first too. */
const mostKept = 24
const lastOf = <Kept>(all: readonly Kept[]): Kept[] => all.slice(-mostKept)
const keepJudgements = ([first, ...rest]: readonly Judgement[]): Judgement[] =>
  first === undefined ? [] : [first, ...lastOf(rest)]

export const isOpen = ({ status }: Pick<WarningCase, 'status'>): boolean => status !== 'closed'

const judgementOf = ({ level, figures }: Signal, on: Day): Judgement => ({ on, level, figures })

/** A warning that is new, since nothing of its cause was open. */
const raised = (
  fund: Fund,
  signal: Signal,
  { warningId, on, times }: { readonly warningId: string; readonly on: Day; readonly times: WarningTimes },
): WarningCase => ({
  ...fund,
  warningId,
  indicator: signal.indicator,
  article: signal.article,
  ...{ status: 'open', level: signal.level, gravest: signal.level, since: on },
  due: addDays(on, daysFor(times, signal.level).answer),
  judgements: [judgementOf(signal, on)],
  ...{ answers: [], steps: [], calls: [] },
})

/** What a judgement makes of the warning of a cause; undefined where it changes nothing. */
export const judgeCase = (
  before: WarningCase | undefined,
  fund: Fund,
  signal: Signal,
  at: { readonly warningId: string; readonly on: Day; readonly times: WarningTimes },
): WarningCase | undefined => {
  const { on, times } = at
  const { level } = signal
  if (!before || !isOpen(before)) return level === 'normal' ? undefined : raised(fund, signal, at)
  if (level === before.level) return undefined
  const judged = {
    ...before,
    level,
    judgements: keepJudgements([...before.judgements, judgementOf(signal, on)]),
  }
  if (level === 'normal')
    return { ...judged, since: on, due: addDays(on, daysFor(times, before.gravest).close) }
  if (isGraver(level, before.level)) {
    // A plan made for a lesser trouble answers no graver one, and sets it no day.
    const { latest: _, ...anew } = judged
    return {
      ...anew,
      status: 'open',
      gravest: isGraver(level, before.gravest) ? level : before.gravest,
      since: on,
      due: addDays(on, daysFor(times, level).answer),
    }
  }
  return judged
}

const whyOf = ({ status, level }: WarningCase): Call['why'] => {
  if (level === 'normal') return 'unclosed'
  return status === 'open' ? 'unanswered' : 'plan-late'
}

/** The calls that are due by a day and were not made yet since the case became what it is. */
export const callsDue = (warning: WarningCase, on: Day, times: WarningTimes): Call[] => {
  if (!isOpen(warning)) return []
  const { due, since, calls, gravest } = warning
  const days = daysFor(times, gravest)
  const made = new Set(
    calls.filter((call) => call.on >= since && call.why === whyOf(warning)).map(({ to }) => to),
  )
  const reached = [
    ...(on >= addDays(due, -days.remind) ? (['officer'] as const) : []),
    ...(on > due ? (['city-leader'] as const) : []),
    ...(on > addDays(due, days.province) ? (['province'] as const) : []),
  ]
  return reached.filter((to) => !made.has(to)).map((to) => ({ to, why: whyOf(warning), on }))
}

/** The case with the calls that are due; undefined where none is. */
export const tendCase = (warning: WarningCase, on: Day, times: WarningTimes): WarningCase | undefined => {
  const due = callsDue(warning, on, times)
  return due.length === 0 ? undefined : { ...warning, calls: lastOf([...warning.calls, ...due]) }
}

const refuseBefore = (since: Day): Decision<never> =>
  refuse('warning.before-it', { field: 'on', figures: { since } })

type Signed = { readonly by: string; readonly on: Day }

const laterOf = (one: Day, other: Day): Day => (one > other ? one : other)

/** The day since which a warning is what an answer is about: it stands so, and was judged so. */
const standsSince = ({ since, judgements }: WarningCase): Day =>
  laterOf(since, judgements.at(-1)?.on ?? since)

/** The last day that a plan may take of a warning that was answered; of one answered by an earlier release, from then on. */
const latestOf = ({ latest, since, due, level }: WarningCase, times: WarningTimes): Day => {
  if (latest !== undefined) return latest
  return laterOf(due, addDays(since, daysFor(times, level).plan))
}

/**
 * By when a plan ends. The first is made in the time of its level. From then on the last day stands: another answer may
 * mend the plan, and puts it off no further than the longest since the warning became what it is.
 */
const judgeUntil = (
  warning: WarningCase,
  { until, on, times }: { readonly until: Day; readonly on: Day; readonly times: WarningTimes },
): Decision<Day> => {
  const { plan } = daysFor(times, warning.level)
  const isFirst = warning.status === 'open'
  const latest = isFirst ? addDays(on, plan) : latestOf(warning, times)
  if (!isFirst && (on >= latest || until > latest))
    return refuse('warning.plan-put-off', { field: 'until', figures: { latest } })
  if (until <= on || until > latest)
    return refuse('warning.plan-date', { field: 'until', figures: { on, latest } })
  return accept(isFirst ? laterOf(until, addDays(warning.since, plan)) : latest)
}

/** Answers a warning: who will do what until when, and of a red one in which steps. */
export const answerCase = (
  warning: WarningCase | undefined,
  answer: Omit<Answer, 'by' | 'on'> & { readonly steps: readonly Omit<DisposalStep, 'done'>[] },
  { by, on, times }: Signed & { readonly times: WarningTimes },
): Decision<WarningCase> => {
  if (!warning) return refuse('warning.unknown')
  if (!isOpen(warning) || warning.level === 'normal') return refuse('warning.nothing-to-answer')
  if (on < standsSince(warning)) return refuseBefore(standsSince(warning))
  const { officer, plan, until, steps } = answer
  const latest = judgeUntil(warning, { until, on, times })
  if (latest.status === 'refused') return latest
  const all = steps.length === 0 ? warning.steps : steps
  if (warning.level === 'red' && all.length === 0) return refuse('warning.steps-needed', { field: 'steps' })
  const late = steps.find((step) => step.until > until || step.until <= on)
  if (late) return refuse('warning.step-date', { field: 'steps', figures: { step: late.step, until } })
  const answers = lastOf([...warning.answers, { officer, plan, until, on, by }])
  return accept({
    ...warning,
    ...{ status: 'answered', since: on, due: until, latest: latest.value },
    ...{ answers, steps: all },
  })
}

/** Says that a step of the plan is done, once. */
export const finishStep = (
  warning: WarningCase | undefined,
  { number, note }: { readonly number: number; readonly note: string },
  { by, on }: Signed,
): Decision<WarningCase> => {
  if (!warning || !isOpen(warning)) return refuse('warning.unknown')
  const step = warning.steps[number - 1]
  if (!step)
    return refuse('warning.no-step', { field: 'number', figures: { number, steps: warning.steps.length } })
  if (on < warning.since) return refuseBefore(warning.since)
  if (step.done) return refuse('warning.step-done', { figures: { number, on: step.done.on } })
  const steps = warning.steps.map((each, index) =>
    index === number - 1 ? { ...each, done: { by, on, note } } : each,
  )
  return accept({ ...warning, steps })
}

/** Closes a warning whose indicator is normal again, with what changed. */
export const closeCase = (
  warning: WarningCase | undefined,
  { changed }: { readonly changed: string },
  { by, on }: Signed,
): Decision<WarningCase> => {
  if (!warning || !isOpen(warning)) return refuse('warning.unknown')
  if (warning.level !== 'normal') return refuse('warning.still-warns', { figures: { level: warning.level } })
  if (on < warning.since) return refuseBefore(warning.since)
  const open = warning.steps.filter(({ done }) => !done).length
  if (open > 0) return refuse('warning.steps-open', { figures: { open } })
  const figures = warning.judgements.at(-1)?.figures ?? {}
  return accept({ ...warning, status: 'closed', since: on, closed: { by, on, changed, figures } })
}
