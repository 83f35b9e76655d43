import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { spellOf } from '../province.ts'
import type { Office } from './office.ts'
import { drain, effectsOver, openOffice } from './office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

const resident = [spellOf('resident', '2025-01-01', '2025-12-31')]
const run = { cause: 'late-claim', city: '340100', persons: ['P1', 'P2'], preview: false } as const

/** Two residents, each with a visit in March and one in February that came late. */
const lateClaims = async () => {
  for (const personId of ['P1', 'P2']) {
    await office.entitle(personId, 1, resident)
    await office.visit(personId, '2025-03-10', 250)
    await office.visit(personId, '2025-02-10', 100)
  }
}

const yearOf = async (personId: string) =>
  (await office.effects.claims.findYear({ personId, year: 2025 }))?.state

/** Does something once, right before a write that is meant. */
const disturbedBy = (
  store: Store,
  isMeant: (kinds: readonly unknown[]) => boolean,
  act: () => Promise<unknown>,
) => {
  let acted = false
  const write: Store['write'] = async (writes) => {
    const kinds = writes.map((each) => ('item' in each ? each.item.kind : each.kind))
    if (!acted && isMeant(kinds)) {
      acted = true
      await act()
    }
    return store.write(writes)
  }
  return { ...store, write }
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `interrupted-${tables}`)
  await lateClaims()
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe('a run that is cut off or repeated comes to the same', () => {
  const expected = { persons: 2, corrected: 2, entries: 4, fund: 0, account: 0, cash: 0 }

  // Its writes in turn: the run, either person, the unit's completion.
  it.each([1, 2, 3, 4])('when the function is killed after its write number %i', async (survived) => {
    let left = survived
    const write: Store['write'] = async (writes) => {
      const written = await office.store.write(writes)
      left -= 1
      if (left === 0) throw new Error('killed')
      return written
    }
    const killed = effectsOver({ ...office.store, write }, office.units)
    const cutOff = async () => {
      await office.start('R1', run, killed)
      await drain(office.units, killed)
    }
    await expect(cutOff()).rejects.toThrow('killed')
    office.units.length = 0
    const runId = await office.start('R1', run)
    await drain(office.units, office.effects)
    expect(await readRun(office.store, runId)).toMatchObject({ units: 1, done: 1, status: 'done' })
    expect(await office.effects.corrections.readTotals(runId)).toEqual(expected)
    expect((await office.items()).filter(({ kind }) => kind === 'claim-corrected')).toHaveLength(4)
  })

  it('when every message comes twice, and when the run is started twice', async () => {
    const runId = await office.start('R1', run)
    await office.start('R1', run)
    await drain(office.units, office.effects, 2)
    expect(await readRun(office.store, runId)).toMatchObject({ units: 1, done: 1 })
    expect(await office.effects.corrections.readTotals(runId)).toEqual(expected)
  })

  it('when another one is done between the reading of a year and that of its claims', async () => {
    const runId = await office.start('R1', run)
    const twice = [...office.units]
    let overtaken = false
    async function* list(listing: Parameters<Store['list']>[0]) {
      if (!overtaken && listing.pk.startsWith('CLAIM#')) {
        overtaken = true
        await drain(office.units, office.effects)
      }
      yield* office.store.list(listing)
    }
    await drain(twice, effectsOver({ ...office.store, list }, []))
    expect(overtaken).toBe(true)
    expect(await office.effects.corrections.readTotals(runId)).toEqual(expected)
    expect((await office.items()).filter(({ kind }) => kind === 'claim-corrected')).toHaveLength(4)
  })

  it('when another one corrects a person between the reading of what the run found and that of the year', async () => {
    const runId = await office.start('R1', run)
    const twice = [...office.units]
    const write: Store['write'] = async (writes) => {
      await office.store.write(writes)
      throw new Error('killed')
    }
    let overtaken = false
    async function* list(listing: Parameters<Store['list']>[0]) {
      yield* office.store.list(listing)
      if (overtaken || !listing.pk.includes(runId)) return
      overtaken = true
      await expect(drain(office.units, effectsOver({ ...office.store, write }, []))).rejects.toThrow('killed')
    }
    await drain(twice, effectsOver({ ...office.store, list }, []))
    expect(overtaken).toBe(true)
    expect(await office.effects.corrections.readTotals(runId)).toEqual(expected)
  })

  it('when two functions work on it at the same instant', async () => {
    const runId = await office.start('R1', run)
    const twice = [...office.units]
    await Promise.all([drain(office.units, office.effects), drain(twice, office.effects)])
    expect(await office.effects.corrections.readTotals(runId)).toEqual(expected)
    expect((await office.items()).filter(({ kind }) => kind === 'claim-corrected')).toHaveLength(4)
  })
})

