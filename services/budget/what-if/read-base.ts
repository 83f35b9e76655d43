import type { FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { sum } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { executionIn } from '../execution/fund-execution.ts'
import { historyThrough } from '../forecast/read-history.ts'
import { forecastFund } from '../forecast/rules/forecast-fund.ts'
import { headFigures } from '../indicator/rules/figures.ts'
import { readHeads } from '../indicator/store.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { evaluations } from '../performance/store.ts'
import type { FundYearBase, Lines } from './rules/try-fund.ts'

/** The score of a gap's share where nobody published one: full marks, so that what is tried is all that differs. */
const fullMarks = 100

const asLines = (all: readonly { readonly line: string; readonly amount: number }[]): Lines =>
  Object.fromEntries(all.map(({ line, amount }) => [line, amount]))

/**
 * A fund's year as its books have it, or the one after them as it is forecast. Undefined where the fund has no books of the
 * year.
 */
export const readBase = async (
  effects: Pick<Effects, 'store' | 'policy'>,
  fund: Fund,
  { year, basis }: { readonly year: FundYear; readonly basis: 'executed' | 'forecast' },
): Promise<Decision<FundYearBase | undefined>> => {
  const { store } = effects
  const of = basis === 'executed' ? year : year - 1
  const periods = await readPeriods(store, fund, `${of}-14`)
  if (!periods.some(({ period }) => Number(period.slice(0, 4)) === of)) return accept(undefined)
  const execution = await executionIn(effects, fund, { year: of, wanted: `${of}-12`, periods })
  const counted = headFigures((await readHeads(store, fund, `${of}-12`))?.insured ?? [])
  const evaluation = await evaluations.read(store, { fund, year: of })
  const planned = sum(
    execution.lines.flatMap(({ kind, pool, budget }) =>
      kind === 'expenditure' && pool === 'pooled' ? [budget] : [],
    ),
  )
  const common = {
    planned: planned === 0 ? execution.expenditure : planned,
    heads: { working: counted.working ?? 0, retired: counted.retired ?? 0 },
    score: evaluation?.published ? evaluation.score : fullMarks,
  }
  if (basis === 'executed') {
    const lines = execution.lines.filter(({ pool }) => pool === 'pooled')
    return accept({
      ...common,
      lines: asLines(lines.map(({ line, executed }) => ({ line, amount: executed }))),
      opening: execution.opening,
    })
  }
  const history = historyThrough(periods, [], `${of}-12`)
  if (history.status === 'refused') return history
  const { lines } = forecastFund(history.value, { balance: execution.closing, steps: 12 })
  return accept({
    ...common,
    lines: asLines(
      lines.map(({ line, months }) => ({ line, amount: sum(months.map(({ amount }) => amount)) })),
    ),
    opening: execution.closing,
  })
}
