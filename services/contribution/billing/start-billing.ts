import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, firstDayOfYear } from '#shared/calendar/day.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { coverageShards } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { listEmployers } from '../payroll/store.ts'
import { collectionOpensOn } from './rules/billing-figures.ts'

type BillingEffects = Pick<Effects, 'store' | 'runs' | 'policy'>

/** Which bills to issue. `on` is their day of issue: the month's first day, or the day the collection opens. */
export type StartBilling = {
  readonly commandId: string
  readonly city: CityCode
  /** Today, on which is issued what is made up for later; absent: the day of issue. */
  readonly today?: Day | undefined
  /** Who orders it. */
  readonly by?: string | undefined
} & (
  | { readonly kind: 'employer-month'; readonly month: Month; readonly on?: Day | undefined }
  | {
      readonly kind: 'resident-year' | 'large-sum'
      readonly year: FundYear
      readonly on?: Day | undefined
    }
)

/** What a unit of a billing run works on; the unit's task says the rest. */
export type BillingInput = {
  readonly city: CityCode
  readonly issuedOn: Day
  /** The day of issue of what is made up for: it is not dated back. Absent: `issuedOn`. */
  readonly suppliedOn?: Day
  readonly by?: string
  readonly month: Month
  readonly year: FundYear
  readonly employerIds: readonly string[]
  readonly shards: readonly string[]
}

/** Employers billed in one unit of a run: most have one page, and a handful of round trips is for all of them. */
const employersAtOnce = 10

type MonthPlan = Pick<BillingInput, 'city' | 'month' | 'issuedOn' | 'suppliedOn' | 'by'>

const planMonth = async (shared: MonthPlan, { store }: BillingEffects) => {
  const { city } = shared
  const employers = await listEmployers(store, city)
  return [
    ...inPieces(employers, employersAtOnce).map((employerIds, index) => ({
      unitId: `employers:${index}`,
      input: { ...shared, employerIds },
    })),
    // All flexible workers are one unit, and so are the retired who pay on: they are few beside the residents, who are billed shard by shard.
    { unitId: 'flexible', input: { ...shared, shards: coverageShards } },
    { unitId: 'paying-on', input: { ...shared, shards: coverageShards } },
  ]
}

const planYear = (walk: 'residents' | 'retired', city: CityCode, year: FundYear, issuedOn: Day) =>
  coverageShards.map((shard) => ({
    unitId: `${walk}:${shard}`,
    input: { city, year, issuedOn, shards: [shard] },
  }))

const planOf = async (command: StartBilling, effects: BillingEffects) => {
  if (command.kind === 'employer-month') {
    const { city, month, today = '', by } = command
    const on = command.on ?? firstDayOf(month)
    const suppliedOn = command.on === undefined && today > on ? today : on
    return {
      on,
      units: await planMonth(
        { city, month, issuedOn: on, suppliedOn, ...(by === undefined ? {} : { by }) },
        effects,
      ),
    }
  }
  const { kind, year, city } = command
  if (kind === 'large-sum') {
    const on = command.on ?? firstDayOfYear(year)
    return { on, units: planYear('retired', city, year, on) }
  }
  const on = command.on ?? collectionOpensOn(effects.policy(), year, city)
  return { on, units: planYear('residents', city, year, on) }
}

/**
 * Starts a billing run, or goes on with the one its command started. Bills have ids of their own, so that runs may
 * overlap or come again for those who enrolled since, or whose wage was corrected. Nobody is billed twice for a period.
 */
export const startBilling = async (command: StartBilling, effects: BillingEffects): Promise<string> => {
  const { commandId, today: _, by: __, ...parameters } = command
  const runId = stableId('B', commandId)
  const { on, units } = await planOf(command, effects)
  await startRun(effects.runs(), { runId, task: command.kind, parameters: { ...parameters, on }, units })
  return runId
}
