import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { foundFrom, openBackDoor, passNight } from '#test/support/night.ts'
import type { Bill } from '../../../services/contribution/bill/rules/bill.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { nightlyChecks } from '../../../services/contribution/night/nightly-checks.ts'
import type { Receipt } from '../../../services/contribution/payment/rules/payment.ts'
import { keepBooks } from './books.ts'

let books: Awaited<ReturnType<typeof keepBooks>>
let backDoor: ReturnType<typeof openBackDoor>
beforeAll(async () => {
  books = await keepBooks()
  backDoor = openBackDoor('contribution')
})
afterAll(() => books.stop())

const recordAt = async (pk: string, sk: (sk: string) => boolean = () => true): Promise<Stored> => {
  const found = (await books.items()).find((item) => item.pk === pk && sk(item.sk))
  if (!found) throw new Error(`nothing is recorded at ${pk}`)
  return found
}
const billAt = (billId: string) => recordAt(`BILL#${billId}`)
const paymentAt = (paymentId: string) => recordAt(`PAYMENT#${paymentId}`)
const account = 'INCOME#340100#resident'
const totalSwept = () => recordAt(account, (sk) => sk.endsWith('SWEPT'))
const aCounter = () => recordAt(account, (sk) => sk.includes('SHARD'))

const withBill = (item: Stored, more: Partial<Bill>): Stored =>
  ({ ...item, bill: { ...(item.bill as object), ...more } }) as Stored
const withReceipt = (item: Stored, more: Partial<Receipt>): Stored =>
  ({ ...item, receipt: { ...(item.receipt as object), ...more } }) as Stored

/** What is found from each page, that comes upon one record only, while another record is not what the service wrote. */
const foundWhile = async (
  original: Stored,
  planted: Stored | undefined,
  pages: readonly Stored[],
): Promise<string[][]> => {
  await (planted ? backDoor.put(planted) : backDoor.remove(original))
  try {
    const asTheyAre = await Promise.all(pages.map(({ pk, sk }) => recordAt(pk, (each) => each === sk)))
    return await Promise.all(asTheyAre.map((page) => foundFrom(page, nightlyChecks, books.store)))
  } finally {
    await backDoor.put(original)
  }
}
/** That one fault is told, and the same from each page. */
const fromEach = (pages: readonly Stored[], ...told: readonly string[]) => pages.map(() => told)

const onOnePage = { ...nightlyChecks, parts: 1 }

describe('the night over books that are in order', () => {
  it('finds nothing wrong in bills, account and statement', async () => {
    const { counted, told } = await passNight(onOnePage, books.store)
    // Paid by payments: four residents' bills, the employer's and the statement's, 6. Swept by sweeps: an account, 1.
    // None of them a part of money in suspense: the seven payments, 7; nor paid out by an order, 7.
    // Written off by two, and late fees: the six bills each, 12.
    // Billed once: four residents, 4. Issued as counted: four residents and a statement, 5.
    // Dues of lines: the employer's bill, 1.
    expect(counted).toEqual({ checked: 43, violations: 0, moving: 0 })
    expect(told).toEqual([])
  })

  it('finds nothing wrong, whatever single record of them a page comes upon', async () => {
    const items = await books.items()
    expect(items.length).toBeGreaterThan(40)
    for (const item of items) expect(await foundFrom(item, nightlyChecks, books.store), item.pk).toEqual([])
  })

  it('looks at all 128 parts in one run, though the clock strikes twice', async () => {
    const { units, counted } = await passNight(nightlyChecks, books.store, { strikes: 2, on: '2025-03-04' })
    expect(units).toBe(128)
    expect(counted).toMatchObject({ violations: 0, moving: 0 })
    expect(counted.checked).toBeGreaterThanOrEqual(16)
    const run = await readRun(books.store, 'check-records-2025-03-04')
    expect(run).toMatchObject({ units: 128, done: 128, status: 'done' })
  })

  it('does not take for a fault what a read was too early to show: it is read again as it stands', async () => {
    const early: Store = {
      ...books.store,
      getMany: async (keys, options) => {
        const items = await books.store.getMany(keys, options)
        return items.map((item) => (options?.eventual && item?.kind === 'payment' ? undefined : item))
      },
      scanPart: async (place) => {
        const page = await books.store.scanPart(place)
        return { ...page, items: page.items.filter(({ kind }) => kind !== 'payment') }
      },
    }
    const { counted } = await passNight(onOnePage, early, { on: '2025-03-05' })
    // Without their payments: the sums of A, B and the statement, and the completions of A, B, C and H.
    expect(counted).toEqual({ checked: 43, violations: 0, moving: 7 })
  })
})

