import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '#shared/edge/store.ts'
import { openStore } from '#shared/edge/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { openCatalogueImports } from '../../../services/settlement/adapters/catalogue-imports.ts'
import { openCatalogueStore } from '../../../services/settlement/adapters/catalogue-store.ts'
import { importCatalogue } from '../../../services/settlement/commands/import-catalogue.ts'
import { commitImport, stagePart } from '../../../services/settlement/commands/import-catalogue-in-parts.ts'

const header = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
const csvOf = (...codes: readonly string[]) =>
  Buffer.from([header, ...codes.map((code) => `${code},药,101,A,,,2025-01-01,`)].join('\n'))

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let store: Store
let tables = 0
const over = (through: Store) => ({
  catalogue: openCatalogueStore(through),
  imports: openCatalogueImports(through),
  referenceMeter: () => {},
})
const codesIn = async (...codes: readonly string[]) => {
  const catalogue = await openCatalogueStore(store).load()
  return codes.filter((code) => catalogue.find(code, '2025-06-01') !== undefined)
}
const versionOf = () => openCatalogueStore(store).version()
const stageBoth = async () => {
  for (const [part, bytes] of [[1, csvOf('A1', 'A2')] as const, [2, csvOf('B1')] as const])
    await stagePart({ importId: 'one', part, bytes }, over(store))
}
const commit = (through: Store = store) =>
  commitImport({ importId: 'one', fileName: 'a.csv', parts: 2, onBadRows: 'refuse' }, over(through))

/** A store whose writes fail from one of them on, before it is made or after. */
const failing = (from: number, when: 'before' | 'after'): Store => {
  let writes = 0
  return {
    ...store,
    write: async (wanted) => {
      writes += 1
      if (writes < from) return store.write(wanted)
      if (when === 'after') await store.write(wanted)
      throw new Error('cut off')
    },
  }
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  const table = `settlement-${tables}`
  await dynamo.createTable(table)
  store = openStore(dynamo.client, () => table)
})

describe('an import that is cut off', () => {
  // Two writes for the one chunk, then the head with the record: nothing is in force before the last.
  it.each([
    [1, 'before', []],
    [1, 'after', []],
    [2, 'after', []],
    [3, 'before', []],
    [3, 'after', ['A1', 'A2', 'B1']],
  ] as const)(
    'at write %i, %s it was made, is whole or not at all, and is gone on with by asking again',
    async (from, when, inForce) => {
      await stageBoth()
      await expect(commit(failing(from, when))).rejects.toThrow('cut off')
      expect(await codesIn('A1', 'A2', 'B1')).toEqual(inForce)
      expect(await commit()).toEqual({ status: 'accepted', value: { rows: 3, imported: 3, bad: [] } })
      expect(await codesIn('A1', 'A2', 'B1')).toEqual(['A1', 'A2', 'B1'])
      expect(await versionOf()).toBe(1)
    },
  )
})

describe('imports at the same time', () => {
  it('are all in force, each once', async () => {
    const files = ['X1', 'X2', 'X3', 'X4']
    await Promise.all(
      files.map((code) =>
        importCatalogue({ key: code, fileName: code, bytes: csvOf(code), onBadRows: 'refuse' }, over(store)),
      ),
    )
    expect(await codesIn(...files)).toEqual(files)
    expect(await versionOf()).toBe(4)
  })

  it('a part that is sent again while the import is committed is in it, or too late', async () => {
    await stageBoth()
    const [committed, late] = await Promise.all([
      commit(),
      stagePart({ importId: 'one', part: 2, bytes: csvOf('B1', 'B2') }, over(store)),
    ])
    expect(committed.status).toBe('accepted')
    const inForce = await codesIn('B1', 'B2')
    if (late.status === 'refused') expect(inForce).toEqual(['B1'])
    else if (committed.status === 'accepted') expect(inForce.length).toBe(committed.value.imported - 2)
  })
})

describe('a function that holds the catalogue', () => {
  it('keeps what it holds until it loads again, whatever is imported meanwhile', async () => {
    await importCatalogue({ key: 'K1', fileName: 'a', bytes: csvOf('A1'), onBadRows: 'refuse' }, over(store))
    const { load } = openCatalogueStore(store)
    const held = await load()
    await importCatalogue({ key: 'K2', fileName: 'b', bytes: csvOf('A2'), onBadRows: 'refuse' }, over(store))
    expect(held.find('A2', '2025-06-01')).toBeUndefined()
    const again = await load()
    expect([again.find('A1', '2025-06-01')?.code, again.find('A2', '2025-06-01')?.code]).toEqual(['A1', 'A2'])
  })
})
