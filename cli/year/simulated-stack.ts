import '../../simulation/quiet-process.ts'
import { asStored } from '#shared/edge/store/write-marks.ts'
import type { Model } from '../../local/template/model.ts'
import { openTables } from '../../simulation/database/open-tables.ts'
import type { FaultKind } from '../../simulation/world/faults.ts'
import { faultKinds } from '../../simulation/world/faults.ts'
import type { World } from '../../simulation/world/world.ts'
import { openWorld } from '../../simulation/world/world.ts'
import { provincePolicy } from '../province-policy.ts'
import type { StackRecord } from '../verify/verify.ts'
import { clientBy } from './client.ts'
import type { YearStack } from './stack.ts'

/** Where nothing goes wrong, no reader of a stream is behind by a minute, and nobody reads what stood there before. */
const minute = 60_000

/** Everything recorded, looked at once: what is read of an item is not kept beside it. */
function* recordsIn({ database, tables }: World): Generator<StackRecord> {
  for (const [service, table] of tables)
    for (const item of database.items(table)) yield { service, item: asStored(item) }
}

/** Opens the whole platform in this process: the synthesized template, with a stand-in for what AWS does. */
export const simulatedStack = ({
  model,
  chaos,
  seed,
}: {
  readonly model: Model
  readonly chaos: boolean
  readonly seed: number
}): YearStack => {
  const policy = provincePolicy()
  const world = openWorld({
    ...{ model, policy, seed, start: new Date(), schedules: false, metered: true },
    faults: chaos ? (Object.keys(faultKinds) as FaultKind[]) : [],
    database: (watch) => openTables(model, { ...watch, ...(chaos ? {} : { keptMillis: minute }) }),
  })
  return {
    isOwn: true,
    client: clientBy((as, method, path, body, key) =>
      world.call({
        ...{ as, method, path },
        ...(body === undefined ? {} : { body }),
        ...(key === undefined ? {} : { key }),
      }),
    ),
    quiet: async () => {
      await world.quiet()
      return { deadLetters: [...world.deadLetters().values()].reduce((sum, count) => sum + count, 0) }
    },
    units: async () => world.units(),
    records: () => recordsIn(world),
    drive: world.time.drive,
    close: async () => world.end(),
  }
}
