import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { startDynamo } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let office: Office
let tables = 0

const openTable = async () => {
  tables += 1
  await dynamo.createTable(`groups${tables}`, ['gsi1'])
  return openOffice(dynamo.connect(), `groups${tables}`)
}
beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  office = await openTable()
})

const fund = { city: '340100', scheme: 'employee' } as const
const hospital = (n: number) => `H${340100 + n}`
/** A claim for each hospital: 7,800 yuan, of which 300 are held as deposit and 7,500 ordered. */
const oneClaimEach = (hospitals: number, prefix = 'C') =>
  Array.from({ length: hospitals }, (_, n) => inpatientClaim(`${prefix}${n}`, hospital(n)))
const open = (pooledBalance: number, at = office) =>
  openBooksIn(at, { ...fund, year: 2025, pooledBalance, accountBalance: 0 })
/** A plan for a hospital that has no claims here: the others are outside it, and nothing of theirs is suspended. */
const publishQuotas = (year = 2025, at = office) =>
  decideQuotas(at, {
    ...fund,
    year,
    target: 1_000_000,
    institutions: [{ institution: 'H34019999', weight: 1 }],
  })
const post = async (claims: readonly SettledClaim[], month = '2025-01', at = office) => {
  for (let start = 0; start < claims.length; start += 20)
    await at.deliver(claimsSettled, {
      ...group(claims.slice(start, start + 20), month),
      id: `G-${month}-${start}`,
    })
}
const start = (month = '2025-01', on = '2025-02-10', at = office) =>
  at.post('maker', '/monthly-settlements', { ...fund, month, on })
const settle = async (month?: string, on?: string) => {
  await start(month, on)
  await office.doWork()
}
type Statement = { institution: string; claimed: number; ordered: number; entryId: string; orderId: string }
const statements = async (month = '2025-01') =>
  (await office.get('maker', '/statements', { ...fund, month })).body.statements as unknown as Statement[]
const payees = async (state: string, at = office) =>
  (
    (await at.get('treasury', '/payment-orders', { ...fund, state })).body.orders as unknown as {
      payee: string
    }[]
  )
    .map(({ payee }) => payee)
    .sort()
const progress = async (month = '2025-01') =>
  (await office.get('maker', `/runs/MS-340100-employee-${month}`)).body
const byKey = (items: Awaited<ReturnType<Office['recorded']>>) =>
  items.sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1))

