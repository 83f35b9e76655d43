import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { commitUnit, startCommit } from '../../../../services/settlement/catalogue/commit-catalogue.ts'
import { openCatalogueImports } from '../../../../services/settlement/catalogue/import-store.ts'
import { approvalUnit, approve } from '../../../../services/settlement/catalogue/judge-import.ts'
import { stagePart } from '../../../../services/settlement/catalogue/stage-catalogue-part.ts'
import { openCatalogueStore } from '../../../../services/settlement/catalogue/store.ts'
import { checker, importByTwo, maker } from './by-two.ts'

const header = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
const csvOf = (...codes: readonly string[]) =>
  Buffer.from([header, ...codes.map((code) => `${code},药,101,A,,,2025-01-01,`)].join('\n'))

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let store: Store
let tables = 0
const units: RunUnit[] = []
const queue = {
  send: ({ input }: { input: SendMessageBatchCommandInput }) => {
    units.push(...(input.Entries ?? []).map(({ MessageBody = '' }) => JSON.parse(MessageBody) as RunUnit))
    return Promise.resolve({})
  },
} as unknown as SQSClient
const over = (through: Store) => ({
  runs: () => ({ store: through, queue, queueUrl: 'work' }),
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
    await stagePart({ importId: 'one', part, bytes, by: maker.by }, over(store))
}
const start = (through: Store = store) =>
  startCommit(
    { importId: 'one', fileName: 'a.csv', parts: 2, onBadRows: 'refuse', made: maker },
    over(through),
  )
/** Works on everything queued, each so many times. */
const drain = async (through: Store = store, times = 1) => {
  for (const unit of units.splice(0))
    for (let time = 0; time < times; time += 1) await commitUnit(unit, over(through))
}
const approveOne = () => approve('one', checker, over(store))
const outcomes = () => openCatalogueImports(store).outcomes('one')

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
  units.length = 0
  tables += 1
  const table = `settlement-${tables}`
  await dynamo.createTable(table)
  store = openStore(dynamo.client, () => table)
})

describe('an import that is cut off', () => {
  const waiting = { outcome: 'waiting', rows: 3, imported: 3, bad: 0, firstBad: [] }

  // The list of runs, the run, then the import that waits with outcome and completion; after it two writes each for the one chunk by name and by code, then the head with its hands: nothing is in force before.
  it.each([
    [1, 'before', []],
    [1, 'after', []],
    [2, 'before', []],
    [2, 'after', []],
    [3, 'before', []],
    [3, 'after', []],
    [4, 'after', []],
    [5, 'after', []],
    [6, 'after', []],
    [7, 'after', []],
    [8, 'before', []],
    [8, 'after', ['A1', 'A2', 'B1']],
  ] as const)(
    'at write %i, %s it was made, is whole or not at all, and is gone on with by asking again',
    async (from, when, inForce) => {
      await stageBoth()
      const killed = failing(from, when)
      const cutOff = async () => {
        await start(killed)
        await drain(killed)
        await approve('one', checker, over(killed))
      }
      await expect(cutOff()).rejects.toThrow('cut off')
      expect(await codesIn('A1', 'A2', 'B1')).toEqual(inForce)
      units.length = 0
      const started = await start()
      const runId = started.status === 'accepted' ? started.value : ''
      await drain()
      expect(await readRun(store, runId)).toMatchObject({ units: 1, done: 1, status: 'done' })
      expect(await outcomes()).toEqual([{ runId, ...waiting }])
      expect(await approve('one', checker, over(store))).toMatchObject({ value: { status: 'in-force' } })
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
        importByTwo(
          { commandId: code, fileName: code, bytes: csvOf(code), onBadRows: 'refuse' },
          over(store),
        ),
      ),
    )
    expect(await codesIn(...files)).toEqual(files)
    expect(await versionOf()).toBe(4)
  })

  it('a part that is sent again while the import is committed is in it, or too late', async () => {
    await stageBoth()
    await start()
    const [, late] = await Promise.all([
      drain(),
      stagePart({ importId: 'one', part: 2, bytes: csvOf('B1', 'B2'), by: maker.by }, over(store)),
    ])
    const [first] = await outcomes()
    if (late.status === 'refused') expect(first).toMatchObject({ outcome: 'waiting' })
    if (first?.outcome === 'waiting') {
      await approveOne()
      expect(await codesIn('B1', 'B2')).toEqual(['B1'])
    } else {
      // The part came in between: nothing is imported until the parts as they are now are asked for.
      expect([first?.outcome, await codesIn('A1', 'B1')]).toEqual(['overtaken', []])
      await start()
      await drain()
      await approveOne()
      expect(await codesIn('A1', 'A2', 'B1', 'B2')).toEqual(['A1', 'A2', 'B1', 'B2'])
    }
  })

  it('a part that is sent again before the run begins overtakes it, and the parts as they are then may be committed', async () => {
    await stageBoth()
    await start()
    await stagePart({ importId: 'one', part: 2, bytes: csvOf('B2'), by: maker.by }, over(store))
    await drain()
    expect(await codesIn('A1', 'B1', 'B2')).toEqual([])
    await start()
    await drain()
    await approveOne()
    expect(await codesIn('A1', 'B1', 'B2')).toEqual(['A1', 'B2'])
    expect((await outcomes()).map(({ outcome }) => outcome).sort()).toEqual(['overtaken', 'waiting'])
  })

  it('a run that is started twice, by messages that come twice, or at two functions at once, imports once', async () => {
    await stageBoth()
    await start()
    await start()
    const twice = [...units]
    await Promise.all([drain(store, 2), ...twice.map((unit) => commitUnit(unit, over(store)))])
    await Promise.all([approveOne(), approveOne()])
    expect(await versionOf()).toBe(1)
    expect(await outcomes()).toMatchObject([{ outcome: 'waiting' }])
    expect(await readRun(store, twice[0]?.runId ?? '')).toMatchObject({ units: 1, done: 1 })
    await start()
    expect(units).toEqual([])
  })
})

