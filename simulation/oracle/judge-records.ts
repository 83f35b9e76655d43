import type { Day } from '#shared/calendar/day.ts'
import { judge } from '../../cli/verify/verify.ts'
import { province } from '../../cli/year/roles.ts'
import { done } from '../lives/places.ts'
import type { World } from '../world/world.ts'

/** Something that is not as the world outside must find it. */
export type Problem = { readonly of: string; readonly says: string }

/** A person's year as settlement holds it. */
export type YearAnswer = {
  readonly spells: readonly {
    readonly from: string
    readonly to: string
    readonly city: string
    readonly employment: string
    readonly aid: string
  }[]
  /** What the personal account holds, in fen, and what ever came to it. */
  readonly account: number
  readonly credited: number
}

const nothing: YearAnswer = { spells: [], account: 0, credited: 0 }

/** A year of a person, as settlement holds it; nothing where nothing was ever paid. */
export const yearOf = async (world: World, personId: string, year: number): Promise<YearAnswer> => {
  const { status, body } = await world.call({
    ...{ as: province, method: 'GET', path: `/v1/settlement/persons/${personId}/years/${year}` },
  })
  return status === 200 ? (body as YearAnswer) : nothing
}

/** What a claim is paid as it stands with its corrections. */
export const paidFor = async (
  world: World,
  claimId: string,
): Promise<{ readonly fund: number; readonly account: number }> => {
  const { stands } = (await done(world, {
    ...{ as: province, method: 'GET', path: `/v1/settlement/claims/${claimId}/corrections` },
  })) as {
    readonly stands: {
      readonly isPaid: boolean
      readonly amounts: { readonly fund: number; readonly account: number }
    }
  }
  return stands.isPaid ? stands.amounts : { fund: 0, account: 0 }
}

/** Runs that were started and are not done, though nothing moves any more. */
const openRuns = (world: World): Problem[] =>
  [...world.records()].flatMap(({ service, item: { kind, runId, units, done: ready } }) =>
    kind === 'run' && Number(ready) < Number(units)
      ? [{ of: `run ${runId} of ${service}`, says: `has ${ready} of ${units} units done` }]
      : [],
  )

const told = (violations: Awaited<ReturnType<typeof judge>>['violations']): Problem[] =>
  violations.map(({ invariant, where, what }) => ({ of: invariant, says: `${where}: ${what}` }))

/** What breaks an invariant over all records on a day. */
export const brokenInvariants = async (world: World, on: Day): Promise<Problem[]> =>
  told((await judge(world.records(), on)).violations)

/** Judges all records on a day: by every invariant, and by what lies undone. */
export const judgeRecords = async (world: World, on: Day): Promise<Problem[]> => {
  const { violations, late } = await judge(world.records(), on)
  return [
    ...told(violations),
    ...openRuns(world),
    ...late.map((wait) => ({ of: 'waits too long', says: JSON.stringify(wait) })),
    ...[...world.deadLetters()].map(([queue, count]) => ({
      ...{ of: queue, says: `${count} dead letters that a redrive does not clear` },
    })),
  ]
}
