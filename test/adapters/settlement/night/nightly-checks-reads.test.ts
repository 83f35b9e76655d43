import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/day.ts'
import { checkPage } from '#shared/edge/runs/check-records.ts'
import type { RequestMeter } from '#shared/edge/store/request-meter.ts'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { nightlyChecks } from '../../../../services/settlement/night/nightly-checks.ts'
import type { Office } from '../correction/office.ts'
import { drain, openOffice } from '../correction/office.ts'
import { spellOf } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office
let metered: Store
let meter: RequestMeter

const later = '2025-11-03'
const round = Array.from({ length: 28 }, (_, night) => addDays(later, night))
const months = ['01', '02', '03', '04', '05', '06', '07', '08']

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  const name = `night-${tables}`
  office = await openOffice(dynamo, name)
  const client = dynamo.connect()
  meter = meterRequests(client)
  metered = openStore(client, () => name)
})

/** So many residents with a visit a month, eight each. */
const treatResidents = async (persons: number) => {
  for (let person = 1; person <= persons; person += 1) {
    await office.entitle(`P${person}`, 1, [spellOf('resident', '2025-01-01', '2025-12-31')])
    for (const month of months) await office.visit(`P${person}`, `2025-${month}-10`, 20)
  }
}
/** A resident's three visits, all corrected because the first came last. */
const correctedVisits = async (): Promise<string[]> => {
  await office.entitle('P1', 1, [spellOf('resident', '2025-01-01', '2025-12-31')])
  const claimIds: string[] = []
  for (const day of ['2025-03-10', '2025-05-10', '2025-02-10'])
    claimIds.push(await office.visit('P1', day, 200))
  await office.start('R1', { cause: 'late-claim', city: '340100', preview: false })
  await drain(office.units, office.effects)
  return claimIds
}
const records = async (): Promise<Stored[]> => (await office.items()) as unknown as Stored[]
/** The look that an invariant is judged by, alone. */
const lookFor = (invariant: string) => ({
  looks: nightlyChecks.looks.filter(({ invariants }) => invariants.some(({ id }) => id === invariant)),
})
const persons = lookFor('settlement.accumulators')

describe('what a night reads beside the table itself', () => {
  it('is four and a half units for a person of eight claims: their own records and each claim, in few round trips', async () => {
    await treatResidents(10)
    const looked = await checkPage(await records(), persons, { store: metered, on: later })
    expect(looked).toEqual({ checked: 10 + 10 + 10 + 80, violations: [], overdue: [], moving: 0 })
    // Ten queries; the last four claims of all in one batch, the four before in another: (10 + 80) × ½.
    expect(meter.drain()).toEqual({ roundTrips: 12, readUnits: 45, writeUnits: 0 })
  })

  it('is half a unit for a person without a claim', async () => {
    for (const personId of ['P1', 'P2'])
      await office.entitle(personId, 1, [spellOf('resident', '2025-01-01', '2025-12-31')])
    await checkPage(await records(), persons, { store: metered, on: later })
    expect(meter.drain()).toEqual({ roundTrips: 2, readUnits: 1, writeUnits: 0 })
  })

  it('is half a unit more for each claim of a year that was corrected, for each correction, and for its run', async () => {
    await correctedVisits()
    await checkPage(await records(), persons, { store: metered, on: later })
    // The year once for the corrections met; the person, three claims, and all that is recorded of each; the run that corrected.
    expect(meter.drain().readUnits).toBe(0.5 + 0.5 + 3 * 0.5 + 3 * 0.5 + 0.5)
  })

  it('is on average little more than a twentieth of a unit for a claim to be led to by its year', async () => {
    await treatResidents(10)
    const page = await records()
    const ways = lookFor('settlement.claims-found')
    let found = 0
    for (const on of round) {
      const looked = await checkPage(page, ways, { store: metered, on })
      expect(looked.violations).toEqual([])
      found += looked.checked
    }
    expect(found).toBeGreaterThanOrEqual(80)
    // By hand for the last four claims ½ each, for those before 2½, 3, 3½ and 4: 15 for a person, in 28 nights.
    const { readUnits } = meter.drain()
    expect(readUnits).toBeLessThanOrEqual(150)
    expect(readUnits).toBeGreaterThan(100)
  })
})

describe('what is being written while a night looks', () => {
  it('is read again, and is no violation when it stands as it should', async () => {
    const visits = await correctedVisits()
    const page = await records()
    let isWritten = false
    const busy: Store = {
      ...office.store,
      async *list(listing) {
        yield* await Array.fromAsync(office.store.list(listing))
        if (isWritten || !listing.pk.startsWith('PERSON#')) return
        isWritten = true
        const reversal = { claimId: visits[0] ?? '', key: 'V1', today: '2025-12-02' }
        await reverseClaim(reversal, () => true, office.effects)
      },
    }
    const looked = await checkPage(page, persons, { store: busy, on: later })
    expect(isWritten).toBe(true)
    expect(looked.violations).toEqual([])
    expect(looked.moving).toBeGreaterThan(0)
    expect(await office.violations()).toEqual([])
  })
})
