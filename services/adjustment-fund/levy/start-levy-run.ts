import type { Day, FundYear } from '#shared/calendar/day.ts'
import { readRunParameters, startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { sum } from '#shared/money/fen.ts'
import { readAccount } from '../account/store.ts'
import type { Effects } from '../effects.ts'
import { ofYear, partition } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { closedYears } from '../year/store.ts'
import { levyRuleAt } from './rules/levy-rule.ts'

export type StartLevyRun = {
  readonly scheme: Scheme
  readonly year: FundYear
  readonly on: Day
  /** The pooling areas levied, in code order. */
  readonly cities: readonly string[]
}

/** What every unit of a run works from: read once, so that all cities see the same accumulated fund. */
export type LevyRunFigures = {
  readonly scheme: Scheme
  readonly year: FundYear
  readonly on: Day
  readonly cities: readonly string[]
  readonly accumulated: number
  readonly provincialCollection: number
}

/** The task of a levy's units: one city each. */
export const levyTask = 'assess-levy'

/** The run of a scheme's year. */
export const levyRunId = (scheme: Scheme, year: FundYear): string => `levy-${scheme}-${year}`

/**
 * Starts a year's levy over the cities, or goes on with it by the figures it was started with. Refused while a city's
 * year before is not closed, since the pause line is a share of the whole province's collection.
 * @throws TongchouError `policy.missing` for a scheme that is not levied in the year
 */
export const startLevyRun = async (
  command: StartLevyRun,
  { store, runs, policy }: Pick<Effects, 'store' | 'runs' | 'policy'>,
): Promise<Decision<{ readonly runId: string }>> => {
  const { scheme, year, on, cities } = command
  const runId = levyRunId(scheme, year)
  const closed = await Array.fromAsync(closedYears.list(store, partition('YEARS', scheme), ofYear(year - 1)))
  const bases = new Map(closed.map(({ city, pooledCollection }) => [city, pooledCollection]))
  const missing = cities.filter((city) => !bases.has(city))
  if (missing.length > 0)
    return refuse('levy.year-not-closed', { figures: { year: year - 1, cities: missing.join(', ') } })
  for (const city of cities) levyRuleAt(policy(), scheme, year, city)

  const figures = (await readRunParameters<LevyRunFigures>(store, runId)) ?? {
    scheme,
    year,
    on,
    cities,
    accumulated: (await readAccount(store, scheme)).balance,
    provincialCollection: sum(cities.map((city) => bases.get(city) ?? 0)),
  }
  if (figures.on !== on || figures.cities.join() !== cities.join())
    return refuse('levy.other-run', { figures: { year, on: figures.on } })
  await startRun(runs(), {
    runId,
    task: levyTask,
    parameters: { ...figures },
    units: cities.map((city) => ({
      unitId: city,
      input: { ...figures, cities: [], city, base: bases.get(city) ?? 0 },
    })),
  })
  return accept({ runId })
}
