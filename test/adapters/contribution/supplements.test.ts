import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let runs = 0
let keys = 0

beforeAll(async () => {
  office = await openOffice()
  await office.deliver(...['P1', 'P2', 'P3'].map((personId) => employed(personId)))
})
afterAll(() => office.stop())

const city = '340100'

const declare = async (body: object, path = 'payroll') => {
  keys += 1
  const { status, body: answer } = await office.call(tokens.hefei, 'PUT', `/employers/E1/${path}`, {
    key: `declared-${keys}`,
    body: { city, ...body },
  })
  return { status, answer }
}
const wages = (of: Record<string, number>) =>
  Object.entries(of).map(([personId, yuan]) => ({ personId, monthlyWageFen: yuan * 100 }))

/** Runs a month's billing out, on a day, and tells what it came to. */
const billMonth = async (month: string, today: string, by?: string) => {
  runs += 1
  const { runId, units } = await office.start({
    ...{ kind: 'employer-month', commandId: `run-${runs}`, city: '340100', month, today, by },
  })
  for (const unit of units) await office.workOn(unit)
  const told = await office.call(tokens.hefei, 'GET', `/billing-runs/${runId}`)
  const left = await office.call(tokens.hefei, 'GET', `/billing-runs/${runId}/left-out`)
  return { ...told.body, runId, rows: left.body.leftOut as object[] }
}
const bill = async (billId: string) => (await office.call(tokens.province, 'GET', `/bills/${billId}`)).body

const pay = (
  billId: string,
  amounts: Readonly<Record<string, number>>,
  key: string,
  kind: 'payment' | 'refund' = 'payment',
) =>
  office.call(tokens.tax, 'POST', '/payments', {
    key,
    body: {
      payments: Object.entries(amounts).map(([payer, amountFen]) => ({
        ...{ paymentId: `${key}-${payer}`, billId, payer, kind, amountFen, paidOn: '2025-09-15' },
      })),
    },
  })

const violations = async () => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await office.items()) for (const check of checks) check.see(item)
  return checks.flatMap((check) => check.finish().violations)
}

