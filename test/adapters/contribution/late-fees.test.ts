import { describe, expect, it } from 'vitest'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { issueWrite } from '../../../services/contribution/bill/store.ts'
import { billFees, startFees } from '../../../services/contribution/late-fee/bill-fees.ts'
import { employerMonth } from '../../unit/contribution/given.ts'
import { call, office, openDesk, pay, published, read } from './desk.ts'

openDesk('R')

const second: Token = { ...tokens.hefei, sub: 'second-officer' }
/** An employer's bill of a month: 854 yuan of theirs and 244 of their employees, due in March 2025. */
const bill = (employer: string, month = '2025-01') => ({
  ...employerMonth,
  ...{ billId: `E-${employer}-${month}`, employerId: employer, from: month, to: month, persons: [] },
})
const issue = (...bills: (typeof employerMonth)[]) => office.store.write(bills.map(issueWrite))
const paying = (paymentId: string, billId: string, amountFen: number, more: object = {}) => ({
  ...{ paymentId, billId, payer: 'employer', kind: 'payment', amountFen, paidOn: '2025-03-12' },
  ...more,
})
let runs = 0
const run = async (through: string) => {
  office.queued()
  runs += 1
  await startFees({ commandId: `fees-${runs}`, city: '340100', through }, office.effects)
  for (const unit of office.queued()) await billFees(unit, office.effects)
}
const show = async (billId: string) => (await call(tokens.hefei, 'GET', `/bills/${billId}`)).body
const arrearsOf = async (debtor: string) =>
  (await read(tokens.hefei, '/arrears', { city: '340100', scheme: 'employee', debtor })).body.arrears
const propose = (billId: string, body: object) =>
  call(tokens.hefei, 'POST', `/bills/${billId}/write-offs`, {
    ...{ payer: 'employer', why: 'nothing is left', document: 'COURT-7' },
    ...body,
  })
const decide = (writeOffId: unknown, as: string, token = second, body?: object) =>
  call(token, 'POST', `/write-offs/${writeOffId}/${as}`, body)

describe('late fees', () => {
  it('are billed apart for each overdue month, once, however often they are asked for', async () => {
    await issue(bill('E1'), bill('E1', '2025-02'))
    await run('2025-03-12')
    await run('2025-03-12')
    expect(await arrearsOf('E1')).toEqual([
      expect.objectContaining({ billId: 'E-E1-2025-01', open: 109_800 }),
      expect.objectContaining({ billId: 'E-E1-2025-02', open: 109_800 }),
      expect.objectContaining({ billId: 'L-E-E1-2025-01-1', open: 549 }),
      expect.objectContaining({ billId: 'L-E-E1-2025-02-1', open: 549 }),
    ])
    expect(await show('L-E-E1-2025-01-1')).toMatchObject({
      kind: 'late-fee',
      due: 549,
      feeOf: 'E-E1-2025-01',
    })
  })

  it('of what was paid late before the run are billed too, and then run on no more', async () => {
    await issue(bill('E2'))
    await pay(
      paying('e2-1', 'E-E2-2025-01', 85_400),
      paying('e2-2', 'E-E2-2025-01', 24_400, { payer: 'individual' }),
    )
    await run('2025-04-30')
    await run('2025-05-31')
    expect(await arrearsOf('E2')).toEqual([
      expect.objectContaining({ billId: 'L-E-E2-2025-01-1', open: 549 }),
    ])
  })

  it('are paid like any bill, and told as income of their own line', async () => {
    expect(await pay(paying('e2-3', 'L-E-E2-2025-01-1', 549))).toEqual(['recorded'])
    const told = (await published()).flatMap(({ data }) => (data as { receipts?: object[] }).receipts ?? [])
    expect(told).toContainEqual(expect.objectContaining({ paymentId: 'e2-3', line: 'late-fee', pooled: 549 }))
    expect(await show('L-E-E2-2025-01-1')).toMatchObject({ status: 'paid', open: 0 })
  })

  it('are waived by two officers, and what is waived is not taken any more', async () => {
    const { body } = await propose('L-E-E1-2025-01-1', { kind: 'waiver', amountFen: 500 })
    expect(await decide(body.writeOffId, 'approval', tokens.hefei)).toMatchObject({
      body: { code: 'contribution.proposer-is-approver' },
    })
    expect(await decide(body.writeOffId, 'approval')).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    })
    expect(await decide(body.writeOffId, 'approval')).toMatchObject({ status: 200 })
    expect(await show('L-E-E1-2025-01-1')).toMatchObject({ due: 549, open: 49 })
    expect(await pay(paying('e1-1', 'L-E-E1-2025-01-1', 549))).toEqual(['suspended contribution.overpaid'])
  })
})

