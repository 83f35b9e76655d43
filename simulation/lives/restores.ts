import type { Policy } from '#shared/policy/policy.ts'
import type { Random } from '../../cli/generate/random.ts'
import type { Model } from '../../local/template/model.ts'
import type { Problem } from '../oracle/judge-records.ts'
import { restoreBeside } from '../restore/restore-beside.ts'
import type { World } from '../world/world.ts'

const hour = 3_600_000
const day = 24 * hour

/** What the ledger has it has from the others, so that a restored one may take the place of the other. */
const service = 'budget'
/** Nobody restores a table while everything moves for so many hours. */
const mostHoursOfMoving = 6
/** A table is restored to a moment not longer ago. */
const mostHoursBack = 20

/** A table that had other items some hours ago: the fewest hours of which that is so, or nothing where it had the same. */
const hoursOfLoss = ({ database, tables, time }: World): number | undefined => {
  const table = tables.get(service) ?? ''
  const now = [...database.items(table)].length
  for (let hours = 1; hours <= mostHoursBack; hours += 1)
    if (database.snapshotAt(table, time.now() - hours * hour).items.length !== now) return hours
  return undefined
}

const restoreInPlace = async (
  world: World,
  given: { readonly model: Model; readonly policy: Policy },
  moment: number,
): Promise<Problem[]> => {
  world.setDown(service, true)
  try {
    const { beside, replayed } = await restoreBeside(world, given, { service, moment })
    world.database.replace(world.tables.get(service) ?? '', world.database.snapshot(beside))
    return replayed.failed.map((event) => ({ of: 'the restore', says: `${event} was not applied` }))
  } finally {
    world.setDown(service, false)
  }
}

/**
 * In some stories the ledger's table is lost one day, soon after something came to it. It is restored to a moment before
 * that, what the others have is replayed into it, and it takes the place of the other while life goes on. Answers what went
 * wrong with it.
 */
export const haveRestore = (
  world: World,
  given: { readonly model: Model; readonly policy: Policy },
  { between }: Pick<Random, 'between'>,
): (() => Promise<readonly Problem[]>) => {
  let isOver = false
  let restoring: Promise<Problem[]> = Promise.resolve([])
  const isQuiet = async (): Promise<boolean> => {
    try {
      await world.quiet(mostHoursOfMoving)
      return true
    } catch {
      return false
    }
  }
  const restore = async (): Promise<Problem[]> => {
    while (!isOver) {
      const least = (await isQuiet()) ? hoursOfLoss(world) : undefined
      if (least !== undefined)
        return restoreInPlace(world, given, world.time.now() - between(least, mostHoursBack) * hour)
      await world.time.sleep(mostHoursOfMoving * hour)
    }
    return []
  }
  world.time.after(between(30, 110) * day, () => {
    if (!isOver && world.faults.happens('restored')) restoring = restore()
  })
  return () => {
    isOver = true
    return restoring
  }
}
