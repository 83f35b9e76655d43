import { beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#shared/edge/store/store.ts'
import { eachTestItsTable } from '#test/support/dynamodb.ts'
import { issueWrite } from '../../../services/contribution/bill/store.ts'
import {
  countCounties,
  readCounted,
  startCounting,
} from '../../../services/contribution/county-collection/count-counties.ts'
import { coverages } from '../../../services/contribution/coverage/store.ts'
import { employers } from '../../../services/contribution/employer/store.ts'
import { employerMonth, flexibleMonth, person } from '../../unit/contribution/given.ts'
import type { Counting } from './counting.ts'
import { inSmallPages, openCounting, rulebookBills } from './counting.ts'

/** Of the 28 residents ten belong to Yaohai, ten to Luyang, and eight to no county. */
const countyOf = (resident: number) => (resident < 10 ? '340102' : resident < 20 ? '340103' : undefined)

const { employerId: _, ...flexibleBill } = flexibleMonth

let office: Counting
eachTestItsTable(async (dynamo, table) => {
  office = await openCounting(openStore(dynamo.client, () => table))
})
beforeEach(async () => {
  const known = rulebookBills.map(({ persons: [line] }, resident) => {
    const county = countyOf(resident)
    return coverages.create({
      person: person(line?.personId ?? '', {
        ...{ scheme: 'resident', employment: 'resident', employerId: undefined },
        ...(county === undefined ? {} : { county }),
      }),
      version: 1,
    })
  })
  await office.store.write(known)
})

const of = { city: '340100', year: 2025 } as const
const count = async (commandId: string, over = office.effects) => {
  await startCounting({ ...of, commandId, on: '2025-04-01' }, over)
  for (let unit = office.units.shift(); unit; unit = office.units.shift()) await countCounties(unit, over)
  return readCounted(office.store, of)
}

/** Every third of the first 24 pays 200 of 400 yuan, the others all; the last four are not paid in 2024, two of them never. */
const counties = {
  '340102': { bills: 10, paidUp: 10, due: 320_000, paid: 320_000, aidFunded: 80_000 },
  '340103': { bills: 10, paidUp: 10, due: 340_000, paid: 340_000, aidFunded: 60_000 },
  none: { bills: 8, paidUp: 6, due: 300_000, paid: 220_000, aidFunded: 20_000 },
}

describe("residents' contributions of a year by county", () => {
  it('are what is due and paid of those who belong to it; who belongs to none is told apart', async () => {
    expect(await count('first')).toMatchObject({ ...of, on: '2025-04-01', status: 'done', counted: counties })
  })

  it('come to the same in small pages, and the last count that was asked for is read', async () => {
    await count('first')
    const again = await count('second', office.effectsOver(inSmallPages(office.store)))
    expect(again?.counted).toEqual(counties)
    expect(again?.runId).not.toBe((await count('third'))?.runId)
  })

  it('are of nobody’s county where another city covers them now', async () => {
    const [bill] = rulebookBills
    const personId = bill?.persons[0]?.personId ?? ''
    const moved = person(personId, { scheme: 'resident', city: '340200', county: '340202' })
    await office.store.write([coverages.replace({ person: moved, version: 1 }, 1)])
    const counted = (await count('moved'))?.counted
    expect([counted?.['340102']?.bills, counted?.none?.bills, counted?.['340202']]).toEqual([9, 9, undefined])
  })

  it('are not there before anybody had them counted', async () => {
    expect(await readCounted(office.store, of)).toBeUndefined()
  })
})

describe('contributions of employers and flexible workers by county', () => {
  it('are of the county in which the employer lies, and in which the flexible worker lives', async () => {
    const employer = (employerId: string, county?: string) =>
      employers.create({
        ...{ employerId, city: '340100', name: `${employerId}厂`, employerKind: 'ordinary', version: 1 },
        ...(county === undefined ? {} : { county }),
      })
    const flexible = person('P3', { employment: 'flexible', employerId: undefined, county: '340104' })
    await office.store.write([
      employer('E1', '340102'),
      employer('E2'),
      coverages.create({ person: flexible, version: 1 }),
      // E1 owes 1,098 yuan of January, and paid its own part of February.
      issueWrite(employerMonth),
      issueWrite({
        ...{ ...employerMonth, billId: 'E-E1-2025-02', from: '2025-02', to: '2025-02' },
        ...{ belongsTo: '2025-02', paid: { employer: 85_400 }, status: 'partly-paid' },
      }),
      issueWrite({ ...employerMonth, billId: 'E-E2-2025-01', employerId: 'E2' }),
      issueWrite(flexibleBill),
    ])
    expect((await count('employers'))?.employers).toEqual({
      '340102': { bills: 2, paidUp: 0, due: 219_600, paid: 85_400, aidFunded: 0 },
      '340104': { bills: 1, paidUp: 0, due: 37_800, paid: 0, aidFunded: 0 },
      none: { bills: 1, paidUp: 0, due: 109_800, paid: 0, aidFunded: 0 },
    })
  })
})
