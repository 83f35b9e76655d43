import { must } from '#shared/kernel/errors.ts'
import { sha256 } from '#shared/kernel/hash.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { seededRandom } from '../cli/generate/random.ts'
import type { Model } from '../local/template/model.ts'
import type { Database } from './database/database.ts'
import { openTables } from './database/open-tables.ts'
import { haveNights } from './lives/night.ts'
import { haveOutages } from './lives/outages.ts'
import { openPlaces } from './lives/places.ts'
import { haveRestore } from './lives/restores.ts'
import { storyBegins } from './lives/story.ts'
import type { Problem } from './oracle/judge-records.ts'
import { brokenInvariants, judgeRecords } from './oracle/judge-records.ts'
import type { FaultKind } from './world/faults.ts'
import type { World } from './world/world.ts'
import { openWorld } from './world/world.ts'
import type { AnyStory } from './worlds/stories.ts'
import { lifeOf } from './worlds/stories.ts'

/** What all seeds of a process share: the template, the policy, and the tables before anybody lives. */
export type Stage = { readonly model: Model; readonly policy: Policy; readonly tables: Database }

/** What a seed came to. */
export type Result = {
  readonly seed: number | string
  readonly problems: readonly Problem[]
  /** Over everything recorded and every answer: the same seed has the same. */
  readonly digest: string
  /** Acts of the world, calls of functions, requests to the database, events on the bus. */
  readonly counts: ReturnType<World['counts']>
  readonly faults: ReturnType<World['faults']['counts']>
  /** What the world did: stays settled and refused, reversals, payments, refunds and the like. */
  readonly lived: Readonly<Record<string, number>>
}

const hour = 3_600_000

/** Prepares what every seed begins with. */
export const openStage = async (model: Model, policy: Policy): Promise<Stage> => {
  const watchNothing = { now: () => Date.parse(`${storyBegins}T00:00:00+08:00`) }
  const world = openWorld({
    ...{
      model,
      policy,
      seed: 'stage',
      start: new Date(`${storyBegins}T00:00:00+08:00`),
      faults: [],
      schedules: false,
    },
    database: (watch) => openTables(model, watch),
  })
  try {
    await world.time.drive(openPlaces(world))
    return { model, policy, tables: world.database.clone(watchNothing) }
  } finally {
    world.end()
  }
}

/** Each policy with its years back, once: what is worked out of a policy is remembered by it. */
const policies = new WeakMap<Policy, ReadonlyMap<number, Policy>>()
const yearsBackKey = 'settlement.correction_years_back'

/** The province's policy, whose nights look through so many years before their own and not through years without anybody. */
const withYearsBack = (policy: Policy, years: number): Policy => {
  const known = policies.get(policy)?.get(years)
  if (known) return known
  const parameter = policy.parameters.get(yearsBackKey)
  must(parameter !== undefined, 'simulation.no-parameter', `the policy says nothing of ${yearsBackKey}`)
  const values = parameter.values?.map((each) => ({ ...each, value: years })) ?? []
  const parameters = new Map(policy.parameters).set(yearsBackKey, { ...parameter, values })
  const made = { ...policy, parameters }
  policies.set(policy, new Map(policies.get(policy)).set(years, made))
  return made
}

/** Operators send dead letters back every morning. */
const redriveDaily = (world: World): { readonly stop: () => void } => {
  let isOver = false
  const morning = (): void => {
    if (isOver) return
    for (const name of world.deadLetters().keys()) world.queues.redrive(name)
    world.time.after(24 * hour, morning)
  }
  world.time.after(8 * hour, morning)
  return {
    stop: () => {
      isOver = true
    },
  }
}

/** When faults have stopped, what waits goes on. */
const comeToRest = async (world: World): Promise<void> => {
  world.faults.set(false)
  await world.quiet()
  for (const name of world.deadLetters().keys()) world.queues.redrive(name)
  await world.quiet()
}

/** Lives a story with a seed's faults, and judges what came of it. */
export const simulate = async (
  { model, policy: ofProvince, tables }: Stage,
  story: AnyStory,
  { seed, faults }: { readonly seed: number | string; readonly faults: readonly FaultKind[] },
): Promise<Result> => {
  const life = lifeOf(story, model)
  const policy = withYearsBack(ofProvince, life.yearsBack)
  const world = openWorld({
    ...{ model, policy, seed, faults, schedules: false },
    start: new Date(`${life.begins}T08:00:00+08:00`),
    database: (watch) => tables.clone(watch),
  })
  const tell = async (): Promise<Result> => {
    const operators = redriveDaily(world)
    const outages = haveOutages(world, { model, story }, seededRandom(`${seed}/outages`).pick)
    const nights = haveNights(world, model, seededRandom(`${seed}/nights`))
    const restores = life.restores
      ? haveRestore(world, { model, policy }, seededRandom(`${seed}/restores`))
      : async () => []
    const lived = await life.live(world)
    const unrestored = await restores()
    nights.stop()
    operators.stop()
    outages.stop()
    await comeToRest(world)
    // What stands before the night corrects it stands by what is on record; what waits may still.
    const atRest = await brokenInvariants(world, lived.judgedOn)
    const left = await lived.finish()
    const problems = [
      ...unrestored,
      ...outages.problems(),
      ...atRest,
      ...left,
      ...(await lived.judge()),
      ...(await judgeRecords(world, lived.judgedOn)),
    ]
    return {
      ...{
        seed,
        problems,
        lived: { ...lived.counts, neededWaited: outages.waited() },
        counts: world.counts(),
        faults: world.faults.counts(),
      },
      digest: sha256(JSON.stringify([[...world.records()], lived.told])),
    }
  }
  try {
    return await world.time.drive(tell())
  } catch (error) {
    const problems = [{ of: 'the story', says: error instanceof Error ? error.message : String(error) }]
    return {
      ...{ seed, problems, digest: '', lived: {} },
      counts: world.counts(),
      faults: world.faults.counts(),
    }
  } finally {
    world.end()
  }
}
