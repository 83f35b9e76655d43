import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import type { Bill } from '../../../services/contribution/bill/rules/bill.ts'
import { issueWrite } from '../../../services/contribution/bill/store.ts'
import type { StartBilling } from '../../../services/contribution/billing/start-billing.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { employerMonth } from '../../unit/contribution/given.ts'
import { covered, employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.stop())

const month = (commandId: string, city: '340100' | '340200', of = '2025-01'): StartBilling => ({
  kind: 'employer-month',
  commandId,
  city,
  month: of,
})
const year = (commandId: string, city: '340100' | '340200'): StartBilling => ({
  kind: 'resident-year',
  commandId,
  city,
  year: 2025,
})

const runOut = async (command: StartBilling): Promise<void> => {
  const { units } = await office.start(command)
  for (const unit of units) await office.workOn(unit)
}

const bill = async (billId: string) => {
  const { status, body } = await office.call(tokens.province, 'GET', `/bills/${billId}`)
  return status === 200 ? body : undefined
}

let reports = 0
const pay = async (payments: object[], token: Token = tokens.tax) => {
  reports += 1
  const key = `report-${reports}`
  const { body } = await office.call(token, 'POST', '/payments', { key, body: { payments } })
  return body.rows as { paymentId: string; status: string; code?: string; figures?: object }[]
}

const payment = (paymentId: string, billId: string, amountFen: number, more: object = {}) => ({
  paymentId,
  billId,
  payer: 'individual',
  kind: 'payment',
  amountFen,
  paidOn: '2024-11-05',
  ...more,
})

const income = async (city: string, scheme: string) => {
  const { body } = await office.call(tokens.province, 'GET', '/income-accounts', { query: { city, scheme } })
  return body.accounts as { fundYear: number; received: number; swept: number; balance: number }[]
}

const violations = async () => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await office.items()) for (const check of checks) check.see(item)
  return checks.flatMap((check) => check.finish().violations)
}

describe('coverage told by enrolment', () => {
  it('is taken over by version: a late older one and a repeat change nothing', async () => {
    const moved = employed('Pmoved', { version: 2, city: '340200', employerId: 'W9' })
    expect(await office.deliver(moved)).toBe(0)
    expect(await office.deliver(employed('Pmoved', { version: 1 }), moved)).toBe(0)
    await office.call(tokens.wuhu, 'PUT', '/employers/W9/payroll', {
      key: 'k',
      body: { city: '340200', lines: [{ personId: 'Pmoved', monthlyWageFen: 500_000 }] },
    })
    await runOut(month('moved', '340200'))
    expect(await bill('E-W9-2025-01')).toMatchObject({ persons: [{ personId: 'Pmoved' }] })
  })
})

