import type { FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear, monthsOf } from '#shared/calendar/day.ts'
import type { RunProgress, RunUnit } from '#shared/edge/runs/run.ts'
import {
  completeUnit,
  inputOf,
  isUnitDone,
  queueUnits,
  readRun,
  readRunParameters,
  startRun,
  unitResults,
} from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { differingFigures } from '#shared/policy/unity.ts'
import { pageOfBills, pageOfPart, residentParts } from '../bill/store.ts'
import { coverageShards, pageOfCovered, readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { UnityEffects, UnityTrial, UnityWalk } from './rules/unity-effect.ts'
import {
  addEffects,
  unityTrial,
  walksFor,
  weighMonths,
  weighResidents,
  weighRetired,
} from './rules/unity-effect.ts'

export const unityTask = 'unity-effect'

type Asked = { readonly year: FundYear; readonly city?: CityCode }
type Parameters = Asked & { readonly policyVersion: string }

/** Part of a city's bills of a year, and how far it is weighed. */
type UnityUnit = {
  readonly city: CityCode
  readonly year: FundYear
  readonly keys: readonly string[]
  readonly walk: UnityWalk
  readonly part: string
  readonly policyVersion: string
  readonly cursor?: string
  readonly effects?: UnityEffects
}

/** The figures of bills in which a city differs from the province on some day of the year. */
export const keysInYear = (policy: Policy, { city, year }: { city: string; year: FundYear }): string[] => {
  const days = [firstDayOfYear(year), ...monthsOf(year).map((month) => `${month}-01`), lastDayOfYear(year)]
  const found = days.flatMap((on) => differingFigures(policy, on, city).map(({ key }) => key))
  return [...new Set(found)].filter((key) => walksFor(key).length > 0).sort()
}

const partsOf = (walk: UnityWalk, year: FundYear): readonly string[] => {
  if (walk === 'residents') return residentParts
  return walk === 'employers' ? monthsOf(year) : coverageShards
}

const unitsOf = (policy: Policy, city: CityCode, year: FundYear) => {
  const keys = keysInYear(policy, { city, year })
  const walks = [...new Set(keys.flatMap(walksFor))].sort()
  return walks.flatMap((walk) =>
    partsOf(walk, year).map((part) => ({
      unitId: `${city}:${walk}:${part}`,
      input: { city, year, keys, walk, part, policyVersion: policy.version },
    })),
  )
}

/** Starts weighing what the province's figures would change on a year's bills, or goes on with what its command started. */
export const startWeighing = async (
  { commandId, year, city }: Asked & { readonly commandId: string },
  { policy, runs }: Pick<Effects, 'policy' | 'runs'>,
): Promise<string> => {
  const law = policy()
  const runId = stableId('U', commandId)
  const codes = cities.map(({ code }) => code).filter((code) => city === undefined || code === city)
  const parameters: Parameters = { year, ...(city === undefined ? {} : { city }), policyVersion: law.version }
  const units = codes.flatMap((code) => unitsOf(law, code, year))
  await startRun(runs(), { runId, task: unityTask, parameters, units })
  return runId
}

/** Bills looked at in one page, and about so many in one message: some seconds' work. An employer's bill has many lines. */
const pages = { residents: 500, employers: 20, retired: 500 } as const
const pagesAMessage = 6

type Weighed = { readonly effects: UnityEffects; readonly cursor?: string }

const weighPage = async (
  store: Store,
  { city, year, walk, part, cursor }: UnityUnit,
  trial: UnityTrial,
): Promise<Weighed> => {
  const place = { limit: pages[walk], ...(cursor === undefined ? {} : { cursor }) }
  const next = (page: { readonly cursor?: string }) =>
    page.cursor === undefined ? {} : { cursor: page.cursor }
  if (walk === 'retired') {
    const page = await pageOfCovered(store, { city, shard: part, employment: 'retired' }, place)
    return { effects: weighRetired(page.persons, trial), ...next(page) }
  }
  const page =
    walk === 'residents'
      ? await pageOfPart(store, { city, year, part }, place)
      : await pageOfBills(store, { city, kind: 'employer-month', period: part as Month }, place)
  const bills = page.records.map(({ bill }) => bill)
  if (walk === 'employers') return { effects: weighMonths(bills, trial), ...next(page) }
  const persons = bills.flatMap(({ persons: [line] }) => (line ? [line.personId] : []))
  return { effects: weighResidents(bills, await readCoverages(store, persons), trial), ...next(page) }
}

/** Weighs a part of a city's bills, the rest in another message of the same unit. Nothing of any bill is changed. */
export const weighUnity = async (
  unit: RunUnit,
  { store, runs, policy }: Pick<Effects, 'store' | 'runs' | 'policy'>,
): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  let input = inputOf<UnityUnit>(unit)
  const law = policy()
  const { city, year, keys, policyVersion } = input
  must(law.version === policyVersion, 'contribution.policy-changed', 'start it again under another key', {
    ...{ runId: unit.runId, startedUnder: policyVersion },
  })
  const trial = unityTrial(law, { city, year, keys })
  for (let page = 0; page < pagesAMessage; page += 1) {
    const weighed = await weighPage(store, input, trial)
    const effects = addEffects(input.effects ?? {}, weighed.effects)
    const { cursor: _, ...begun } = input
    input = { ...begun, effects, ...(weighed.cursor === undefined ? {} : { cursor: weighed.cursor }) }
    if (weighed.cursor === undefined) {
      // A rejection means that the same unit was completed at the same time, with the same effects.
      await store.write(completeUnit(unit, { city, effects }))
      return
    }
  }
  const { queue, queueUrl } = runs()
  await queueUnits(queue, queueUrl, [{ ...unit, input: input as unknown as RunUnit['input'] }])
}

/** What the province's figures would change on a year's bills, city by city, as far as it is weighed. */
export type WeighedUnity = Parameters &
  Pick<RunProgress, 'runId' | 'units' | 'done' | 'status'> & {
    readonly effects: readonly { readonly city: CityCode; readonly of: UnityEffects }[]
  }

/** Reads what was weighed; undefined where there is no run of the id, or it is one of another kind. */
export const readWeighed = async (store: Store, runId: string): Promise<WeighedUnity | undefined> => {
  const run = await readRun(store, runId)
  const parameters = await readRunParameters<Parameters>(store, runId)
  if (run?.task !== unityTask || !parameters) return undefined
  const byCity = new Map<CityCode, UnityEffects>()
  for await (const { result } of unitResults<{ city: CityCode; effects: UnityEffects }>(store, runId))
    byCity.set(result.city, addEffects(byCity.get(result.city) ?? {}, result.effects))
  const effects = cities.flatMap(({ code }) => {
    const of = byCity.get(code)
    return of ? [{ city: code, of }] : []
  })
  const { units, done, status } = run
  return { runId, units, done, status, ...parameters, effects }
}