describe('a month that is billed again', () => {
  it('bills those on the list first, and says whom it left out and why', async () => {
    await declare({ month: '2025-01', lines: wages({ P1: 8_000, P2: 5_000, Pnobody: 5_000 }) })
    expect(await billMonth('2025-01', '2025-01-05')).toMatchObject({
      ...{ kind: 'employer-month', month: '2025-01', status: 'done' },
      // 9 % of 13,000 yuan.
      ...{ bills: 1, persons: 2, amount: 117_000, leftOut: { 'unknown-person': 1 } },
      rows: [{ code: 'unknown-person', personId: 'Pnobody', employerId: 'E1' }],
    })
    expect(await bill('E-E1-2025-01')).toMatchObject({
      ...{ charge: 'normal', belongsTo: '2025-01', from: '2025-01', to: '2025-01', due: 117_000 },
      issuedOn: '2025-01-01',
    })
  })

  it('bills nobody twice', async () => {
    expect(await billMonth('2025-01', '2025-01-06')).toMatchObject({
      ...{ bills: 0, persons: 0, amount: 0, leftOut: { 'unknown-person': 1, 'already-billed': 2 } },
    })
  })

  it('makes up in March for a joiner and a corrected wage of January, by bills of their own', async () => {
    await declare({ month: '2025-01', lines: wages({ P1: 9_000, P2: 5_000, P3: 6_000 }) })
    expect(await billMonth('2025-01', '2025-03-10')).toMatchObject({
      ...{ bills: 2, persons: 2, amount: 54_000 + 9_000, leftOut: { 'already-billed': 1 } },
    })
    const shared = { belongsTo: '2025-03', from: '2025-01', to: '2025-01', issuedOn: '2025-03-10' }
    expect(await bill('E-E1-2025-01-2')).toMatchObject({
      ...{ ...shared, charge: 'back-pay', due: 54_000, dueOn: '2025-04-30' },
      persons: [{ personId: 'P3', base: 600_000, pooled: 42_000, account: 12_000 }],
    })
    expect(await bill('E-E1-2025-01-3')).toMatchObject({
      ...{ ...shared, charge: 'base-difference', due: 9_000 },
      persons: [{ personId: 'P1', baseBefore: 800_000, base: 900_000, of: 'E-E1-2025-01' }],
    })
    expect(await bill('E-E1-2025-01')).toMatchObject({ due: 117_000 })
    const listed = await office.call(tokens.hefei, 'GET', '/bills', {
      query: { city, kind: 'employer-month', period: '2025-03' },
    })
    expect(listed.body.bills).toMatchObject([{ billId: 'E-E1-2025-01-2' }, { billId: 'E-E1-2025-01-3' }])
  })

  it('is shown with the person, line by line: the month it belongs to, what it covers, and of which kind', async () => {
    const { body } = await office.call(tokens.hefei, 'GET', '/persons/P1/months/2025')
    const january = { from: '2025-01', to: '2025-01', employerId: 'E1', status: 'issued' }
    expect(body.lines).toEqual([
      {
        ...{ ...january, billId: 'E-E1-2025-01', charge: 'normal', belongsTo: '2025-01', city },
        ...{ base: 800_000, pooled: 56_000, account: 16_000 },
      },
      {
        ...{ ...january, billId: 'E-E1-2025-01-3', charge: 'base-difference', belongsTo: '2025-03', city },
        ...{ base: 900_000, pooled: 7_000, account: 2_000, of: 'E-E1-2025-01' },
      },
    ])
    expect(await office.call(tokens.wuhu, 'GET', '/persons/P1/months/2025')).toMatchObject({
      status: 404,
      body: { code: 'contribution.no-months' },
    })
  })

  it('takes the list of the latest month before, and the bases of the year where they were declared', async () => {
    await declare({ year: 2025, lines: wages({ P1: 10_000 }) }, 'bases')
    await billMonth('2025-06', '2025-06-02')
    await billMonth('2025-07', '2025-07-02')
    const base = async (month: string) =>
      ((await bill(`E-E1-${month}`)).persons as { base: number }[]).map((each) => each.base)
    expect(await base('2025-06')).toEqual([900_000, 500_000, 600_000])
    expect(await base('2025-07')).toEqual([1_000_000, 500_000, 600_000])
  })

  it('gives nothing back of a month that nobody paid, and says which bill is open', async () => {
    await declare({ year: 2025, revision: 2, lines: wages({ P1: 9_500 }) }, 'bases')
    expect(await billMonth('2025-07', '2025-09-01')).toMatchObject({
      ...{ bills: 0, leftOut: { 'not-paid-yet': 1, 'already-billed': 2 } },
      rows: [{ code: 'not-paid-yet', personId: 'P1', employerId: 'E1', billId: 'E-E1-2025-07' }],
    })
  })

  it('gives back what a lower base of the year makes too much, and asks for what a higher one lacks', async () => {
    await pay('E-E1-2025-07', { employer: 147_000, individual: 42_000 }, 'july')
    // Whoever declared it does not bill it.
    expect((await billMonth('2025-07', '2025-09-01', 'clerk-340100')).rows).toEqual([
      { code: 'declared-by-same', personId: 'P1', employerId: 'E1', billId: 'E-E1-2025-07' },
    ])
    await declare({ year: 2025, revision: 3, lines: wages({ P1: 9_500, P2: 5_100 }) }, 'bases')
    expect(await billMonth('2025-07', '2025-09-02', 'another')).toMatchObject({
      ...{ bills: 2, persons: 2, amount: 900 - 4_500 },
    })
    expect(await bill('E-E1-2025-07-2')).toMatchObject({ charge: 'base-difference', due: 900 })
    expect(await bill('E-E1-2025-07-3')).toMatchObject({
      charge: 'refund',
      dues: [
        { payer: 'employer', amount: -3_500, pooled: -3_500 },
        { payer: 'individual', amount: -1_000, account: -1_000 },
      ],
    })
  })

  it('that gives back stands apart of what is in arrears, and lessens none of it', async () => {
    const of = { city, scheme: 'employee', debtor: 'E1' }
    const byAge = await office.call(tokens.hefei, 'GET', '/arrears-by-age', {
      query: { ...of, asOf: '2025-12-31' },
    })
    expect(byAge.body.toGiveBack).toEqual({ count: 1, open: -4_500 })
    const listed = await office.call(tokens.hefei, 'GET', '/arrears', { query: of })
    const inArrears = listed.body.arrears as readonly { readonly open: number }[]
    expect(inArrears).toContainEqual(expect.objectContaining({ billId: 'E-E1-2025-07-3', open: -4_500 }))
    const owed = inArrears.map(({ open }) => open).filter((open) => open > 0)
    const bands = byAge.body.bands as readonly { open: number }[]
    expect(bands.reduce((all, { open }) => all + open, 0)).toBe(owed.reduce((all, open) => all + open, 0))
  })

  it('is refunded like any bill, and takes back what went to the account, but no month', async () => {
    const give = (paymentId: string, payer: string, amountFen: number) => ({
      ...{ paymentId, billId: 'E-E1-2025-07-3', payer, kind: 'refund', amountFen, paidOn: '2025-09-20' },
    })
    const { body } = await office.call(tokens.tax, 'POST', '/payments', {
      key: 'refunds',
      body: { payments: [give('back-1', 'employer', 3_500), give('back-2', 'individual', 1_000)] },
    })
    expect(body.rows).toMatchObject([{ status: 'recorded' }, { status: 'recorded' }])
    expect(await bill('E-E1-2025-07-3')).toMatchObject({ status: 'paid', paid: -4_500 })
    const receipts = (await office.items()).filter(({ pk }) => /^PAYMENT#back-\d$/.test(pk))
    const events = toEvents(receipts.map((item, index) => ({ sequence: String(index), item })))
    const told = contributionsReceived.schema.parse(events[0]?.event).data.receipts
    expect(told.find(({ paymentId }) => paymentId === 'back-2')).toMatchObject({
      pooled: 0,
      account: -1_000,
      completes: {
        from: '2025-07',
        to: '2025-07',
        months: 0,
        persons: [{ personId: 'P1', account: -1_000 }],
      },
    })
  })

  it('holds what would go back of it after that: no more goes back of a month than came', async () => {
    const back = await pay('E-E1-2025-07', { employer: 147_000 }, 'all-back', 'refund')
    expect(back.body.rows).toMatchObject([
      { status: 'suspended', code: 'contribution.more-back-than-came', figures: { came: 143_500 } },
    ])
    expect(await bill('E-E1-2025-07')).toMatchObject({ status: 'paid' })
    expect(await violations()).toEqual([])
  })

  it('leaves to the new employer who is billed with the old one, until they are not', async () => {
    await office.deliver(employed('P2', { version: 2, employerId: 'E2', from: '2025-08-15' }))
    await office.call(tokens.hefei, 'PUT', '/employers/E2/payroll', {
      key: 'e2',
      body: { city, month: '2025-08', lines: wages({ P2: 6_000 }) },
    })
    await declare({ month: '2025-08', lines: wages({ P1: 9_000, P2: 5_000 }) })
    const run = await billMonth('2025-08', '2025-08-20')
    // August is owed by the first employer of the month: E1, whose list still has P2.
    expect(run.rows).toEqual([{ code: 'other-employer', personId: 'P2', employerId: 'E2' }])
    expect(await bill('E-E1-2025-08')).toMatchObject({ headcount: 2 })
    expect((await billMonth('2025-09', '2025-09-20')).rows).toEqual([
      { code: 'other-employer', personId: 'P2', employerId: 'E1' },
    ])
    expect(await bill('E-E2-2025-09')).toMatchObject({ persons: [{ personId: 'P2', base: 600_000 }] })
    // Later it is told that they had moved in July already: August stays where it was billed.
    await office.deliver(employed('P2', { version: 3, employerId: 'E2', from: '2025-07-10' }))
    expect((await billMonth('2025-08', '2025-10-20')).rows).toEqual([
      { code: 'other-employer', personId: 'P2', employerId: 'E1', billId: 'E-E1-2025-08' },
      { code: 'billed-elsewhere', personId: 'P2', employerId: 'E2', billId: 'E-E1-2025-08' },
    ])
  })

  it('shows who is covered and on no bill', async () => {
    await office.deliver(employed('Punlisted', { employerId: 'E7' }))
    const unbilled: object[] = []
    let cursor: string | undefined
    do {
      const { body } = await office.call(tokens.hefei, 'GET', '/unbilled', {
        query: { city, month: '2025-08', ...(cursor === undefined ? {} : { cursor }) },
      })
      unbilled.push(...(body.unbilled as object[]))
      cursor = body.cursor as string | undefined
    } while (cursor !== undefined)
    expect(unbilled).toEqual([
      { personId: 'P3', employerId: 'E1' },
      { personId: 'Punlisted', employerId: 'E7' },
    ])
  })

  it('keeps every invariant', async () => {
    expect(await violations()).toEqual([])
  })
})

describe('two runs at once', () => {
  it('bill each of 200 persons once, in bills of at most 90', async () => {
    const persons = Array.from({ length: 200 }, (_, n) => `Pmass${n}`)
    await office.deliver(...persons.map((personId) => employed(personId, { employerId: 'E200' })))
    await office.call(tokens.hefei, 'PUT', '/employers/E200/payroll', {
      key: 'e200',
      body: { city, lines: persons.map((personId) => ({ personId, monthlyWageFen: 500_000 })) },
    })
    const start = (commandId: string) =>
      office.start({ kind: 'employer-month', commandId, city: '340100', month: '2025-02' })
    const both = [await start('one'), await start('two')]
    await Promise.all(both.flatMap(({ units }) => units.map(office.workOn)))
    const told = await Promise.all(
      both.map(({ runId }) => office.call(tokens.hefei, 'GET', `/billing-runs/${runId}`)),
    )
    const billed = (await office.items()).flatMap(({ bill: each }) => {
      const found = each as { employerId?: string; from: string; persons: { personId: string }[] } | undefined
      return found?.employerId === 'E200' ? [found.persons.map(({ personId }) => personId)] : []
    })
    expect(billed.flat().sort()).toEqual([...persons].sort())
    expect(Math.max(...billed.map((each) => each.length))).toBeLessThanOrEqual(90)
    const count = told.map(({ body }) => Number(body.persons))
    // 203 with the three of E1.
    expect(count[0] === undefined || count[1] === undefined ? 0 : count[0] + count[1]).toBe(203)
    expect(await violations()).toEqual([])
  })
})