describe('a bill that is not what its payments make it is found from the bill and from each payment', () => {
  const arrears = (billId: string) => `contribution.arrears ${billId}`
  const pagesOfB = async () => [await billAt('R-B-2025'), await paymentAt('b1'), await paymentAt('b2')]

  it('when it is marked with other money', async () => {
    const pages = await pagesOfB()
    const bill = await billAt('R-B-2025')
    const found = await foundWhile(bill, withBill(bill, { paid: { individual: 39_999 } }), pages)
    // Neither the sum of its payments, nor paid up.
    expect(found).toEqual(fromEach(pages, arrears('R-B-2025'), arrears('R-B-2025')))
  })

  it('when a payment is of another amount, is gone, or completes the bill as well', async () => {
    const pages = await pagesOfB()
    const [bill, first, second] = pages as [Stored, Stored, Stored]
    const smaller = withReceipt(first, { pooled: 24_999 })
    expect(await foundWhile(first, smaller, pages)).toEqual(fromEach(pages, arrears('R-B-2025')))
    expect(await foundWhile(first, undefined, [bill, second])).toEqual(
      fromEach([bill, second], arrears('R-B-2025')),
    )
    const { completes } = second.receipt as unknown as Required<Receipt>
    expect(await foundWhile(first, withReceipt(first, { completes }), pages)).toEqual(
      fromEach(pages, arrears('R-B-2025')),
    )
  })

  it('when its status is another, or it was paid above what is due', async () => {
    const pages = await pagesOfB()
    const bill = await billAt('R-B-2025')
    const part = withBill(bill, { status: 'partly-paid' })
    expect(await foundWhile(bill, part, pages)).toEqual(fromEach(pages, arrears('R-B-2025')))
    const less = withBill(bill, { dues: [{ payer: 'individual', pooled: 30_000, account: 0 }] })
    expect(await foundWhile(bill, less, pages)).toEqual(
      fromEach(pages, arrears('R-B-2025'), arrears('R-B-2025')),
    )
  })

  it('and a payment on a bill that is not there, or that does not know of it, from the payment', async () => {
    const payment = await paymentAt('a')
    expect(await foundWhile(await billAt('R-A-2025'), undefined, [payment])).toEqual([[arrears('R-A-2025')]])
    const bill = await billAt('R-A-2025')
    const unaware = withBill(bill, { paymentIds: ['elsewhere'] })
    // From the bill its payment is not found: neither sum nor completion are its own. The payment knows its bill.
    expect(await foundWhile(bill, unaware, [bill, payment])).toEqual([
      [arrears('R-A-2025'), arrears('R-A-2025')],
      [],
    ])
    const second = { ...withReceipt(payment, { paymentId: 'a2', pooled: 1 }), pk: 'PAYMENT#a2' }
    await backDoor.put(second)
    expect(await foundFrom(second, nightlyChecks, books.store)).toContain(arrears('R-A-2025'))
    await backDoor.remove(second)
  })
})

