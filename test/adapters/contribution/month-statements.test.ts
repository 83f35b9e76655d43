import { describe, expect, it } from 'vitest'
import { chinaDay, monthOf } from '#shared/calendar/day.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { issueWrite } from '../../../services/contribution/bill/store.ts'
import type { MonthStatement } from '../../../services/contribution/month-statement/rules/statement.ts'
import {
  startStating,
  startStatingDue,
  stateMonth,
} from '../../../services/contribution/month-statement/state-months.ts'
import { employerMonth } from '../../unit/contribution/given.ts'
import { call, giveBack, office, openDesk, outcome, pay, payment, published, read } from './desk.ts'

openDesk('A', 'B')

const second: Token = { ...tokens.hefei, sub: 'second-officer' }
const today = chinaDay(new Date())
let runs = 0
const work = async () => {
  for (let units = office.queued(); units.length > 0; units = office.queued())
    for (const unit of units) await stateMonth(unit, office.effects)
}
const state = async (...months: string[]) => {
  office.queued()
  runs += 1
  await startStating({ commandId: `s-${runs}`, city: '340100', months, statedOn: today }, office.effects)
  await work()
}
const statements = async (scheme: string, month: string) =>
  (await office.items()).filter(
    (item) =>
      item.kind === 'month-statement' &&
      item.city === '340100' &&
      item.scheme === scheme &&
      item.month === month,
  ) as unknown as MonthStatement[]
const latest = async (scheme: string, month: string) => (await statements(scheme, month)).at(-1)
const linesOf = (statement: MonthStatement | undefined) =>
  statement?.lines.map(({ line, of, payer, count, pooled, account }) =>
    [line, of, payer ?? '-', count, pooled + account].join(' '),
  )
/** An employer's bill of January 2025: 854 yuan of theirs and 244 of their employees, issued on the fifth. */
const bill = {
  ...employerMonth,
  billId: 'E-E7-2025-01',
  employerId: 'E7',
  persons: [],
  issuedOn: '2025-01-05',
}
const byEmployer = (paymentId: string, amountFen: number, paidOn: string, more: object = {}) => ({
  ...{ paymentId, billId: bill.billId, payer: 'employer', kind: 'payment', amountFen, paidOn },
  ...more,
})