describe('a person with more differences than one transaction holds', () => {
  const days = Array.from({ length: 95 }, (_, index) =>
    new Date(Date.UTC(2025, 3, 1 + index)).toISOString().slice(0, 10),
  )
  const changed =
    'code,name,list_type,class,first_self_pay,price_limit,from,to\nXA01AAA001,a,101,C,,,2020-01-01,'

  it('is corrected in parts, each whole by itself, and a run cut off between them goes on', async () => {
    await office.entitle('P3', 1, resident)
    for (const day of days) await office.visit('P3', day, 2)
    await office.importCatalogue('I2', changed)
    const order = {
      cause: 'catalogue',
      city: '340100',
      from: '2025-01-01',
      persons: ['P3'],
      preview: false,
    } as const
    const write: Store['write'] = async (writes) => {
      const written = await office.store.write(writes)
      if (writes.length > 90) throw new Error('killed')
      return written
    }
    const killed = effectsOver({ ...office.store, write }, office.units)
    const runId = await office.start('R1', order)
    await expect(drain(office.units, killed)).rejects.toThrow('killed')
    expect(await office.violations()).toEqual([])
    await office.start('R1', order)
    await drain(office.units, office.effects)
    const { found } = await office.effects.corrections.listResults(runId, 10)
    expect(found.map(({ part, isLast, entries }) => [part, isLast, entries.length])).toEqual([
      [1, false, 90],
      [2, true, 5],
    ])
    // 60 % of 2 yuan, 95 times.
    const totals = { persons: 1, corrected: 1, entries: 95, fund: -11_400, account: 0, cash: 11_400 }
    expect(await office.effects.corrections.readTotals(runId)).toEqual(totals)
  }, 120_000)
})

describe('what happens to a person while their claims are corrected', () => {
  const isCorrection = (kinds: readonly unknown[]) => kinds.includes('claim-corrected')

  it('a claim is settled, and the correction is decided again with it', async () => {
    const meanwhile = () => office.visit('P1', '2025-01-10', 50)
    const disturbed = effectsOver(disturbedBy(office.store, isCorrection, meanwhile), office.units)
    await office.start('R1', { ...run, persons: ['P1'] }, disturbed)
    await drain(office.units, disturbed)
    // January 30, February 60, March the 60 left.
    const stands = async (on: string) => {
      const [, amounts] = await Promise.all([on, office.effects.claims.find(await idOf(on))])
      const { entry, corrections } = amounts
      const first = entry?.kind === 'claim' ? entry.claim.amounts.basic : 0
      return corrections.reduce((basic, entryOf) => basic + entryOf.amounts.basic, first)
    }
    expect(await Promise.all(['2025-01-10', '2025-02-10', '2025-03-10'].map(stands))).toEqual([
      3_000, 6_000, 6_000,
    ])
  })

  it('one of them is reversed, and the correction leaves it alone', async () => {
    const february = await idOf('2025-02-10')
    const reversal = { claimId: february, key: 'V1', today: '2025-12-01' }
    const meanwhile = () => reverseClaim(reversal, () => true, office.effects)
    const disturbed = effectsOver(disturbedBy(office.store, isCorrection, meanwhile), office.units)
    const runId = await office.start('R1', { ...run, persons: ['P1'] }, disturbed)
    await drain(office.units, disturbed)
    expect(await office.found(runId)).toEqual([])
    expect((await yearOf('P1'))?.accumulators.resident).toMatchObject({ outpatientPaid: 15_000 })
  })

  it('a reversal that read the claim before it was corrected reverses it as it stands after', async () => {
    const march = await idOf('2025-03-10')
    const correct = async () => {
      await office.start('R1', { ...run, persons: ['P1'] })
      await drain(office.units, office.effects)
    }
    let readClaim = false
    const behind: Store = {
      ...office.store,
      getMany: async (keys, options) => {
        if (!readClaim) {
          readClaim = true
          await correct()
        }
        return office.store.getMany(keys, options)
      },
    }
    const reversal = { claimId: march, key: 'V1', today: '2025-12-01' }
    const reversed = await reverseClaim(reversal, () => true, effectsOver(behind, office.units))
    // Settled with 150, corrected to the 90 that February's 60 leave of 150.
    expect(reversed).toMatchObject({ value: { amounts: { basic: -9_000, total: -25_000 } } })
  })
})

const idOf = async (on: string): Promise<string> => {
  const items = await office.items()
  const claim = items.find(
    ({ kind, personId, servedOn }) => kind === 'claim-settled' && personId === 'P1' && servedOn === on,
  )
  return claim?.pk.slice('CLAIM#'.length) ?? ''
}
