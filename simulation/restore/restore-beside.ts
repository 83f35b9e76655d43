import { openStore } from '#shared/edge/store/store.ts'
import { asStored } from '#shared/edge/store/write-marks.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { Replayed } from '../../cli/operate/replay.ts'
import { replayInto } from '../../cli/operate/replay.ts'
import type { Model } from '../../local/template/model.ts'
import type { Database } from '../database/database.ts'
import { templateTable } from '../database/table-definition.ts'
import type { World } from '../world/world.ts'

/** The items of a table as services read them. */
export const storedIn = (database: Database, table: string) => ({
  *[Symbol.iterator]() {
    for (const item of database.items(table)) yield asStored(item)
  },
})

/** Restores a service's table to a moment beside itself, and replays into that one what the others have, as `operate restore` does. */
export const restoreBeside = async (
  { database, tables }: World,
  { model, policy }: { readonly model: Model; readonly policy: Policy },
  { service, moment }: { readonly service: string; readonly moment: number },
): Promise<{ readonly beside: string; readonly then: number; readonly replayed: Replayed }> => {
  const name = tables.get(service) ?? ''
  const beside = `${name}-restored`
  const definition = model.tables.find((table) => table.name === name)
  if (definition === undefined) throw new Error(`the template has no table of ${service}`)
  database.createTable({ ...templateTable(definition), name: beside })
  database.restore(beside, database.snapshotAt(name, moment))
  const then = [...database.items(beside)].length
  const placeOf = (each: string): string => (each === service ? beside : (tables.get(each) ?? ''))
  const replayed = await replayInto(service, {
    table: openStore(database.connect('restore'), () => beside),
    others: [...tables.keys()].map((each) => ({
      service: each,
      items: () => storedIn(database, placeOf(each)),
    })),
    policy,
  })
  return { beside, then, replayed }
}