describe('a month of contributions', () => {
  it('is stated with its bills, payments and refunds, and what each payer has open then', async () => {
    await office.store.write([issueWrite(bill)])
    await pay(byEmployer('m-1', 80_000, '2025-01-20'), byEmployer('m-2', 4_000, '2025-02-10'))
    await pay(byEmployer('m-3', 1_000, '2025-02-11', { kind: 'refund' }))
    await state('2025-01', '2025-02')
    expect(linesOf(await latest('employee', '2025-01'))).toEqual([
      'issued employer-month employer 1 85400',
      'issued employer-month individual 1 24400',
      'paid premium employer 1 80000',
    ])
    expect(await latest('employee', '2025-02')).toMatchObject({
      after: { month: '2025-01', revision: 1 },
      balances: [
        { payer: 'employer', opening: 5_400, closing: 2_400 },
        { payer: 'individual', opening: 24_400, closing: 24_400 },
      ],
    })
    expect(linesOf(await latest('employee', '2025-02'))).toEqual([
      'paid premium employer 1 4000',
      'refunded premium employer 1 -1000',
    ])
  })

  it('tells how far what was due was collected, by payer, and what is open then', async () => {
    const { status, body } = await read(tokens.hefei, '/indicators/2025-01', { city: '340100' })
    expect(status).toBe(200)
    // Of 854 yuan of the employer's 800 were paid, 93.68 %; of the employees' 244 nothing.
    expect(body).toMatchObject({
      month: '2025-01',
      divisions: [
        {
          ...{ city: '340100', scheme: 'employee', revision: 1 },
          collected: [
            { payer: 'employer', due: 85_400, collected: 80_000, rate: 936_768, open: 5_400 },
            { payer: 'individual', due: 24_400, collected: 0, rate: 0, open: 24_400 },
          ],
          suspense: { received: 0, assigned: 0, returned: 0 },
        },
        { scheme: 'resident' },
      ],
      notStated: [],
    })
    // A month's due is what was open before it; a refund takes off what was collected in it.
    expect((await read(tokens.hefei, '/indicators/2025-02', { city: '340100' })).body).toMatchObject({
      divisions: [
        {
          collected: [
            { payer: 'employer', due: 5_400, collected: 3_000, rate: 555_556, open: 2_400 },
            { payer: 'individual', due: 24_400, collected: 0 },
          ],
        },
        { scheme: 'resident' },
      ],
    })
    expect((await read(tokens.hefei, '/indicators/2024-06', { city: '340100' })).body).toMatchObject({
      divisions: [],
      notStated: [
        { city: '340100', scheme: 'employee' },
        { city: '340100', scheme: 'resident' },
      ],
    })
    expect((await read(tokens.hefei, '/indicators/2025-01', {})).status).toBe(403)
  })

  it('stated again says nothing new, and is a next revision once something of it was told late', async () => {
    await state('2025-01', '2025-02')
    expect(await statements('employee', '2025-02')).toHaveLength(1)
    await pay(byEmployer('m-4', 400, '2025-01-31'))
    await state('2025-01', '2025-02')
    expect((await statements('employee', '2025-01')).map(({ revision }) => revision)).toEqual([1, 2])
    expect(await latest('employee', '2025-02')).toMatchObject({
      ...{ revision: 2, after: { month: '2025-01', revision: 2 } },
      balances: [{ payer: 'employer', opening: 5_000, closing: 2_000 }, {}],
    })
  })

  it('has what was written off in the month of the second officer’s decision', async () => {
    const { body } = await call(tokens.hefei, 'POST', `/bills/${bill.billId}/write-offs`, {
      ...{ payer: 'individual', kind: 'write-off', amountFen: 24_400 },
      ...{ why: 'nothing is left', document: 'COURT-7' },
    })
    await call(second, 'POST', `/write-offs/${body.writeOffId}/approval`)
    await state(monthOf(today))
    expect(linesOf(await latest('employee', monthOf(today)))).toEqual([
      'taken-off write-off individual 1 24400',
    ])
  })

  it('has money in suspense as it came, as it was assigned or returned, and the receipt of what was assigned', async () => {
    await pay(payment('x-1', 'nobody', { amountFen: 70_000 }), payment('x-2', 'B', { amountFen: 40_001 }))
    await giveBack('x-1', { amountFen: 30_000 })
    expect((await outcome('x-1')).status).toBe('suspended')
    await state(monthOf(today))
    expect(linesOf(await latest('resident', monthOf(today)))).toEqual(
      expect.arrayContaining(['suspense received - 2 110001', 'suspense returned - 1 -30000']),
    )
  })

  it('has interest and sweeps of both ways', async () => {
    const fund = { city: '340100', scheme: 'employee' }
    await call(tokens.treasury, 'POST', '/interest', {
      ...{ ...fund, heldIn: 'income', amount: 77, creditedOn: '2025-03-21', treasuryRef: 'B-1' },
    })
    await call(tokens.hefei, 'POST', '/sweeps', { ...fund, fundYear: 2025, on: '2025-03-31' })
    await call(tokens.treasury, 'POST', '/sweep-returns', {
      ...{ ...fund, fundYear: 2025, amount: 500, returnedOn: '2025-03-31', treasuryRef: 'B-2' },
    })
    await state('2025-03')
    expect(linesOf(await latest('employee', '2025-03'))).toEqual([
      'interest income - 1 77',
      'swept come-back - 1 -500',
      'swept swept - 1 83477',
    ])
  })

  it('is told to the ledger once for each revision', async () => {
    const told = (await published())
      .filter(({ type }) => type === 'month-stated.v1')
      .map(({ data }) => data as { scheme: string; month: string; revision: number })
    const ofJanuary = told.filter(({ scheme, month }) => scheme === 'employee' && month === '2025-01')
    expect(ofJanuary.map(({ revision }) => revision)).toEqual([1, 2])
  })

  it('is refused before it is over', async () => {
    const asked = { city: '340100', month: monthOf(today) }
    expect(await call(tokens.hefei, 'POST', '/month-statements', asked)).toMatchObject({
      status: 422,
      body: { code: 'contribution.month-not-over' },
    })
  })

  it('is stated for every city on the fifth, after the month before, by a message that may come twice', async () => {
    office.queued()
    const message = {
      ...{ runId: 'schedule', unitId: 'schedule', task: 'state-months', input: {} },
      dueAt: '2025-05-05T00:00:00.000Z',
    }
    await startStatingDue(message, office.effects)
    await startStatingDue(message, office.effects)
    await work()
    expect(await statements('employee', '2025-03')).toHaveLength(1)
    expect(await latest('employee', '2025-04')).toMatchObject({
      ...{ statedOn: '2025-05-05', after: { month: '2025-03', revision: 1 } },
      ...{ lines: [] },
    })
  })
})