describe('institutions settled together', () => {
  it('are booked by one entry for twenty, which each of their statements names', async () => {
    await open(100_000_000)
    await publishQuotas()
    await post(oneClaimEach(25))
    await settle()
    expect(await progress()).toMatchObject({ status: 'done', units: 2, done: 2 })
    const entries = (
      (await office.get('maker', '/journal', { ...fund, month: '2025-02' })).body.entries as unknown as {
        entryId: string
        movements: Record<string, number>
      }[]
    ).map(({ entryId, movements }) => [entryId, movements['payment-orders']] as const)
    expect(new Map(entries.map(([, ordered]) => [ordered, true])).has(-20 * 750_000)).toBe(true)
    const named = Map.groupBy(await statements(), ({ entryId }) => entryId)
    expect([...named].map(([entryId, of]) => [entryId, -750_000 * of.length]).sort()).toEqual(entries.sort())
    expect(await payees('open')).toHaveLength(25)
    expect(await violationsIn(office)).toEqual([])
  })

  it('take two round trips, at most 9 write and 5 read units each, and twice as many cost no more each', async () => {
    await open(100_000_000)
    await publishQuotas()
    await post(oneClaimEach(20))
    await settle()
    await post(oneClaimEach(20, 'D'), '2025-02')
    await start('2025-02', '2025-03-10')
    office.usage()
    await office.doWork()
    const twenty = office.usage()
    expect(twenty.roundTrips).toBe(2)
    expect(twenty.writeUnits / 20).toBeLessThanOrEqual(9)
    expect(twenty.readUnits / 20).toBeLessThanOrEqual(5)

    await post(oneClaimEach(40, 'E'), '2025-03')
    await start('2025-03', '2025-04-10')
    office.usage()
    await office.doWork()
    const forty = office.usage()
    expect(forty.writeUnits / 40).toBeLessThanOrEqual(twenty.writeUnits / 20)
  })

  it('are fewer where many months without care are closed along, with every month counted', async () => {
    await open(100_000_000)
    await publishQuotas()
    await post([...oneClaimEach(8), ...oneClaimEach(8, 'L')], '2025-12')
    await settle('2025-12', '2026-01-10')
    // Twelve months, a standing and a quota for each of seven institutions: 98 of the 100 reads in a batch.
    expect(await progress('2025-12')).toMatchObject({ status: 'done', units: 2, done: 2 })
    expect((await statements('2025-12')).map(({ claimed }) => claimed)).toEqual(Array(8).fill(1_560_000))
    expect(await violationsIn(office)).toEqual([])
  })

  it('take over what they owed back at the end of the year before', async () => {
    await open(100_000_000)
    await publishQuotas()
    await post([reversalOf(inpatientClaim('C1', hospital(1)))], '2025-12')
    await settle('2025-12', '2026-01-05')
    await publishQuotas(2026)
    await post([inpatientClaim('C2', hospital(2))], '2026-01')
    await settle('2026-01', '2026-02-10')
    expect(await statements('2026-01')).toEqual([
      expect.objectContaining({ institution: hospital(1), carriedBefore: -750_000, carried: -750_000 }),
      expect.objectContaining({ institution: hospital(2), carriedBefore: 0, ordered: 750_000 }),
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('are not settled again for a month when others came since and its settlement is started once more', async () => {
    await open(100_000_000)
    await publishQuotas()
    await post(oneClaimEach(2))
    await settle()
    await post([inpatientClaim('D0', hospital(0)), inpatientClaim('A0', 'H0')], '2025-02')
    await settle('2025-02', '2025-03-10')
    expect((await start()).status).toBe(202)
    expect(office.units).toEqual([])
    expect(await statements()).toHaveLength(2)
  })
})

describe('a group for which the special account is short', () => {
  /** Nine orders of 7,500 yuan and a tenth of 1,000; there is money for three of the large ones and the small one. */
  const prepare = async (at = office) => {
    await open(2_400_000, at)
    await publishQuotas(2025, at)
    const small = { basic: 0, seriousIllness: 100_000, medicalAid: 0, account: 0, cash: 900_000 }
    const claims = oneClaimEach(10).map((claim, n) => (n === 9 ? { ...claim, ...small } : claim))
    await post(claims, '2025-01', at)
  }
  const funded = [0, 1, 2, 9].map(hospital)
  const uninterrupted = async () => {
    const other = await openTable()
    await prepare(other)
    await start('2025-01', '2025-02-10', other)
    await other.doWork()
    return byKey(await other.recorded())
  }

  it('has as many orders funded as there is money for, in order of institution; the others wait', async () => {
    await prepare()
    await settle()
    expect(await payees('open')).toEqual(funded)
    expect(await payees('awaiting-funds')).toEqual([3, 4, 5, 6, 7, 8].map(hospital))
    expect(await statements()).toHaveLength(10)
    expect(await progress()).toMatchObject({ status: 'done', units: 1, done: 1 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('ends in the same books to the last item when it is killed after one write after the other', async () => {
    await prepare()
    await start()
    const units = [...office.units]
    const isKilled = () =>
      office.doWork().then(
        () => false,
        () => true,
      )
    // The first delivery is killed after its first write, the second after its second, until one comes through.
    let deaths = 0
    office.crashAfter(1)
    while (await isKilled()) {
      deaths += 1
      office.crashAfter(deaths + 1)
      office.units.splice(0, office.units.length, ...units)
    }
    office.crashAfter(Number.POSITIVE_INFINITY)
    expect(deaths).toBeGreaterThan(3)
    expect(byKey(await office.recorded())).toEqual(await uninterrupted())
  })

  it('ends in the same books when its unit is delivered four times at once', async () => {
    await prepare()
    await start()
    office.units.push(...office.units, ...office.units, ...office.units)
    await Promise.all([office.doWork(), office.doWork(), office.doWork(), office.doWork()])
    expect(byKey(await office.recorded())).toEqual(await uninterrupted())
  })
})