describe('a function that holds the catalogue', () => {
  it('keeps what it holds until it loads again, whatever is imported meanwhile', async () => {
    await importByTwo(
      { commandId: 'K1', fileName: 'a', bytes: csvOf('A1'), onBadRows: 'refuse' },
      over(store),
    )
    const { load } = openCatalogueStore(store)
    const held = await load()
    await importByTwo(
      { commandId: 'K2', fileName: 'b', bytes: csvOf('A2'), onBadRows: 'refuse' },
      over(store),
    )
    expect(held.find('A2', '2025-06-01')).toBeUndefined()
    const again = await load()
    expect([again.find('A1', '2025-06-01')?.code, again.find('A2', '2025-06-01')?.code]).toEqual(['A1', 'A2'])
  })
})

describe('an import of many rows', () => {
  const manyRows = 5_001
  const codes = Array.from({ length: manyRows }, (_, each) => `M${String(each).padStart(5, '0')}`)
  const sendMany = async () => {
    for (const [part, some] of [
      [1, codes.slice(0, 5_000)],
      [2, codes.slice(5_000)],
    ] as const)
      await stagePart({ importId: 'one', part, bytes: csvOf(...some), by: maker.by }, over(store))
    await start()
    await drain()
  }
  const workApproval = async (times = 1) => {
    for (const unit of units.splice(0))
      for (let time = 0; time < times; time += 1) await approvalUnit(unit, over(store))
  }

  it('is brought into force by a run, once however often it is delivered or approved', async () => {
    await sendMany()
    expect(await approveOne()).toMatchObject({ value: { status: 'approved' } })
    expect(await versionOf()).toBe(0)
    await approveOne()
    await workApproval(2)
    expect(await versionOf()).toBe(1)
    expect(await codesIn('M00000', 'M05000')).toEqual(['M00000', 'M05000'])
    expect(await approveOne()).toMatchObject({ value: { status: 'in-force' } })
    expect(units).toEqual([])
  })

  it('approved, and its run never started, is gone on with by approving it again', async () => {
    await sendMany()
    await expect(approve('one', checker, over(failing(2, 'before')))).rejects.toThrow('cut off')
    expect(units).toEqual([])
    await approveOne()
    await workApproval()
    expect(await versionOf()).toBe(1)
  })

  it('waits again when the catalogue changes what it changes, between its approval and its run', async () => {
    await sendMany()
    await approveOne()
    const other = { commandId: 'X', fileName: 'x', bytes: csvOf('M00000'), onBadRows: 'refuse' } as const
    await importByTwo(other, over(store))
    await workApproval()
    expect(await openCatalogueImports(store).find('one')).toMatchObject({
      status: 'waiting',
      changes: { catalogueVersion: 1, added: 5_000, unchanged: 1 },
    })
    expect(await codesIn('M00001')).toEqual([])
    await approveOne()
    await workApproval()
    expect(await codesIn('M00001')).toEqual(['M00001'])
  })
})
