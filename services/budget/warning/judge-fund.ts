import type { Day } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { frameAt, periodsThrough, readFigures } from '../indicator/read-figures.ts'
import { valuesOf } from '../indicator/rules/definitions.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { tellPassedLines } from '../planning/passed-lines.ts'
import { refuse } from '../refusals.ts'
import type { JudgedIndicator, Signal, ThresholdBook } from './rules/evaluate.ts'
import { changedSignals, judgedIndicators, signalsOf } from './rules/evaluate.ts'
import { thresholdTable } from './rules/thresholds.ts'
import { warningTimes } from './rules/times.ts'
import type { WarningCase, WarningTimes } from './rules/warning-case.ts'
import { judgeCase, tendCase } from './rules/warning-case.ts'
import type { EvaluationOutcome, Known } from './store.ts'
import { raisedId, readEvaluation, readKnown, recordEvaluation } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** What raised and unheeded warnings are counted under, for the alarms. */
export const tendWarnings = 'tend-warnings'

/** The policy's parameter of an indicator's thresholds. */
export const parameterOf = (indicator: JudgedIndicator): string => `warning.${indicator.replaceAll('-', '_')}`

const thresholdsAt = ({ policy }: Pick<Needs, 'policy'>, { city, scheme }: Fund, on: Day): ThresholdBook =>
  Object.fromEntries(
    judgedIndicators.map((indicator) => {
      const key = parameterOf(indicator)
      const table = tableAt(policy(), key, { on, city }, thresholdTable)[scheme]
      return [indicator, { table, cites: valueAt(policy(), key, { on, city }).cites }]
    }),
  ) as ThresholdBook

export const timesAt = ({ policy }: Pick<Needs, 'policy'>, { city }: Fund, on: Day): WarningTimes =>
  tableAt(policy(), 'warning.times', { on, city }, warningTimes)

/** The warnings that a judgement changes, each with the calls that are due by then. */
const casesAfter = (
  fund: Fund,
  signals: readonly Signal[],
  known: Known,
  { on, times }: { readonly on: Day; readonly times: WarningTimes },
): WarningCase[] =>
  judgedIndicators.flatMap((indicator) => {
    const signal = signals.find((each) => each.indicator === indicator)
    const before = known.cases[indicator]?.warning
    const version = known.levels[indicator]?.version ?? 0
    const isRaised = signal && signal.level !== (known.levels[indicator]?.level ?? 'normal')
    // Raised by an earlier release, its warning goes by the id of what was raised last.
    const warningId = raisedId(fund, indicator, isRaised ? version : Math.max(0, version - 1))
    const judged = signal && judgeCase(before, fund, signal, { warningId, on, times })
    const now = judged ?? before
    const changed = (now && tendCase(now, on, times)) ?? judged
    return changed ? [changed] : []
  })

/** Counts what is graver than it was, or went unheeded, for whoever is woken by it. */
const tellOf = (raised: readonly Signal[], changed: readonly WarningCase[], on: Day): void => {
  const red = raised.filter(({ level }) => level === 'red').length
  const escalated = changed
    .flatMap(({ calls }) => calls)
    .filter((call) => call.on === on && call.to !== 'officer')
  if (red > 0) emitMetrics(tendWarnings, { RedWarnings: red })
  if (escalated.length > 0) emitMetrics(tendWarnings, { WarningsEscalated: escalated.length })
}

/**
 * Judges a fund by its indicators as of a day. A level that changed is raised, once, and so is a line that passed its
 * budget. Its warnings are opened, made graver or eased with it, and whoever is due to hear of them is called. As of a day
 * before the last look it tells what was then and changes nothing: or a warning is closed by how its fund stood before.
 * A command that is repeated is told what it found the first time.
 */
export const judgeFund = async (
  command: { readonly fund: Fund; readonly on: Day; readonly commandId: string },
  effects: Needs,
): Promise<Decision<EvaluationOutcome>> => {
  const { fund, on, commandId } = command
  const { store } = effects
  const found = await readEvaluation(store, fund, commandId)
  if (found) return accept(found)
  const month = monthOf(on)
  const periods = await periodsThrough(effects, fund, month)
  await tellPassedLines(store, { fund, year: yearOf(on), on, periods })
  const figures = await readFigures(effects, fund, { month, periods })
  const known = await readKnown(store, fund)
  const before = Object.fromEntries(
    judgedIndicators.map((each) => [each, known.levels[each]?.level ?? 'normal']),
  )
  const signals = signalsOf(valuesOf(figures, frameAt(effects, fund, month)), {
    ...{ book: thresholdsAt(effects, fund, on), month: Number(month.slice(5)), before },
  })
  const isPast = on < (known.watch?.lookedOn ?? '')
  const raised = isPast ? [] : changedSignals(signals, before)
  const changed = isPast ? [] : casesAfter(fund, signals, known, { on, times: timesAt(effects, fund, on) })
  if (!(await recordEvaluation(store, command, { signals, raised, changed }, known)))
    return refuse('warning.judged-meanwhile')
  tellOf(raised, changed, on)
  return accept({ signals, raised })
}