describe('an income account', () => {
  const swept = 'contribution.swept 340100/resident/2025'
  const pagesOfAccount = async () => [
    await totalSwept(),
    await aCounter(),
    await recordAt('SWEEP#W1'),
    await recordAt('SWEEP#W2'),
  ]

  it('whose total swept is not the sum of its sweeps is found from total, counter and sweeps', async () => {
    const pages = await pagesOfAccount()
    const total = await totalSwept()
    expect(total.swept).toBe(90_000)
    expect(await foundWhile(total, { ...total, swept: 89_999 }, pages)).toEqual(fromEach(pages, swept))
    const sweep = await recordAt('SWEEP#W1')
    expect(await foundWhile(sweep, { ...sweep, amount: 79_999 }, pages)).toEqual(fromEach(pages, swept))
    const others = pages.filter(({ pk }) => pk !== 'SWEEP#W1')
    expect(await foundWhile(sweep, undefined, others)).toEqual(fromEach(others, swept))
  })

  it('that received less than nothing is found likewise', async () => {
    const pages = await pagesOfAccount()
    const counter = await aCounter()
    const found = await foundWhile(counter, { ...counter, received: -90_001 }, pages)
    expect(found).toEqual(fromEach(pages, swept))
  })
})

describe('a statement', () => {
  const issued = (where: string) => `contribution.issued-as-counted ${where}`
  const statement = () => recordAt('STATEMENTS#340100#2025')
  const aPart = () => recordAt('STATEMENT#S-340100-2025-1')

  it('issued with another count than its parts is found from it, a part, its bill and whom it counted', async () => {
    const pages = [
      await statement(),
      await aPart(),
      await billAt('S-340100-2025-1'),
      await billAt('R-A-2025'),
    ]
    const part = await aPart()
    const more = { ...part, headcount: Number(part.headcount) + 1 }
    expect(await foundWhile(part, more, pages)).toEqual(fromEach(pages, issued('S-340100-2025-1')))
  })

  it('without its bill, or billed while it gathers, is found likewise', async () => {
    const item = await statement()
    const subsidy = await billAt('S-340100-2025-1')
    const pages = [item, await aPart(), await billAt('R-H-2025')]
    expect(await foundWhile(subsidy, undefined, pages)).toEqual(fromEach(pages, issued('S-340100-2025-1')))
    const gathering = { ...item, statement: { ...(item.statement as object), status: 'gathering' } } as Stored
    expect(await foundWhile(item, gathering, [...pages, subsidy])).toEqual(
      fromEach([...pages, subsidy], issued('S-340100-2025-1')),
    )
  })

  it('that is not there is found from whom it is said to have counted', async () => {
    const bill = await billAt('R-B-2025')
    const found = await foundWhile(bill, withBill(bill, { statementId: 'S-340100-2025-9' }), [bill])
    expect(found).toEqual([[issued('R-B-2025')]])
  })

  it('has no second bill of a resident to count: it would have an id that is not that of their year', async () => {
    const bill = await billAt('R-C-2025')
    const second = {
      ...withBill(bill, { billId: 'R-C-2025-2', paid: {}, paymentIds: [] }),
      pk: 'BILL#R-C-2025-2',
    }
    await backDoor.put(second)
    expect(await foundFrom(second, nightlyChecks, books.store)).toContain(
      'contribution.billed-once R-C-2025-2',
    )
    await backDoor.remove(second)
  })
})

describe('what only everything at once shows, and so not the night but verification', () => {
  const findings = async () => {
    const items = await books.items()
    const found = invariants.flatMap(({ start }) => {
      const { see, finish } = start()
      for (const item of items) see(item)
      return finish().violations
    })
    return found.map(({ invariant, where }) => `${invariant} ${where}`)
  }

  it('is an account that received other money than its payments', async () => {
    const counter = await aCounter()
    await backDoor.put({ ...counter, received: Number(counter.received) + 1 })
    expect((await passNight(onOnePage, books.store, { on: '2025-03-06' })).told).toEqual([])
    expect(await findings()).toEqual(['contribution.income-account 340100/resident/2025'])
    await backDoor.put(counter)
  })

  it('is a resident whose bill names a statement that did not count them, or none though one did', async () => {
    const bill = await billAt('R-C-2025')
    await backDoor.put(withBill(bill, { statementId: 'S-340100-2025-1' }))
    expect((await passNight(onOnePage, books.store, { on: '2025-03-07' })).told).toEqual([])
    expect(await findings()).toEqual([
      'contribution.counted-once S-340100-2025-1',
      // The levels were not asked for them either.
      'contribution.subsidy-at-standard 340100/2025',
    ])
    await backDoor.put(bill)
    expect(await findings()).toEqual([])
  })
})
