import type { FundYear } from '#shared/calendar/day.ts'
import { addMonths, firstDayOfYear, lastDayOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { clearingRate } from '../total-control/rules/clearing-rate.ts'
import { listClearings, readPools } from './store.ts'

const summed = [
  'actual',
  'overspend',
  'compensated',
  'shared',
  'surplus',
  'kept',
  'byMethod',
  'accepted',
  'within',
  'suspended',
  'deposits',
  'depositReturned',
  'depositForfeited',
  'advance',
  'recovered',
  'ordered',
  'owedBack',
] as const

/** What a fund year's clearing comes to over all its statements, read one by one. */
export const summarise = async (
  fund: Fund,
  year: FundYear,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
) => {
  const states = { proposed: 0, confirmed: 0, disputed: 0, decided: 0, locked: 0 }
  const sums: Record<string, Fen> = Object.fromEntries(summed.map((name) => [name, 0]))
  let statements = 0
  for await (const { state, cleared } of listClearings(store, fund, year)) {
    statements += 1
    states[state] += 1
    for (const name of summed) sums[name] = fen((sums[name] ?? 0) + cleared[name])
  }
  const { within = 0, suspended = 0, accepted = 0 } = sums
  const advanced = fen(within + suspended)
  const rate = advanced > 0 ? clearingRate({ advanced, cleared: accepted }).rate : null
  const months = numberAt(policy(), 'clearing.due_months', { on: firstDayOfYear(year), city: fund.city })
  const dueOn = lastDayOf(addMonths(`${year}-12`, months))
  return { dueOn, statements, states, sums, clearingRate: rate, pools: await readPools(store, fund, year) }
}
