import { sha256 } from '#shared/kernel/hash.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { seededRandom } from '../cli/generate/random.ts'
import type { Model } from '../local/template/model.ts'
import type { Database } from './database/database.ts'
import { openTables } from './database/open-tables.ts'
import type { Known } from './lives/live.ts'
import { approveCorrection, live, orderCorrection } from './lives/live.ts'
import { correctDue } from './lives/night.ts'
import { haveOutages } from './lives/outages.ts'
import { openPlaces } from './lives/places.ts'
import type { Story } from './lives/story.ts'
import { storyBegins, storyCities } from './lives/story.ts'
import type { Problem } from './oracle/judge.ts'
import { judgeWorld } from './oracle/judge.ts'
import type { FaultKind } from './world/faults.ts'
import type { World } from './world/world.ts'
import { openWorld } from './world/world.ts'

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
  /** What the world did: stays settled and refused, reversals, payments, refunds, deaths. */
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

/** Whether a night found more to correct than it may by itself. */
const isHeld = (world: World): boolean => {
  for (const { service, item } of world.records())
    if (service === 'settlement' && item.held !== undefined) return true
  return false
}

/** Years that a night left due, though it might correct them. */
const leftByNight = (world: World): Problem[] =>
  [...world.records()].flatMap(({ service, item: { kind, due, held, pk } }) => {
    const isLeft = kind === 'insured-year' && held === undefined && Object(due).entitlement !== undefined
    return service === 'settlement' && isLeft
      ? [{ of: `the year of ${pk}`, says: 'is still due after a night without faults' }]
      : []
  })

/**
 * When faults have stopped: what waits goes on, and a night corrects what is due. An officer orders what a night leaves
 * to them and another approves what is held: what is too much for it, and what a late claim or a reversal touched.
 */
const finish = async (world: World, model: Model): Promise<Problem[]> => {
  world.faults.set(false)
  await world.quiet()
  for (const name of world.deadLetters().keys()) world.queues.redrive(name)
  await world.quiet()
  correctDue(world, model)
  await world.quiet()
  const left = leftByNight(world)
  for (const cause of [...(isHeld(world) ? ['entitlement'] : []), 'late-claim', 'reversal'])
    for (const city of storyCities) {
      const { runId } = await orderCorrection(world, city, cause)
      await world.quiet()
      await approveCorrection(world, city, String(runId))
      await world.quiet()
    }
  return left
}

const digestOf = (world: World, known: Known): string =>
  sha256(JSON.stringify([[...world.records()], [...known.stays], [...known.ids], known.payments]))

const livedOf = ({ ids, stays, reversals, payments, deaths }: Known): Result['lived'] => {
  const settled = [...stays.values()].filter(({ status }) => status === 201).length
  const refunds = payments.filter(({ kind, taken }) => kind === 'refund' && taken).length
  return {
    ...{ persons: ids.size, settled, refused: stays.size - settled },
    reversed: [...reversals.values()].filter(({ status }) => status === 201).length,
    payments: payments.filter(({ kind, taken }) => kind === 'payment' && taken).length,
    ...{ refunds, deaths: deaths.size },
  }
}

/** Lives a story with a seed's faults, and judges what came of it. */
export const simulate = async (
  { model, policy, tables }: Stage,
  story: Story,
  { seed, faults }: { readonly seed: number | string; readonly faults: readonly FaultKind[] },
): Promise<Result> => {
  const world = openWorld({
    ...{ model, policy, seed, faults, schedules: false },
    start: new Date(`${storyBegins}T08:00:00+08:00`),
    database: (watch) => tables.clone(watch),
  })
  const tell = async (): Promise<Result> => {
    const operators = redriveDaily(world)
    const endOutages = haveOutages(world, seededRandom(`${seed}/outages`).pick)
    const known = await live(world, story)
    operators.stop()
    endOutages()
    const left = await finish(world, model)
    const problems = [...left, ...(await judgeWorld(world, story, known))]
    return {
      ...{ seed, problems, digest: digestOf(world, known), lived: livedOf(known) },
      ...{ counts: world.counts(), faults: world.faults.counts() },
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
