import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { readBill } from '../../../services/contribution/bill/store.ts'
import { billMonthUnit } from '../../../services/contribution/billing/bill-month-unit.ts'
import { billResidents } from '../../../services/contribution/billing/bill-shards.ts'
import { saveCoverages } from '../../../services/contribution/coverage/save-coverages.ts'
import { tellDues } from '../../../services/contribution/exchange/exchange-dues.ts'
import { readExchange } from '../../../services/contribution/exchange/store.ts'
import { readIncomeAccount } from '../../../services/contribution/income/store.ts'
import { sweepIncome } from '../../../services/contribution/income/sweep-income.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { approveProposal, proposeSuspense } from '../../../services/contribution/payment/decide-proposal.ts'
import { recordPayments } from '../../../services/contribution/payment/record-payments.ts'
import { readPayment } from '../../../services/contribution/payment/store.ts'
import { savePayroll } from '../../../services/contribution/payroll/save-payroll.ts'
import { compareLists } from '../../../services/contribution/reconciliation/compare-lists.ts'
import { dayLists } from '../../../services/contribution/reconciliation/store.ts'
import { takeListPart } from '../../../services/contribution/reconciliation/take-list.ts'
import { askRefund } from '../../../services/contribution/refund-request/decide-request.ts'
import { countForStatement } from '../../../services/contribution/subsidy/count-residents.ts'
import { startStatement } from '../../../services/contribution/subsidy/start-statement.ts'
import { readStatement } from '../../../services/contribution/subsidy/store.ts'
import { openOffice, reportedOn } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.stop())

/** Writes as ever until the given write, whose answer is lost (or which never happens): the function dies there. */
const dying = (at: number, when: 'before' | 'after'): Store => {
  let writes = 0
  return {
    ...office.store,
    write: async (each) => {
      writes += 1
      if (writes === at && when === 'before') throw new Error('killed before the write')
      const written = await office.store.write(each)
      if (writes === at) throw new Error('killed after the write')
      return written
    },
  }
}

const deaths = [1, 2, 3].flatMap((at) => [
  { at, when: 'before' as const },
  { at, when: 'after' as const },
])

const person = (personId: string) => ({
  personId,
  version: 1,
  scheme: 'resident' as const,
  city: '340100' as const,
  employment: 'resident' as const,
  aid: 'monitored' as const,
  birthOn: '1980-05-20',
  from: '2025-01-01',
  to: null,
})

