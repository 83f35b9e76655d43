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
 * In some stories the ledger's table is lost one day: it is restored to a moment some hours before, what the others have is
 * replayed into it, and it takes the place of the other while life goes on. Answers what went wrong with it.
 */
export const haveRestore = (
  world: World,
  given: { readonly model: Model; readonly policy: Policy },
  { between }: Pick<Random, 'between'>,
): (() => Promise<readonly Problem[]>) => {
  let isOver = false
  let restoring: Promise<Problem[]> = Promise.resolve([])
  const restore = async (): Promise<Problem[]> => {
    try {
      await world.quiet(mostHoursOfMoving)
    } catch {
      return []
    }
    return restoreInPlace(world, given, world.time.now() - between(1, 20) * hour)
  }
  world.time.after(between(30, 110) * day, () => {
    if (!isOver && world.faults.happens('restored')) restoring = restore()
  })
  return () => {
    isOver = true
    return restoring
  }
}