describe('arrears', () => {
  it('are written off by two officers with a document, put back the same way, and leave the list between', async () => {
    await issue(bill('E3'))
    const off = await propose('E-E3-2025-01', { kind: 'write-off', amountFen: 85_400 })
    const own = await propose('E-E3-2025-01', { kind: 'write-off', amountFen: 24_400, payer: 'individual' })
    for (const { body } of [off, own]) await decide(body.writeOffId, 'approval')
    expect(await arrearsOf('E3')).toEqual([])
    expect(await show('E-E3-2025-01')).toMatchObject({ status: 'issued', open: 0, paid: 0 })
    const back = await propose('E-E3-2025-01', { kind: 'reinstatement', amountFen: 85_400 })
    await decide(back.body.writeOffId, 'approval')
    expect(await arrearsOf('E3')).toEqual([expect.objectContaining({ open: 85_400 })])
  })

  it('are not written off above what is open, nor what a resident did not pay', async () => {
    expect(await propose('E-E3-2025-01', { kind: 'write-off', amountFen: 85_401 })).toMatchObject({
      body: { code: 'write-off.above-open', figures: { open: 85_400 } },
    })
    expect(await propose('E-E3-2025-01', { kind: 'waiver', amountFen: 1 })).toMatchObject({
      body: { code: 'write-off.other-kind' },
    })
    expect(await propose('R-R-2025', { kind: 'write-off', amountFen: 1, payer: 'individual' })).toMatchObject(
      { body: { code: 'write-off.other-kind' } },
    )
  })

  it('that were paid meanwhile are not written off by a proposal from before', async () => {
    const { body } = await propose('E-E3-2025-01', { kind: 'write-off', amountFen: 85_400 })
    await pay(paying('e3-1', 'E-E3-2025-01', 400))
    expect(await decide(body.writeOffId, 'approval')).toMatchObject({
      body: { code: 'write-off.above-open' },
    })
    expect(await decide(body.writeOffId, 'rejection', second, { reason: 'they pay' })).toMatchObject({
      body: { state: 'rejected' },
    })
    expect(await decide(body.writeOffId, 'approval')).toMatchObject({ body: { code: 'write-off.decided' } })
  })

  it('are added up by age, of all and of one employer', async () => {
    const query = { city: '340100', scheme: 'employee', asOf: '2025-04-11' }
    const { body } = await read(tokens.hefei, '/arrears-by-age', { ...query, debtor: 'E1' })
    expect(body).toMatchObject({
      // Of April and May: 2,690 and 1,702 for each of the two months.
      notDue: { count: 4, open: 8_784 },
      bands: [
        { overDays: 0, upToDays: 30, count: 2, open: 49 + 549 },
        { overDays: 30, upToDays: 90, count: 2, open: 219_600 },
        ...[{ open: 0 }, { open: 0 }, { open: 0 }, { overDays: 730, open: 0 }],
      ],
    })
    const all = (await read(tokens.hefei, '/arrears-by-age', query)).body
    expect(all.bands).toMatchObject([{ open: 598 }, { open: 219_600 + 85_000 }, {}, {}, {}, {}])
  })
})
