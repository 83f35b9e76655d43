import { describe, expect, it } from 'vitest'
import { openStore } from '#shared/edge/store/store.ts'
import { eachTestItsTable } from '#test/support/dynamodb.ts'
import { residentBillId } from '../../../services/contribution/bill/rules/bill.ts'
import { billWrite, readBill } from '../../../services/contribution/bill/store.ts'
import { issueBills } from '../../../services/contribution/billing/issue-bills.ts'
import { residentBill } from '../../../services/contribution/billing/rules/resident-bill.ts'
import type { CoveredPerson } from '../../../services/contribution/coverage/rules/coverage.ts'
import { saveCoverages } from '../../../services/contribution/coverage/save-coverages.ts'
import { subsidisedOnce } from '../../../services/contribution/night/invariants/subsidised-once.ts'
import { strikeTwice } from '../../../services/contribution/subsidy/strike-twice.ts'
import type { Counting } from './counting.ts'
import { openCounting, rulebookBills } from './counting.ts'

let office: Counting
eachTestItsTable(async (dynamo, table) => {
  office = await openCounting(openStore(dynamo.client, () => table))
})

/** Three of the rule book's residents who are counted, the first half paid for by medical aid. */
const [keeps = '', ends = '', third = ''] = rulebookBills
  .slice(0, 3)
  .map(({ persons: [person] }) => person?.personId)

const covered = (personId: string, more: Partial<CoveredPerson> = {}): CoveredPerson => ({
  ...{ personId, version: 2, scheme: 'resident', city: '340100', employment: 'resident' },
  ...{ aid: 'none', birthOn: '1980-05-20', from: '2025-01-01', to: null },
  ...more,
})
const goesOn = covered(keeps, { alsoAs: [ends] })
const ended = covered(ends, { to: '2024-12-31', sameAs: keeps })
const decidedOn = '2025-06-10'

const told = async (...persons: CoveredPerson[]): Promise<void> => {
  await saveCoverages(persons, office)
  await strikeTwice(persons, decidedOn, office)
}
const billOf = async (personId: string) =>
  (await readBill(office.store, residentBillId(personId, 2025)))?.bill
/** The tax authority pays the whole of a bill back. */
const payBack = async (personId: string): Promise<void> => {
  const read = await readBill(office.store, residentBillId(personId, 2025))
  if (!read) throw new Error('no bill')
  const { completedOn: _, ...short } = read.bill
  const refunded = { ...short, status: 'refunded' as const, paid: {}, withdrawnOn: '2025-06-20' }
  await office.store.write([billWrite({ ...refunded, turns: 2 }, read)])
}
const counted = async (commandId: string, asOf = '2025-01-01') => {
  const { statementId } = await office.begin(commandId, asOf)
  await office.drain()
  return office.readIssued(statementId)
}
const violations = async (): Promise<string[]> => {
  const { see, finish } = subsidisedOnce.start()
  for await (const item of office.store.scan()) see(item)
  return finish().violations.map(({ what }) => what)
}

