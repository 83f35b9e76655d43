import { describe, expect, it, vi } from 'vitest'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { differencesArePaid } from '../../../services/contribution/bill-correction/waits.ts'
import { statementIdOf } from '../../../services/contribution/keys.ts'
import { billOf, call, office, openDesk, pay, payment, published, refund } from './desk.ts'

openDesk('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L')

/** What enrolment is told of the differences of somebody that are to be paid. */
const toldOf = async (person: string) =>
  (await published())
    .filter(({ type }) => type === 'differences-changed.v1')
    .flatMap(({ data }) => (data as { differences: { personId: string }[] }).differences)
    .filter(({ personId }) => personId === person)
const dayAfter = (days: number) =>
  new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)

const second = { ...tokens.hefei, sub: 'second-officer' }
const propose = (person: string, aid: string, more: object = {}) =>
  call(tokens.hefei, 'POST', `/bills/R-${person}-2025/corrections`, {
    ...{ aid, why: '身份认定晚于核定', document: 'MZ-2025-17' },
    ...more,
  })
const approve = (correctionId: unknown, token: Token = second) =>
  call(token, 'POST', `/bill-corrections/${String(correctionId)}/approval`)
const correct = async (person: string, aid: string) => {
  const { body } = await propose(person, aid)
  return approve(body.correctionId)
}
const differenceOf = async (person: string, number = 1) =>
  (await call(tokens.hefei, 'GET', `/bills/D-${person}-2025-${number}`)).body
const reject = (correctionId: unknown) =>
  call(second, 'POST', `/bill-corrections/${String(correctionId)}/rejection`, { reason: '重复申请' })
const statement = async (number: number) =>
  (await call(tokens.hefei, 'GET', `/subsidy-statements/${statementIdOf('340100', 2025, number)}`)).body
/** Counts the residents who are paid up, and what a statement was issued with. */
const count = async (commandId: string, asOf = '2025-06-30') => {
  const { statementId, units } = await office.begin({ commandId, city: '340100', year: 2025, asOf })
  for (const unit of units) await office.workOn(unit)
  for (const unit of office.queued()) await office.workOn(unit)
  return (await call(tokens.hefei, 'GET', `/subsidy-statements/${statementId}`)).body
}

/** Whatever is paid back was paid before, and not in the time to come. */
const goesBack = (paymentId: string, billId: string, amountFen: number) =>
  pay(payment(paymentId, '', { ...refund, billId, amountFen, paidOn: '2025-07-10' }))

