import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RequestMeter } from '#shared/edge/store/request-meter.ts'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { eachTestItsTable } from '#test/support/dynamodb.ts'
import { issueWrite, pageOfPart, residentParts } from '../../../services/contribution/bill/store.ts'
import { residentYear } from '../../unit/contribution/given.ts'
import { openCounting, residentsBill } from './counting.ts'

let store: Store
let meter: RequestMeter
eachTestItsTable((dynamo, table) => {
  const client = dynamo.connect()
  meter = meterRequests(client)
  store = openStore(client, () => table)
})

const residents = 1000
const bills = Array.from({ length: residents }, (_, resident) => residentsBill(resident, '2024-11-05'))

const idsOfPart = async (part: string): Promise<string[]> => {
  const page = await pageOfPart(store, { city: '340100', year: 2025, part }, { limit: 1000 })
  return page.records.map(({ bill }) => bill.billId)
}

it('a resident is claimed for two write units and six tenths of a read unit', async () => {
  const office = await openCounting(store, bills)
  const { statementId } = await office.begin('all')
  meter.drain()
  await office.drain()
  const { readUnits, writeUnits } = meter.drain()
  expect(await office.readIssued(statementId)).toMatchObject({ headcount: residents })

  // Two units for each bill. Two for the count of each group of up to 99; a part of some 125 bills has two
  // groups. Six for each part's end. Eight for the conclusion: statement, bill, and the unit's two.
  expect(writeUnits).toBe(2 * residents + 16 * 2 + 8 * 6 + 8)
  // Half a unit for the coverage of each, which says whether they are a resident. Nothing is read of a bill but the
  // listing, half a unit for 4 KB; a part's message asks twice for how the run is.
  expect(readUnits / residents).toBeLessThan(0.6)
})

it('a resident who was counted before costs the next statement their place in the listing', async () => {
  const office = await openCounting(store, bills)
  await office.begin('all')
  await office.drain()
  const { statementId } = await office.begin('none')
  meter.drain()
  await office.drain()
  const { readUnits, writeUnits } = meter.drain()
  expect(await office.readIssued(statementId)).toMatchObject({ headcount: 0 })
  expect(writeUnits).toBe(8 * 6 + 6)
  expect(readUnits / residents).toBeLessThan(0.1)
})

it('the parts of a city hold its residents evenly', async () => {
  await openCounting(store, bills)
  const sizes = (await Promise.all(residentParts.map(idsOfPart))).map(({ length }) => length)
  expect(sizes.reduce((total, size) => total + size, 0)).toBe(residents)
  for (const size of sizes) expect(Math.abs(size - residents / 8)).toBeLessThan(50)
})

it('whatever ids residents have, each is in one part of their year, and nobody else is', async () => {
  const person = fc.stringMatching(/^[A-Za-z0-9._:-]{1,12}$/)
  const other = { ...residentYear, billId: 'R-P8-2024', fundYear: 2024 }
  const elsewhere = { ...residentYear, billId: 'R-P8-2025', city: '340200' as const }
  await store.write([other, elsewhere].map(issueWrite))
  const known = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(person, { minLength: 1, maxLength: 20 }), async (persons) => {
      const fresh = persons
        .map((id) => `R-${id}-2025`)
        .filter((id) => !known.has(id) && id !== elsewhere.billId)
      for (const billId of fresh) {
        known.add(billId)
        await store.write([issueWrite({ ...residentYear, billId })])
      }
      const listed = (await Promise.all(residentParts.map(idsOfPart))).flat()
      expect(listed.toSorted()).toEqual([...known].toSorted())
    }),
    { numRuns: 20 },
  )
})