describe.each(deaths)('a function killed $when its write number $at', ({ at, when }) => {
  const name = `${when}${at}`
  const persons = Array.from({ length: 12 }, (_, index) => `P${name}x${index}`)
  const dies = async (work: (store: Store) => Promise<unknown>) => {
    await work(dying(at, when)).catch(() => undefined)
  }

  it('leaves billing, payments and the subsidy statement as if nothing had happened, once tried again', async () => {
    const year = 2017 + deaths.findIndex((death) => death.at === at && death.when === when)
    for (const personId of persons)
      await saveCoverages(
        [{ ...person(personId), from: `${year}-01-01`, to: `${year}-12-31` }],
        office.effects,
      )
    const { units } = await office.start({ kind: 'resident-year', commandId: name, city: '340100', year })
    for (const unit of units) {
      await dies((store) => billResidents(unit, office.effectsOver(store)))
      await billResidents(unit, office.effects)
    }
    const bills = await Promise.all(
      persons.map((personId) => readBill(office.store, `R-${personId}-${year}`)),
    )
    expect(bills.every((bill) => bill?.bill.status === 'issued')).toBe(true)

    const payments = persons.map((personId) => ({
      paymentId: `pay-${personId}`,
      billId: `R-${personId}-${year}`,
      payer: 'individual' as const,
      kind: 'payment' as const,
      amount: bills[0]?.bill.dues[0]?.pooled ?? 0,
      paidOn: `${year - 1}-11-01`,
    }))
    // Of the first bill half a dozen fen are still to come, so it is paid by two payments, one after the other.
    const [first, ...others] = payments
    if (!first) throw new Error('nobody pays')
    const split = [
      { ...first, amount: first.amount - 6 },
      { ...first, paymentId: `${first.paymentId}-2`, amount: 6 },
      ...others,
    ]
    await dies((store) => recordPayments(split, reportedOn('2030-01-01'), { ...office.effects, store }))
    const again = await recordPayments(split, reportedOn('2030-01-01'), office.effects)
    expect(again.map(({ status }) => status)).not.toContain('refused')
    const thrice = await recordPayments(split, reportedOn('2030-01-01'), office.effects)
    expect(thrice.map(({ status }) => status)).toEqual(split.map(() => 'repeated'))

    const statement = { commandId: name, city: '340100' as const, year, asOf: `${year}-01-01` }
    await dies((store) => startStatement(statement, office.effectsOver(store)))
    const begun = await office.begin(statement)
    for (const unit of begun.units) {
      await dies((store) => countForStatement(unit, office.effectsOver(store)))
      await countForStatement(unit, office.effects)
    }
    const issued = await readStatement(office.store, begun.statementId)
    expect(issued?.statement).toMatchObject({ headcount: 12, status: 'issued' })

    const account = { city: '340100' as const, scheme: 'resident' as const, fundYear: year }
    const sweep = { sweepId: name, ...account, on: `${year}-01-02` }
    await dies((store) => sweepIncome(sweep, { store }))
    await sweepIncome(sweep, office.effects)
    const { received, swept } = await readIncomeAccount(office.store, account)
    expect(received).toBe(12 * (bills[0]?.bill.dues[0]?.pooled ?? 0))
    expect(swept).toBe(received)
  })

  it('leaves money in suspense once, and takes it out once when it fits', async () => {
    const year = 2025 + deaths.findIndex((death) => death.at === at && death.when === when)
    const whom = { ...person(`S${name}`), from: `${year}-01-01`, to: `${year}-12-31` }
    await saveCoverages([whom], office.effects)
    const { units } = await office.start({
      kind: 'resident-year',
      commandId: `s${name}`,
      city: '340100',
      year,
    })
    for (const unit of units) await billResidents(unit, office.effects)
    const billId = `R-S${name}-${year}`
    const due = (await readBill(office.store, billId))?.bill.dues[0]?.pooled ?? 0
    const paid = { billId, payer: 'individual' as const, amount: due, paidOn: `${year}-02-01` }
    const list = [
      { ...paid, paymentId: `refund-${name}`, kind: 'refund' as const },
      { ...paid, paymentId: `paid-${name}`, kind: 'payment' as const },
      { ...paid, paymentId: `astray-${name}`, billId: `R-nobody-${year}`, kind: 'payment' as const },
      { ...paid, paymentId: `back-${name}`, billId: `R-no-one-${year}`, kind: 'payment' as const },
    ]
    const report = reportedOn('2035-01-01')
    await dies((store) => recordPayments(list, report, { ...office.effects, store }))
    await recordPayments(list, report, office.effects)
    expect(await readBill(office.store, billId)).toMatchObject({ bill: { status: 'refunded', turns: 2 } })

    const paymentId = `astray-${name}`
    const to = { kind: 'bill', billId, payer: 'individual' } as const
    const assigned = { commandId: `c${name}`, paymentId, why: 'found', to }
    const [one, other] = [
      { by: 'one', on: '2035-01-01' },
      { by: 'other', on: '2035-01-01' },
    ]
    await dies((store) => proposeSuspense(assigned, one, report, { store }))
    expect(await proposeSuspense(assigned, one, report, office.effects)).toMatchObject({
      value: { suspense: { parts: [], proposal: { proposalId: `c${name}`, amount: due } } },
    })
    const approval = { paymentId, proposalId: `c${name}`, ...other }
    await dies((store) => approveProposal(approval, report, { store }))
    expect(await approveProposal(approval, report, office.effects)).toMatchObject({
      value: { suspense: { parts: [{ kind: 'assigned', amount: due, proposed: one, approved: other }] } },
    })
    expect(await readBill(office.store, billId)).toMatchObject({ bill: { status: 'paid', turns: 3 } })

    const returned = { commandId: `r${name}`, paymentId: `back-${name}`, why: 'not ours' }
    const payee = { kind: 'person', id: `S${name}` } as const
    await proposeSuspense(
      { ...returned, to: { kind: 'payer', payee, document: 'SQ-1' } },
      one,
      report,
      office.effects,
    )
    const approvedReturn = { paymentId: `back-${name}`, proposalId: `r${name}`, ...other }
    await dies((store) => approveProposal(approvedReturn, report, { store }))
    const outcome = await approveProposal(approvedReturn, report, office.effects)
    expect(outcome).toMatchObject({ value: { suspense: { parts: [{ kind: 'returned', amount: due }] } } })
    const orders = (await office.items()).filter(
      ({ kind, order }) =>
        kind === 'return-order' && (order as { paymentId: string }).paymentId === `back-${name}`,
    )
    expect(orders).toMatchObject([{ order: { state: 'open', amount: due, payee } }])
  })

  it('leaves an employer with one bill a month', async () => {
    const worker = { ...person(`W${name}`), scheme: 'employee' as const, employment: 'employed' as const }
    await saveCoverages([{ ...worker, employerId: `E${name}` }], office.effects)
    const lines = [{ personId: worker.personId, monthlyWage: 800_000 }]
    const list = { employerId: `E${name}`, city: '340100' as const, lines, linesBy: 'clerk' }
    await savePayroll(list, name, office.effects)
    const command = {
      kind: 'employer-month' as const,
      commandId: `${name}-month`,
      city: '340100' as const,
      month: '2025-01',
    }
    const { runId, units } = await office.start(command)
    for (const unit of units) {
      await dies((store) => billMonthUnit(unit, office.effectsOver(store), '2025-01-01'))
      await billMonthUnit(unit, office.effects, '2025-01-01')
    }
    expect(await readRun(office.store, runId)).toMatchObject({ status: 'done', done: units.length })
    expect((await office.start(command)).units).toEqual([])
    expect(await readBill(office.store, `E-E${name}-2025-01`)).toMatchObject({
      bill: { persons: { length: 1 } },
    })
  })
})