describe('the subsidy of a person who was registered twice', () => {
  it('is taken back for one of the two by a statement of its own, once, in whichever order they are told', async () => {
    expect(await counted('first')).toMatchObject({ headcount: 24, aidFunded: 160_000 })
    await told(ended)
    await told(goesOn)
    await told(goesOn, ended)
    // Of 700 yuan the centre gets back 420, the province 210, the city 14 and the county 56.
    expect(await office.readIssued('S-340100-2025-0002')).toBeUndefined()
    const taken = (await billOf(ends))?.earlierStatements ?? []
    expect(taken).toHaveLength(2)
    expect(await office.readIssued(String(taken[1]))).toMatchObject({
      ...{ headcount: -1, asOf: decidedOn },
      dues: [
        { payer: 'centre', pooled: -42_000 },
        { payer: 'province', pooled: -21_000 },
        { payer: 'city', pooled: -1_400 },
        { payer: 'county', pooled: -5_600 },
      ],
    })
    expect(await billOf(keeps)).toMatchObject({ statementId: taken[0] })
    expect(await billOf(ends)).toMatchObject({ struck: { for: residentBillId(keeps, 2025), on: decidedOn } })
    expect(await office.violations()).toEqual([])
    expect(await violations()).toEqual([])
  })

  it('is claimed once where nobody was counted yet', async () => {
    await told(goesOn, ended)
    expect(await counted('first')).toMatchObject({ headcount: 23, aidFunded: 160_000 })
    expect(await violations()).toEqual([])
  })

  it('stays where it was counted, though it is of the number that ended', async () => {
    const read = await readBill(office.store, residentBillId(keeps, 2025))
    if (!read) throw new Error('no bill')
    const { completedOn: _, ...unpaid } = read.bill
    await office.store.write([billWrite({ ...unpaid, status: 'issued', paid: {} }, read)])
    expect(await counted('first')).toMatchObject({ headcount: 23, aidFunded: 140_000 })
    await told(goesOn, ended)
    expect((await billOf(ends))?.struck).toBeUndefined()
    expect(await billOf(keeps)).toMatchObject({ struck: { for: residentBillId(ends, 2025) } })
    expect(await violations()).toEqual([])
  })

  it('goes with the bill that stays paid, where the other one’s money was paid back', async () => {
    await counted('first', '2025-06-30')
    await told(goesOn, ended)
    await payBack(keeps)
    // In the same statement or in the next, by which of the two it comes to first: it is counted once in all.
    const heads = [await counted('second', '2025-06-30'), await counted('third', '2025-06-30')]
    expect(heads.reduce((sum, each) => sum + (each?.headcount ?? 0), 0)).toBe(0)
    expect((await billOf(ends))?.statementId).toBeDefined()
    expect(await billOf(keeps)).toMatchObject({ struck: { for: residentBillId(ends, 2025) } })
    expect((await billOf(keeps))?.statementId).toBeUndefined()
    expect(await violations()).toEqual([])
  })

  it('goes from number to number of three, as long as one is paid for', async () => {
    await counted('first', '2025-06-30')
    const all = [keeps, ends, third]
    await told(
      covered(keeps, { alsoAs: [ends, third] }),
      ended,
      covered(third, { to: '2024-12-31', sameAs: keeps }),
    )
    const headsOf = async (...commands: string[]) => {
      const heads: number[] = []
      for (const command of commands) heads.push((await counted(command, '2025-06-30'))?.headcount ?? 0)
      return heads.reduce((sum, each) => sum + each, 0)
    }
    const whoIsCounted = async () => {
      const read = await Promise.all(
        all.map(async (personId) => ({ personId, bill: await billOf(personId) })),
      )
      return read.flatMap(({ personId, bill }) => (bill?.statementId ? [personId] : []))
    }
    // Two of three are paid back, each when it is the one that is counted: the next stands in, and the last is not left over.
    for (const time of ['once', 'again']) {
      const [standing = ''] = await whoIsCounted()
      await payBack(standing)
      expect(await headsOf(`${time}-1`, `${time}-2`)).toBe(0)
      expect(await whoIsCounted()).toHaveLength(1)
      expect(await whoIsCounted()).not.toContain(standing)
    }
    const [last = ''] = await whoIsCounted()
    await payBack(last)
    expect(await headsOf('last-1', 'last-2')).toBe(-1)
    expect(await violations()).toEqual([])
  })

  it('is not billed again to the one who goes on, for a year billed under the other number', async () => {
    const another = covered('Pother', { version: 1, alsoAs: [ends] })
    await told(another)
    const standard = { individual: 40_000, aidShare: () => 0 }
    const billed = await issueBills(
      {
        ...{ persons: [another], year: 2025, runId: 'B1' },
        billOf: (person) => residentBill(person, 2025, standard, '2025-06-10'),
      },
      office,
    )
    expect(billed).toMatchObject({
      bills: 0,
      rows: [{ code: 'already-billed', personId: 'Pother', billId: residentBillId(ends, 2025) }],
    })
  })

  it('paid twice, or on a struck bill, is found by verify', async () => {
    await told(goesOn, ended)
    await counted('first')
    const read = await readBill(office.store, residentBillId(ends, 2025))
    if (!read) throw new Error('no bill')
    const statementId = (await billOf(keeps))?.statementId ?? ''
    await office.store.write([billWrite({ ...read.bill, statementId }, read)])
    expect(await violations()).toEqual(['subsidised twice', 'struck, and counted'])
  })
})

describe('the subsidy of two who had been made one', () => {
  const parted = (personId: string, other: string, heldBills?: string[]) =>
    covered(personId, { version: 3, partedFrom: [other], ...(heldBills ? { heldBills } : {}) })

  it('is claimed for both again, whatever of the merge is told late', async () => {
    await told(goesOn, ended)
    expect(await counted('first')).toMatchObject({ headcount: 23 })
    await told(parted(keeps, ends), parted(ends, keeps))
    expect((await billOf(ends))?.struck).toBeUndefined()
    await told(ended)
    expect((await billOf(ends))?.struck).toBeUndefined()
    expect(await counted('second')).toMatchObject({ headcount: 1 })
    expect(await office.violations()).toEqual([])
    expect(await violations()).toEqual([])
  })

  it('and a bill that was paid for the other keeps that one from being billed for the year again', async () => {
    const other = covered('Pother', { partedFrom: [ends], heldBills: [residentBillId(ends, 2025)] })
    await told(other)
    const standard = { individual: 40_000, aidShare: () => 0 }
    const bill = (person: CoveredPerson) =>
      issueBills(
        {
          ...{ persons: [person], year: 2025, runId: 'B1' },
          billOf: (each) => residentBill(each, 2025, standard, '2025-06-10'),
        },
        office,
      )
    expect(await bill(other)).toMatchObject({ bills: 0, rows: [{ code: 'already-billed' }] })
    expect(await bill(covered('Pthird', { partedFrom: [ends] }))).toMatchObject({ bills: 1 })
  })

  it('struck for the other still is found by verify', async () => {
    await told(goesOn, ended)
    await saveCoverages([parted(keeps, ends), parted(ends, keeps)], office)
    expect(await violations()).toEqual(['struck for another person'])
  })
})
