import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readRun } from '#shared/edge/runs/run.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { listedKey } from '../../../../services/settlement/insured-year/records/person-lists.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { spellOf } from '../province.ts'
import type { Office } from './office.ts'
import { drain, openOffice } from './office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

const resident = [spellOf('resident', '2025-01-01', '2025-12-31')]
const late = { cause: 'late-claim', city: '340100' } as const

/** Everything but what runs record of their own. */
const recordedOf = (items: readonly RecordedItem[]): readonly RecordedItem[] =>
  items
    .filter(({ pk }) => !pk.startsWith('RUN#') && !pk.startsWith('RUNS#'))
    .sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1))

const yearOf = async (personId: string) => office.effects.claims.findYear({ personId, year: 2025 })

/** So many persons who stand in the same list, which is read in pages of twenty. */
const inOneList = (count: number): string[] => {
  const listOf = (personId: string) => listedKey(newInsuredYear(personId, 2025), { isDue: false }).gsi1pk
  const candidates = Array.from({ length: count * 20 }, (_, number) => `P${number}`)
  return candidates.filter((personId) => listOf(personId) === listOf('P0')).slice(0, count)
}

/** A resident with visits in March and May, and then one in February that comes late. */
const lateClaim = async (personId: string) => {
  await office.entitle(personId, 1, resident)
  const march = await office.visit(personId, '2025-03-10', 200)
  const may = await office.visit(personId, '2025-05-10', 300)
  const february = await office.visit(personId, '2025-02-10', 200)
  // 60 %, at most 150 a year: February 120, March 30, May nothing, instead of nothing, 120 and 30.
  return [
    [february, 120],
    [march, -90],
    [may, -30],
  ]
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `corrections-${tables}`)
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe('a preview', () => {
  it('lists every difference and moves nothing', async () => {
    const differences = await lateClaim('P1')
    const before = recordedOf(await office.items())
    const runId = await office.start('R1', { ...late, preview: true })
    await drain(office.units, office.effects)
    expect(await office.found(runId)).toEqual(differences)
    expect(recordedOf(await office.items())).toEqual(before)
    expect(await office.effects.corrections.readTotals(runId)).toEqual({
      ...{ persons: 1, corrected: 1, entries: 3 },
      ...{ fund: 0, account: 0, cash: 0 },
    })
  })

  it('is what the run itself then records', async () => {
    await lateClaim('P1')
    await lateClaim('P2')
    const preview = await office.start('R1', { ...late, preview: true })
    await drain(office.units, office.effects)
    const runId = await office.start('R2', { ...late, preview: false })
    await drain(office.units, office.effects)
    const found = async (id: string) => (await office.effects.corrections.listResults(id, 100)).found
    expect(await found(runId)).toEqual(await found(preview))
    expect(await found(runId)).toHaveLength(2)
  })
})

describe('a run', () => {
  it('finds whom a late claim touched, corrects their claims, and finds nobody the next time', async () => {
    const differences = await lateClaim('P1')
    await office.entitle('P2', 1, resident)
    await office.visit('P2', '2025-03-10', 200)
    const runId = await office.start('R1', { ...late, preview: false })
    await drain(office.units, office.effects)
    expect(await office.found(runId)).toEqual(differences)
    expect((await yearOf('P1'))?.state.accumulators.resident).toMatchObject({ outpatientPaid: 15_000 })
    const { persons } = await office.effects.corrections.readTotals(runId)
    expect(persons).toBe(1)
    const again = await office.start('R2', { ...late, preview: false })
    await drain(office.units, office.effects)
    expect(await office.found(again)).toEqual([])
    expect(await readRun(office.store, again)).toMatchObject({ status: 'done', city: '340100' })
  })

  it('takes back what was paid on days that are not entitled any more', async () => {
    await office.entitle('P1', 1, resident)
    const march = await office.visit('P1', '2025-03-10', 200)
    await office.visit('P1', '2025-05-10', 50)
    await office.entitle('P1', 2, [spellOf('resident', '2025-05-01', '2025-12-31')], '2025-06-01')
    const runId = await office.start('R1', { cause: 'entitlement', city: '340100', preview: false })
    await drain(office.units, office.effects)
    expect(await office.found(runId)).toEqual([[march, -120]])
    const { corrections } = await office.effects.claims.find(march)
    expect(corrections).toMatchObject([{ refusedFor: 'person.not-entitled', cause: 'entitlement', runId }])
  })

  it('finds a person who is in the city no more by the claims it paid, and another city pays them', async () => {
    await office.entitle('P1', 1, resident)
    await office.visit('P1', '2025-03-10', 200)
    await office.entitle('P1', 2, [spellOf('resident', '2025-01-01', '2025-12-31', '340200')], '2025-06-01')
    const runId = await office.start('R1', { cause: 'entitlement', city: '340200', preview: false })
    await drain(office.units, office.effects)
    const { found } = await office.effects.corrections.listResults(runId, 100)
    const funds = found.flatMap(({ entries }) => entries.map(({ city, amounts }) => [city, amounts.total]))
    expect(funds).toEqual([
      ['340100', -20_000],
      ['340200', 20_000],
    ])
  })

  it('judges everyone of the city again after a change of the catalogue, page by page', async () => {
    for (const personId of inOneList(25)) {
      await office.entitle(personId, 1, resident)
      await office.visit(personId, '2025-03-10', 100)
    }
    await office.entitle('W', 1, [spellOf('resident', '2025-01-01', '2025-12-31', '340200')])
    await office.visit('W', '2025-03-10', 100)
    const header = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
    await office.importCatalogue('I2', `${header}\nXA01AAA001,阿莫西林胶囊,101,B,0.20,,2020-01-01,`)
    const order = { cause: 'catalogue', city: '340100', from: '2025-01-01', preview: false } as const
    const runId = await office.start('R1', order)
    await drain(office.units, office.effects)
    // In scope 80 instead of 100: 48 instead of 60.
    expect(await office.effects.corrections.readTotals(runId)).toEqual({
      ...{ persons: 25, corrected: 25, entries: 25 },
      ...{ fund: -30_000, account: 0, cash: 30_000 },
    })
  })

  it('corrects persons named, and leaves alone those of other cities', async () => {
    const differences = await lateClaim('P1')
    await office.entitle('W', 1, [spellOf('resident', '2025-01-01', '2025-12-31', '340200')])
    const order = { ...late, persons: ['P1', 'W', 'P1', 'nobody'], preview: false }
    const runId = await office.start('R1', order)
    await drain(office.units, office.effects)
    expect(await office.found(runId)).toEqual(differences)
    expect(await office.effects.corrections.readTotals(runId)).toMatchObject({ persons: 1, entries: 3 })
  })

  it('under the id of another is refused', async () => {
    await office.start('R1', { ...late, preview: true })
    await expect(office.start('R1', { ...late, preview: false })).rejects.toMatchObject({
      code: 'run.other-parameters',
    })
  })
})