describe.each(deaths)('a function killed $when its write number $at of the exchange', ({ at, when }) => {
  const name = `${when}${at}`
  const dies = async (work: (store: Store) => Promise<unknown>) => {
    await work(dying(at, when)).catch(() => undefined)
  }
  const paid = { paymentId: `X-${name}`, billId: 'nobody', payer: 'individual', kind: 'payment' } as const

  it('tells the tax authority of a bill once, and compares its list once', async () => {
    const year = 2017 + deaths.findIndex((death) => death.at === at && death.when === when)
    const billId = `R-P${name}x0-${year}`
    const tell = (store: Store) => tellDues([billId], '2025-01-05', office.effectsOver(store))
    await dies(tell)
    await tell(office.store)
    const { stored } = await readExchange(office.store, billId)
    expect(stored?.exchange.messages).toMatchObject([{ number: 1, kind: 'add', state: 'sent' }])

    await recordPayments(
      [{ ...paid, amount: 100, paidOn: '2025-01-04', city: '340300' }],
      reportedOn('2025-01-05'),
      office.effects,
    )
    const list = (store: Store) =>
      takeListPart(
        {
          ...{ city: '340300', on: `2025-02-0${at}`, part: 1, parts: 1, count: 1, amount: 100 },
          lines: [{ paymentId: paid.paymentId, amount: 100 }],
        },
        { today: '2025-02-09', commandId: `list-${name}` },
        office.effectsOver(store),
      )
    office.queued()
    await dies(list)
    await list(office.store)
    for (const unit of office.queued()) {
      await dies((store) => compareLists(unit, { store }))
      await compareLists(unit, office.effects)
    }
    const compared = await dayLists.read(office.store, { city: '340300', on: `2025-02-0${at}` })
    expect(compared).toMatchObject({ state: 'compared', theirs: { amount: 100 }, ours: { amount: 0 } })

    const payment = await readPayment(office.store, paid.paymentId)
    if (!payment) throw new Error('no payment')
    const ask = (store: Store) =>
      askRefund(
        {
          ...{ requestId: `TF-${name}`, paymentId: paid.paymentId, amount: 100, why: 'paid twice' },
          asked: { by: 'tax', on: '2025-01-06' },
        },
        payment,
        { store },
      )
    await dies(ask)
    expect(await ask(office.store)).toMatchObject({ value: { state: 'asked' } })
  })
})

describe('after all these deaths', () => {
  it('every invariant of contributions holds', async () => {
    const checks = invariants.map((invariant) => invariant.start())
    for (const item of await office.items()) for (const check of checks) check.see(item)
    const findings = checks.map((check) => check.finish())
    expect(findings.flatMap(({ violations }) => violations)).toEqual([])
    const idle = invariants.filter((_, index) => findings[index]?.checked === 0)
    // Nobody pays from an account, retires or repairs a year, no bill is corrected, no employer struck off, no month stated and no file read here; their own tests do that.
    expect(idle.map(({ id }) => id)).toEqual([
      'contribution.paid-from-accounts',
      ...['contribution.bill-corrections', 'contribution.lump-sums', 'contribution.repairs'],
      'contribution.month-statements',
      ...['contribution.files-add-up', 'contribution.struck-off-are-not-billed'],
      'contribution.stated-as-recorded',
    ])
  })
})