describe('a resident’s bill that was issued by another category than theirs', () => {
  it('is put right by two officers: what was paid too much is a bill that goes back, and medical aid pays it', async () => {
    await pay(payment('a-1', 'A'))
    expect(await count('first')).toMatchObject({ headcount: 1, aidFunded: 0 })
    // Of 400 yuan medical aid pays 90 % for who is on minimum living in Hefei.
    const { body } = await propose('A', 'minimum-living')
    expect(body).toMatchObject({ state: 'proposed', ownFen: -36_000, aidFundedFen: 36_000 })
    expect((await approve(body.correctionId, tokens.hefei)).body.code).toBe(
      'contribution.proposer-is-approver',
    )
    expect((await approve(body.correctionId)).body).toMatchObject({ differenceBill: 'D-A-2025-1' })
    expect(await approve(body.correctionId)).toMatchObject({ status: 200 })
    expect(await differenceOf('A')).toMatchObject({ kind: 'resident-difference', due: -36_000, paid: 0 })
    // Counted before, so medical aid is claimed at once, and nobody is counted twice.
    expect(await statement(2)).toMatchObject({ headcount: 0, aidFunded: 36_000 })
    expect(await count('again')).toMatchObject({ headcount: 0, aidFunded: 0 })
    expect(await goesBack('a-2', 'D-A-2025-1', 36_000)).toEqual(['recorded'])
    expect(await differenceOf('A')).toMatchObject({ status: 'paid', paid: -36_000 })
  })

  it('gives no more back in all than came, and its head and medical aid go with the money', async () => {
    expect(await goesBack('a-3', 'R-A-2025', 40_000)).toEqual(['suspended contribution.more-back-than-came'])
    expect(await goesBack('a-4', 'R-A-2025', 4_000)).toEqual(['recorded'])
    expect(await count('taken-off', '2025-12-31')).toMatchObject({ headcount: -1, aidFunded: -36_000 })
    expect((await propose('A', 'none')).body.code).toBe('bill-correction.not-standing')
  })

  it('that nobody paid yet is set off: only the right part is left to be paid, and entitles', async () => {
    expect((await correct('B', 'minimum-living')).status).toBe(200)
    expect(await billOf('B')).toMatchObject({ status: 'partly-paid', paid: 36_000 })
    expect(await differenceOf('B')).toMatchObject({ status: 'paid', paid: -36_000 })
    await pay(payment('b-1', 'B', { amountFen: 4_000, paidOn: '2025-07-01' }))
    expect(await billOf('B')).toMatchObject({ status: 'paid', completedOn: '2025-07-01' })
    expect(await count('of-b', '2025-12-31')).toMatchObject({ headcount: 1, aidFunded: 36_000 })
  })

  it('that medical aid should have paid whole is complete with the approval', async () => {
    await correct('C', 'special-hardship')
    expect(await billOf('C')).toMatchObject({ status: 'paid', paid: 40_000 })
  })

  it('is put right again when the document was wrong: nothing is to be paid or goes back, and medical aid gets its part back', async () => {
    await pay(payment('d-1', 'D'))
    await count('of-d', '2025-12-31')
    await correct('D', 'minimum-living')
    expect((await correct('D', 'none')).body).toMatchObject({
      ...{ ownFen: 36_000, aidFundedFen: -36_000, differenceBill: 'D-D-2025-2' },
    })
    expect(await differenceOf('D')).toMatchObject({ status: 'paid', due: -36_000, paid: -36_000 })
    expect(await differenceOf('D', 2)).toMatchObject({ status: 'paid', due: 36_000, paid: 36_000 })
    expect(await count('none-new', '2025-12-31')).toMatchObject({ headcount: 0, aidFunded: 0 })
  })

  it('once what was too much went back, is put right again by a bill of what is to be paid', async () => {
    await pay(payment('f-1', 'F'))
    await correct('F', 'minimum-living')
    expect(await goesBack('f-2', 'D-F-2025-1', 36_000)).toEqual(['recorded'])
    await correct('F', 'none')
    expect(await differenceOf('F', 2)).toMatchObject({ status: 'issued', due: 36_000, paid: 0 })
    // Wrong again before they paid it: they owe nothing.
    await correct('F', 'minimum-living')
    expect(await differenceOf('F', 2)).toMatchObject({ status: 'paid', paid: 36_000 })
    expect(await differenceOf('F', 3)).toMatchObject({ status: 'paid', paid: -36_000 })
  })

  it('that nobody paid is not complete any more once what was set off is due after all, and is when it is paid', async () => {
    // While the year runs: decided after it, nobody is counted for a year that gave no day.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2025-06-20T02:00:00Z') })
    await correct('H', 'special-hardship')
    expect(await billOf('H')).toMatchObject({ status: 'paid', paid: 40_000 })
    await count('of-h', '2026-12-31')
    await correct('H', 'none')
    expect(await billOf('H')).toMatchObject({ status: 'refunded', paid: 0 })
    vi.useRealTimers()
    expect(await differenceOf('H', 2)).toMatchObject({ status: 'paid', paid: 40_000 })
    expect(await count('off-h', '2026-12-31')).toMatchObject({ headcount: -1, aidFunded: 0 })
    await pay(payment('h-1', 'H', { paidOn: '2025-07-10' }))
    expect(await billOf('H')).toMatchObject({ status: 'paid', paid: 40_000, completedOn: '2025-07-10' })
  })

  it('corrected upwards, is to be paid within thirty days, of which enrolment is told, and of the day it was paid', async () => {
    await correct('J', 'minimum-living')
    // Of 400 yuan they were asked for 40, and paid it.
    await pay(payment('j-1', 'J', { amountFen: 4_000 }))
    await correct('J', 'none')
    expect(await billOf('J')).toMatchObject({ status: 'paid', paid: 40_000 })
    expect(await differenceOf('J', 2)).toMatchObject({ due: 36_000, paid: 0, dueOn: dayAfter(30) })
    const difference = { personId: 'J', billId: 'D-J-2025-2', of: 'R-J-2025', dueOn: dayAfter(30) }
    expect(await toldOf('J')).toEqual([{ ...difference, turn: 1 }])
    const work = (await office.items()).flatMap((item) => differencesArePaid.waits(item as never) ?? [])
    expect(work).toContainEqual({ since: dayAfter(0), until: '9999-12-31', amount: 36_000 })
    await pay(payment('j-2', '', { billId: 'D-J-2025-2', amountFen: 30_000, paidOn: '2025-07-10' }))
    await pay(payment('j-3', '', { billId: 'D-J-2025-2', amountFen: 6_000, paidOn: '2025-07-12' }))
    expect(await toldOf('J')).toEqual([{ ...difference, turn: 2, paidOn: '2025-07-12' }])
  })

  it('corrected upwards in error, was never due: it is paid with its issue once it is set off', async () => {
    await correct('K', 'minimum-living')
    await pay(payment('k-1', 'K', { amountFen: 4_000 }))
    await correct('K', 'none')
    await correct('K', 'minimum-living')
    expect(await toldOf('K')).toMatchObject([{ billId: 'D-K-2025-2', turn: 2, paidOn: dayAfter(0) }])
  })

  it('of what was paid of a difference before, only so much is left as is due', async () => {
    await pay(payment('g-1', 'G'))
    await correct('G', 'minimum-living')
    expect(await goesBack('g-2', 'D-G-2025-1', 10_000)).toEqual(['recorded'])
    await correct('G', 'none')
    expect(await differenceOf('G')).toMatchObject({ status: 'paid', paid: -36_000 })
    expect(await differenceOf('G', 2)).toMatchObject({ status: 'partly-paid', due: 36_000, paid: 26_000 })
    expect(await pay(payment('g-3', '', { billId: 'D-G-2025-2', amountFen: 10_000 }))).toEqual(['recorded'])
  })

  it('gives back what waited for the bill itself, as soon as that is paid again', async () => {
    await pay(payment('l-1', 'L'))
    await correct('L', 'minimum-living')
    expect(await goesBack('l-2', 'R-L-2025', 40_000)).toEqual(['recorded'])
    expect(await goesBack('l-3', 'D-L-2025-1', 36_000)).toEqual([
      'suspended contribution.more-back-than-came',
    ])
    expect(await differenceOf('L')).toMatchObject({ paid: 0 })
    await pay(payment('l-4', 'L', { paidOn: '2025-07-11' }))
    expect(await differenceOf('L')).toMatchObject({ status: 'paid', paid: -36_000 })
  })

  it('is refused where it is right, where it changed meanwhile, and where it is no resident’s', async () => {
    expect((await propose('E', 'none')).body.code).toBe('bill-correction.nothing')
    const [one, other] = [await propose('E', 'minimum-living'), await propose('E', 'special-hardship')]
    expect((await approve(one.body.correctionId)).status).toBe(200)
    expect((await approve(other.body.correctionId)).body.code).toBe('bill-correction.changed')
    expect(await reject(other.body.correctionId)).toMatchObject({ status: 200, body: { state: 'rejected' } })
    expect((await approve(other.body.correctionId)).body.code).toBe('bill-correction.decided')
    const statementBill = await call(
      tokens.hefei,
      'POST',
      `/bills/${statementIdOf('340100', 2025, 1)}/corrections`,
      {
        ...{ aid: 'none', why: 'x', document: 'D' },
      },
    )
    expect(statementBill.body.code).toBe('bill-correction.other-kind')
  })
})
