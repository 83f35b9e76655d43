import type { Day } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { tellPassedLines } from '../planning/passed-lines.ts'
import { refuse } from '../refusals.ts'
import { fundExecution } from './fund-execution.ts'
import type { Indicator, ThresholdBook } from './rules/evaluate.ts'
import { changedSignals, indicators, signalsOf } from './rules/evaluate.ts'
import { thresholdTable } from './rules/thresholds.ts'
import type { EvaluationOutcome } from './store.ts'
import { readEvaluation, readLevels, recordEvaluation } from './store.ts'

const parameterOf: Readonly<Record<Indicator, string>> = {
  'months-payable': 'warning.months_payable',
  'budget-pace': 'warning.budget_pace',
}

const thresholdsAt = ({ policy }: Effects, fund: Fund, on: Day): ThresholdBook => {
  const at = (indicator: Indicator) => {
    const key = parameterOf[indicator]
    const moment = { on, city: fund.city }
    return {
      table: tableAt(policy(), key, moment, thresholdTable),
      cites: valueAt(policy(), key, moment).cites,
    }
  }
  return { 'months-payable': at('months-payable'), 'budget-pace': at('budget-pace') }
}

/**
 * Judges a fund by its indicators as of a day; a level that changed is raised, once, and so is a line that passed its
 * budget. A command that is repeated is told what it found the first time.
 */
export const judgeFund = async (
  command: { readonly fund: Fund; readonly on: Day; readonly commandId: string },
  effects: Effects,
): Promise<Decision<EvaluationOutcome>> => {
  const { fund, on, commandId } = command
  const { store } = effects
  const found = await readEvaluation(store, fund, commandId)
  if (found) return accept(found)
  await tellPassedLines(store, { fund, year: yearOf(on), on })
  const execution = await fundExecution(effects, fund, yearOf(on), monthOf(on))
  const signals = signalsOf(fund.scheme, execution, thresholdsAt(effects, fund, on))
  const levels = await readLevels(store, fund)
  const before = Object.fromEntries(indicators.map((each) => [each, levels[each]?.level ?? 'normal']))
  const evaluated = { signals, raised: changedSignals(signals, before) }
  return (await recordEvaluation(store, command, evaluated, levels))
    ? accept(evaluated)
    : refuse('warning.judged-meanwhile')
}