describe("an employer's month", () => {
  beforeAll(async () => {
    await office.deliver(
      employed('Plow'),
      employed('Pmid'),
      employed('Phigh'),
      employed('Pother', { employerId: 'E2' }),
    )
    const wages = { Plow: 300_000, Pmid: 800_000, Phigh: 3_000_000, Pother: 800_000, Pnobody: 800_000 }
    const lines = Object.entries(wages).map(([personId, monthlyWageFen]) => ({ personId, monthlyWageFen }))
    await office.call(tokens.hefei, 'PUT', '/employers/E1/payroll', {
      key: 'k',
      body: { city: '340100', lines },
    })
    await runOut(month('january', '340100'))
  })

  it('bills the employees, each on their clamped wage: 60 % and 300 % of 7,044 yuan are 4,226.40 and 21,132', async () => {
    expect(await bill('E-E1-2025-01')).toMatchObject({
      status: 'issued',
      persons: [
        { personId: 'Plow', base: 422_640, account: 8_453 },
        { personId: 'Pmid', base: 800_000, account: 16_000 },
        { personId: 'Phigh', base: 2_113_200, account: 42_264 },
      ],
      // 7 % and 2 % of each, rounded person by person.
      dues: [
        { payer: 'employer', amount: 233_509 },
        { payer: 'individual', amount: 66_717 },
      ],
    })
  })

  it('takes the newest wage list: an old one that comes again late changes nothing', async () => {
    const put = (key: string, monthlyWageFen: number) =>
      office.call(tokens.hefei, 'PUT', '/employers/E3/payroll', {
        key,
        body: { city: '340100', lines: [{ personId: 'Plist', monthlyWageFen }] },
      })
    await office.deliver(employed('Plist', { employerId: 'E3' }))
    await put('old', 500_000)
    await put('new', 600_000)
    expect((await put('old', 500_000)).status).toBe(200)
    expect(await put('old', 500_001)).toMatchObject({ body: { code: 'idempotency-key.other-payload' } })
    await runOut(month('lists', '340100', '2025-03'))
    expect(await bill('E-E3-2025-03')).toMatchObject({ persons: [{ base: 600_000 }] })
  })

  it('is billed once, however often the run is started or a unit worked on', async () => {
    const first = await office.start(month('again', '340100'))
    await Promise.all([...first.units, ...first.units].map(office.workOn))
    const second = await office.start(month('again', '340100'))
    expect(second).toEqual({ runId: first.runId, units: [] })
    expect(await readRun(office.store, first.runId)).toMatchObject({
      status: 'done',
      done: first.units.length,
    })
    const { body } = await office.call(tokens.hefei, 'GET', '/bills', {
      query: { city: '340100', kind: 'employer-month', period: '2025-01' },
    })
    expect((body.bills as { billId: string }[]).map(({ billId }) => billId)).toEqual([
      'E-E1-2025-01',
      'E-E3-2025-01',
    ])
  })

  it('resumes after a crash between two units', async () => {
    await office.deliver(employed('Pflex', { employment: 'flexible', employerId: undefined }))
    const { units } = await office.start(month('crash', '340100', '2025-02'))
    await office.workOn(units[0] as never)
    const resumed = await office.start(month('crash', '340100', '2025-02'))
    expect(resumed.units).toEqual(units.slice(1))
    for (const unit of resumed.units) await office.workOn(unit)
    expect(await bill('E-E1-2025-02')).toMatchObject({ persons: { length: 3 } })
    // Flexible workers are their own employers on the lowest base of 4,226.40 yuan: 295.85 + 84.53.
    expect(await bill('E-Pflex-2025-02')).toMatchObject({ dues: [{ payer: 'individual', amount: 38_038 }] })
  })

  it('is completed by the payment that fills it, and only by that', async () => {
    const rows = await pay([
      payment('t-1', 'E-E1-2025-01', 233_509, { payer: 'employer', paidOn: '2025-01-15' }),
      payment('t-2', 'E-E1-2025-01', 66_000, { paidOn: '2025-01-15' }),
      payment('t-3', 'E-E1-2025-01', 717, { paidOn: '2025-01-20' }),
    ])
    expect(rows.map(({ status }) => status)).toEqual(['recorded', 'recorded', 'recorded'])
    const receipts = (await office.items()).filter(({ pk }) => /^PAYMENT#t-[123]$/.test(pk))
    const events = toEvents(receipts.map((item, index) => ({ sequence: String(index), item })))
    // All three are of one account and month: one event.
    expect(events).toHaveLength(1)
    const told = contributionsReceived.schema.parse(events[0]?.event).data.receipts
    const of = (id: string) => told.find(({ paymentId }) => paymentId === id)
    expect(of('t-1')).toMatchObject({ pooled: 233_509, account: 0 })
    expect(of('t-1')).not.toHaveProperty('completes')
    expect(of('t-2')).not.toHaveProperty('completes')
    expect(of('t-3')).toMatchObject({
      pooled: 0,
      account: 717,
      completes: {
        from: '2025-01',
        to: '2025-01',
        persons: [{}, {}, { personId: 'Phigh', account: 42_264 }],
      },
    })
    expect(await bill('E-E1-2025-01')).toMatchObject({ status: 'paid', completedOn: '2025-01-20' })
  })

  it('shows the late fee of what is overdue: 3,002.26 yuan for 30 days at 0.05 % a day', async () => {
    const { body } = await office.call(tokens.hefei, 'GET', '/bills/E-E1-2025-02', {
      query: { asOf: '2025-04-29' },
    })
    // Due on 30 March, 30 days after February's end; 3,002.26 yuan × 0.05 % × 30 = 45.03.
    expect(body.lateFee).toEqual({
      ...{ asOf: '2025-04-29', days: 30, arrears: 300_226, amount: 4_503, billed: 0 },
    })
  })
})

describe('a bill of more than a hundred persons', () => {
  it('shows them a hundred at a time, and leaves a look at each; a list shows how many they are', async () => {
    // A bill of the first releases, which had up to two hundred on one.
    const persons = Array.from({ length: 130 }, (_, n) => `Pmany${n}`)
    const lines = persons.map((personId) => ({ personId, account: 10_000, base: 500_000 }))
    const whole: Bill = {
      ...{ ...employerMonth, billId: 'E-W130-2025-04', employerId: 'W130', city: '340200', persons: lines },
      ...{ from: '2025-04', to: '2025-04', issuedOn: '2025-04-01', dueOn: '2025-05-30' },
      dues: [
        { payer: 'employer', pooled: 4_550_000, account: 0 },
        { payer: 'individual', pooled: 0, account: 1_300_000 },
      ],
    }
    expect(await office.store.write([issueWrite(whole)])).toEqual({ status: 'written' })
    const path = '/bills/E-W130-2025-04'
    const first = (await office.call(tokens.wuhu, 'GET', path)).body
    expect(first).toMatchObject({ headcount: 130, persons: { length: 100 } })
    const query = { cursor: String(first.cursor) }
    const second = (await office.call(tokens.wuhu, 'GET', path, { query })).body
    expect(second).not.toHaveProperty('cursor')
    const shown = [first, second].flatMap((each) => each.persons as { personId: string }[])
    expect(shown.map(({ personId }) => personId)).toEqual(persons)
    expect(
      await office.call(tokens.province, 'GET', '/looks', { query: { personId: 'Pmany129' } }),
    ).toMatchObject({
      body: { looks: [{ subject: 'clerk-340200', operation: 'GET /v1/contribution/bills/{billId}' }] },
    })
    const list = await office.call(tokens.wuhu, 'GET', '/bills', {
      query: { city: '340200', kind: 'employer-month', period: '2025-04' },
    })
    expect(list.body.bills).toMatchObject([{ billId: 'E-W130-2025-04', headcount: 130 }])
    expect(JSON.stringify(list.body)).not.toContain('Pmany')
  })

  it('is told as billed by a later run, and a corrected wage is a difference against it', async () => {
    const persons = Array.from({ length: 130 }, (_, n) => `Pmany${n}`)
    await office.deliver(
      ...persons.map((personId) => employed(personId, { city: '340200', employerId: 'W130' })),
    )
    const lines = persons.map((personId) => ({ personId, monthlyWageFen: 500_000 }))
    lines[0] = { personId: 'Pmany0', monthlyWageFen: 600_000 }
    await office.call(tokens.wuhu, 'PUT', '/employers/W130/payroll', {
      key: 'many',
      body: { city: '340200', lines },
    })
    await runOut(month('many', '340200', '2025-04'))
    expect(await bill('E-W130-2025-04-2')).toMatchObject({
      charge: 'base-difference',
      persons: [
        {
          personId: 'Pmany0',
          baseBefore: 500_000,
          base: 600_000,
          pooled: 7_000,
          account: 2_000,
          of: 'E-W130-2025-04',
        },
      ],
    })
    expect(await bill('E-W130-2025-04-3')).toBeUndefined()
  })
})

describe('a payment', () => {
  beforeAll(async () => {
    await office.deliver(covered('Ppay', { city: '340200' }), covered('Prefund', { city: '340200' }))
    await runOut(year('pay', '340200'))
  })

  it('is held in suspense, with its figures, when it is more than is due or its bill is unknown; no day to come is taken', async () => {
    const [over, unknown, nothing, future] = await pay([
      payment('p-over', 'R-Ppay-2025', 40_001),
      payment('p-unknown', 'R-nobody-2025', 40_000),
      payment('p-nothing', 'R-Ppay-2025', 40_000, { payer: 'employer' }),
      payment('p-future', 'R-Ppay-2025', 40_000, { paidOn: '2098-01-01' }),
    ])
    expect(over).toMatchObject({
      status: 'suspended',
      code: 'contribution.overpaid',
      figures: { due: 40_000, paid: 0, amount: 40_001 },
    })
    expect(unknown).toMatchObject({ status: 'suspended', code: 'contribution.bill-unknown' })
    expect(nothing).toMatchObject({ status: 'suspended', code: 'contribution.nothing-due' })
    expect(future).toMatchObject({ status: 'refused', code: 'contribution.paid-in-future' })
    expect(await bill('R-Ppay-2025')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('is recorded once when it comes many times at once, by file and by event', async () => {
    const one = payment('p-1', 'R-Ppay-2025', 40_000)
    const { amountFen: _, ...inYuan } = one
    const event = {
      source: 'tongchou.tax',
      'detail-type': 'payment-made.v2',
      detail: { id: 'tax-1', occurredOn: '2024-11-05', data: { ...inYuan, amountFen: 40_000 } },
    }
    const answers = await Promise.all([pay([one]), pay([one]), office.deliver(event), pay([one])])
    expect(answers[2]).toBe(0)
    expect(await pay([one])).toMatchObject([{ status: 'repeated' }])
    expect(await pay([{ ...inYuan, amountYuan: '400.00' }])).toMatchObject([{ status: 'repeated' }])
    expect(await pay([{ ...one, amountFen: 39_999 }])).toMatchObject([
      { status: 'refused', code: 'contribution.payment-differs' },
    ])
    expect(await bill('R-Ppay-2025')).toMatchObject({ status: 'paid', paid: 40_000 })
  })

  it('that is reported again under the same key is answered as repeated, and is another command under another', async () => {
    const body = { payments: [payment('p-1', 'R-Ppay-2025', 40_000)] }
    const report = (more: object = {}) =>
      office.call(tokens.tax, 'POST', '/payments', { key: 'once', body: { ...body, ...more } })
    const repeated = { status: 200, body: { rows: [{ status: 'repeated' }] } }
    expect(await report()).toMatchObject(repeated)
    expect(await report()).toMatchObject(repeated)
    expect(await report({ payments: [payment('p-2', 'R-Ppay-2025', 1)] })).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key.other-payload' },
    })
  })

  it('on a bill of another city is to the tax office of one city as one on no bill at all, and held', async () => {
    const hefei = { scope: 'tax', division: '340100' }
    const unknown = (billId: string) => ({
      status: 'suspended',
      code: 'contribution.bill-unknown',
      figures: { billId },
    })
    const rows = await pay(
      [
        payment('h-1', 'E-E3-2025-03', 1, { paidOn: '2025-01-15' }),
        payment('h-2', 'R-Ppay-2025', 1),
        payment('p-1', 'R-Ppay-2025', 40_000),
        payment('h-3', 'R-nobody-2025', 1),
        payment('h-4', 'R-Prefund-2025', 1),
        payment('h-5', 'R-Prefund-2025', 1),
      ],
      hefei,
    )
    expect(rows).toMatchObject([
      { paymentId: 'h-1', status: 'recorded' },
      unknown('R-Ppay-2025'),
      // The payment of another city that has this id is the very same, which they are not told.
      unknown('R-Ppay-2025'),
      unknown('R-nobody-2025'),
      unknown('R-Prefund-2025'),
      unknown('R-Prefund-2025'),
    ])
    for (const held of ['h-2', 'h-3', 'h-4'])
      expect((await office.items()).find(({ pk }) => pk === `PAYMENT#${held}`)).toMatchObject({
        suspense: { city: '340100', scheme: 'resident' },
      })
    const named = await pay([payment('h-6', 'R-nobody-2025', 1, { city: '340200' })], hefei)
    expect(named).toMatchObject([
      { status: 'refused', code: 'caller.other-division', figures: { division: '340100' } },
    ])
    expect(await bill('R-Prefund-2025')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('is taken back by a refund of no more than was paid, and the bill can be paid again', async () => {
    await pay([payment('r-1', 'R-Prefund-2025', 40_000)])
    expect(await pay([payment('r-2', 'R-Prefund-2025', 40_001, { kind: 'refund' })])).toMatchObject([
      { status: 'suspended', code: 'contribution.refund-above-paid' },
    ])
    await pay([payment('r-3', 'R-Prefund-2025', 40_000, { kind: 'refund' })])
    expect(await bill('R-Prefund-2025')).toMatchObject({ status: 'refunded', paid: 0 })
    expect(await pay([payment('r-4', 'R-Prefund-2025', 40_000)])).toMatchObject([{ status: 'recorded' }])
    expect(await bill('R-Prefund-2025')).toMatchObject({ status: 'paid', paid: 40_000 })
    const [refund] = (await office.items()).filter(({ pk }) => pk === 'PAYMENT#r-3')
    expect(refund?.receipt).toMatchObject({ pooled: -40_000, account: 0 })
  })
})

describe('the income account', () => {
  it('is swept of everything received so far, once, whoever sweeps at the same time', async () => {
    const body = { city: '340200', scheme: 'resident', fundYear: 2025, on: '2025-01-02' }
    const sweep = (key: string) => office.call(tokens.wuhu, 'POST', '/sweeps', { key, body })
    const [before] = await income('340200', 'resident')
    const answers = await Promise.all([sweep('s-1'), sweep('s-2'), sweep('s-3'), sweep('s-1')])
    const moved = answers.filter(({ status }) => status === 201)
    const amounts = new Map(moved.map((each) => [each.body.sweepId, Number(each.body.amount)]))
    expect([...amounts.values()].reduce((total, amount) => total + amount, 0)).toBe(before?.balance)
    for (const { status, body: said } of answers.filter((each) => !moved.includes(each)))
      expect({ status, code: said.code }).toEqual({ status: 409, code: 'contribution.nothing-to-sweep' })
    // Beside it lies, in the year of its receipt, what is in suspense: 40,001 and 40,000 fen, less a refund of 40,001.
    expect(await income('340200', 'resident')).toMatchObject([
      { received: before?.received, balance: 0 },
      { received: 40_000, swept: 0 },
    ])
    const key = ['s-1', 's-2', 's-3'][answers.findIndex(({ status }) => status === 201)] ?? 's-1'
    const again = await sweep(key)
    expect(again).toMatchObject({ status: 201, body: { amount: amounts.get(again.body.sweepId) } })
    expect(
      await office.call(tokens.wuhu, 'POST', '/sweeps', { key, body: { ...body, fundYear: 2024 } }),
    ).toMatchObject({ status: 409, body: { code: 'idempotency-key.other-payload' } })
  })

  it('that holds nothing is not swept: nothing is recorded, and no sweep is named', async () => {
    const sweeps = async () => (await office.items()).filter(({ kind }) => kind === 'sweep').length
    const before = await sweeps()
    for (const fundYear of [2025, 2031]) {
      const body = { city: '340200', scheme: 'resident', fundYear, on: '2025-01-02' }
      const refused = await office.call(tokens.wuhu, 'POST', '/sweeps', { key: `none-${fundYear}`, body })
      expect(refused).toMatchObject({ status: 409, body: { code: 'contribution.nothing-to-sweep' } })
      expect(refused.body).not.toHaveProperty('sweepId')
    }
    expect(await sweeps()).toBe(before)
  })
})

describe('a caller', () => {
  it("does not bill, sweep, claim for or see another city's, and only feeds report payments", async () => {
    const forbidden = { status: 403, body: { code: 'caller.other-division' } }
    const as = (path: string, body: object) => office.call(tokens.hefei, 'POST', path, { key: 'k', body })
    expect(
      await as('/billing-runs', { kind: 'employer-month', city: '340200', month: '2025-01' }),
    ).toMatchObject(forbidden)
    expect(
      await as('/sweeps', { city: '340200', scheme: 'resident', fundYear: 2025, on: '2025-01-31' }),
    ).toMatchObject(forbidden)
    expect(await as('/subsidy-statements', { city: '340200', year: 2025, asOf: '2025-01-31' })).toMatchObject(
      forbidden,
    )
    expect(await office.call(tokens.hefei, 'GET', '/bills/R-Ppay-2025')).toMatchObject({
      status: 404,
      body: { code: 'contribution.bill-unknown' },
    })
    expect(await office.call(tokens.hefei, 'GET', '/bills', { query: { city: '340200' } })).toMatchObject(
      forbidden,
    )
    const lines = [{ personId: 'P1', monthlyWageFen: 1 }]
    expect(
      await office.call(tokens.hefei, 'PUT', '/employers/W9/payroll', {
        key: 'k',
        body: { city: '340200', lines },
      }),
    ).toMatchObject(forbidden)
    expect(
      await office.call(tokens.hefei, 'PUT', '/employers/W9/payroll', {
        key: 'w9',
        body: { city: '340100', lines },
      }),
    ).toMatchObject({ status: 409, body: { code: 'contribution.employer-elsewhere' } })
    // Registered in another city than it declares in, it could declare in neither.
    expect(
      await office.call(tokens.hefei, 'PUT', '/employers/W9', {
        key: 'r9',
        body: { city: '340100', name: 'W9', kind: 'residents' },
      }),
    ).toMatchObject({
      status: 409,
      body: { code: 'contribution.employer-elsewhere', figures: { city: '340200' } },
    })
    expect(await as('/payments', { payments: [payment('x', 'R-Ppay-2025', 1)] })).toMatchObject({
      status: 403,
      body: { code: 'caller.no-scope' },
    })
  })
})

describe('after all of this', () => {
  it('every invariant of contributions holds', async () => {
    expect(await violations()).toEqual([])
  })
})
