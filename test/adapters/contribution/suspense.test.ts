import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import {
  contributionsReceived,
  incomeReturned,
  returnOrdered,
  suspenseMoved,
} from '#shared/contracts/contribution.ts'
import type { Change } from '#shared/edge/events/publish.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { keptWrites } from '../../../services/contribution/income/store.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { recordPayment } from '../../../services/contribution/payment/record-payment.ts'
import { readSuspense, suspenseWrite } from '../../../services/contribution/payment/store.ts'
import { receivedInSuspense } from '../../../services/contribution/payment/suspend-payment.ts'
import { covered, employed, openOffice, reportedOn } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
const persons = [
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'I',
  'J',
  'K',
  'P',
  'Q',
  'R',
  'S',
  'T',
  'V',
  'W',
  'X',
  'Y',
]

beforeAll(async () => {
  office = await openOffice()
  await office.deliver(...persons.map((personId) => covered(personId)))
  const { units } = await office.start({ kind: 'resident-year', commandId: 'y', city: '340100', year: 2025 })
  for (const unit of units) await office.workOn(unit)
})
afterAll(() => office.stop())

/** After every test: no invariant is broken, and every fen that was reported is on a bill or in suspense. */
afterEach(async () => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await office.items()) for (const check of checks) check.see(item)
  expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
})

let sent = 0
const call = async (token: Token, method: string, path: string, body?: object) => {
  sent += 1
  return office.call(token, method, path, {
    ...(method === 'GET' ? {} : { key: `k-${sent}` }),
    ...(body ? { body } : {}),
  })
}
const read = (token: Token, path: string, query: Record<string, string>) =>
  office.call(token, 'GET', path, { query })
const payment = (paymentId: string, person: string, more: object = {}) => ({
  ...{ paymentId, billId: `R-${person}-2025`, payer: 'individual', kind: 'payment' },
  ...{ amountFen: 40_000, paidOn: '2024-11-05' },
  ...more,
})
const refund = { kind: 'refund' }
const pay = async (...payments: object[]) => {
  const { body } = await call(tokens.tax, 'POST', '/payments', { payments })
  return (body.rows as { status: string; code?: string }[]).map(({ status, code }) =>
    code === undefined ? status : `${status} ${code}`,
  )
}
const onBus = (data: object, version = 2) => ({
  source: 'tongchou.tax',
  'detail-type': `payment-made.v${version}`,
  detail: { id: `tax-${(data as { paymentId: string }).paymentId}`, occurredOn: '2024-11-05', data },
})
const outcome = async (paymentId: string) => (await call(tokens.tax, 'GET', `/payments/${paymentId}`)).body
const billOf = async (person: string) =>
  (await call(tokens.province, 'GET', `/bills/R-${person}-2025`)).body as { status: string; paid: number }
/** Another officer of Hefei than the one who proposes. */
const second: Token = { ...tokens.hefei, sub: 'second-officer' }
const proposeTo = (paymentId: string, body: object, token: Token = tokens.hefei) =>
  call(token, 'POST', `/suspense/${paymentId}/assignments`, { payer: 'individual', why: 'found it', ...body })
const proposeReturn = (paymentId: string, body: object = {}) =>
  call(tokens.hefei, 'POST', `/suspense/${paymentId}/returns`, {
    ...{ why: 'not ours', payee: { kind: 'person', id: 'P-payer' } },
    ...body,
  })
type Answer = Awaited<ReturnType<typeof call>>
const proposalIn = ({ body }: Answer) =>
  (body.suspense as { proposal?: { proposalId: string } } | undefined)?.proposal?.proposalId ?? 'none'
const decide = (paymentId: string, what: 'approval' | 'rejection', of: string, token: Token = second) =>
  call(
    token,
    'POST',
    `/suspense/${paymentId}/proposals/${of}/${what}`,
    what === 'rejection' ? { reason: 'another bill' } : undefined,
  )
/** What one officer proposes and another approves; a proposal that is refused is the answer. */
const approved = async (paymentId: string, proposed: Answer): Promise<Answer> =>
  proposed.status === 201 ? decide(paymentId, 'approval', proposalIn(proposed)) : proposed
const assign = async (paymentId: string, body: object, token: Token = tokens.hefei) =>
  approved(paymentId, await proposeTo(paymentId, body, token))
const giveBack = async (paymentId: string, body: object = {}) =>
  approved(paymentId, await proposeReturn(paymentId, body))

const published = async () => {
  const changes = (await office.items()).map(
    (item, index): Change => ({ sequence: String(index), item: item as Change['item'] }),
  )
  return toEvents(changes).map(({ contract, event }) => {
    expect(contract.schema.safeParse(event).error).toBeUndefined()
    return { type: contract.detailType, data: event.data }
  })
}

describe('money that the tax office reports and that fits no bill', () => {
  it('is held with its reason by every door alike: an unknown bill, too much, another payer', async () => {
    const cases = [
      ['unknown', 'contribution.bill-unknown', { billId: 'R-A-2031' }],
      ['too-much', 'contribution.overpaid', { amountFen: 40_001 }],
      ['other-payer', 'contribution.nothing-due', { payer: 'employer' }],
      ['no-refund', 'contribution.refund-above-paid', refund],
    ] as const
    for (const [name, code, more] of cases) {
      const [byHttp, byBus] = [payment(`http-${name}`, 'A', more), payment(`bus-${name}`, 'A', more)]
      expect(await pay(byHttp)).toEqual([`suspended ${code}`])
      expect(await pay(byHttp)).toEqual([`suspended ${code}`])
      expect(await office.deliver(onBus(byBus), onBus(byBus))).toBe(0)
      for (const { paymentId } of [byHttp, byBus])
        expect(await outcome(paymentId)).toMatchObject({ status: 'suspended', reason: code, city: '340100' })
    }
    expect(await billOf('A')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('dated in the future or in 1999 is on no bill by any door: refused where an answer is read, held where none is', async () => {
    for (const [paidOn, code] of [
      ['2031-01-01', 'contribution.paid-in-future'],
      ['1999-12-31', 'contribution.paid-too-early'],
    ] as const) {
      expect(await pay(payment(`http-${paidOn}`, 'B', { paidOn }))).toEqual([`refused ${code}`])
      expect(await outcome(`http-${paidOn}`)).toMatchObject({ code: 'contribution.payment-unknown' })
      await office.deliver(onBus(payment(`bus-${paidOn}`, 'B', { paidOn })))
      expect(await outcome(`bus-${paidOn}`)).toMatchObject({ status: 'suspended', reason: code })
      expect(await assign(`bus-${paidOn}`, { billId: 'R-B-2025' })).toMatchObject({
        status: 422,
        body: { code },
      })
    }
    expect(await billOf('B')).toMatchObject({ status: 'issued', paid: 0 })
    const right = { billId: 'R-B-2025', paidOn: '2024-11-30' }
    expect(await assign('bus-2031-01-01', right)).toMatchObject({ status: 200, body: { status: 'resolved' } })
    expect(await billOf('B')).toMatchObject({ status: 'paid', completedOn: '2024-11-30' })
  })

  it('keeps the day it was reported for: officers say another only where that is no day of a payment', async () => {
    await pay(payment('dated-1', 'nobody', { city: '340100', paidOn: '2025-06-30' }))
    const code = 'contribution.day-as-reported'
    const earlier = { billId: 'R-A-2025', paidOn: '2024-11-05' }
    expect(await proposeTo('dated-1', earlier)).toMatchObject({
      ...{ status: 422, body: { code, figures: { reported: '2025-06-30' } } },
    })
    expect(await proposeTo('dated-1', { ...earlier, paidOn: '2025-06-30' })).toMatchObject({ status: 201 })
  })

  it('under the id of another payment is refused where an answer is read, and held under an id of its own where none is', async () => {
    expect(await pay(payment('same', 'C'))).toEqual(['recorded'])
    const other = payment('same', 'D', { amountFen: 39_000 })
    expect(await pay(other)).toEqual(['refused contribution.payment-differs'])
    await office.deliver(onBus(other), onBus(other))
    const { body } = await read(tokens.hefei, '/suspense', { city: '340100' })
    const held = (body.suspense as { reason: string; paymentId: string }[]).filter(
      ({ reason }) => reason === 'contribution.payment-differs',
    )
    expect(held).toHaveLength(1)
    expect(await outcome(held[0]?.paymentId ?? '')).toMatchObject({ suspense: { reportedAs: 'same' } })
  })

  it('in yuan where fen are meant, or without a unit, is not taken', async () => {
    const { amountFen: _, ...bare } = payment('unit', 'D')
    for (const amount of [
      { amountFen: '400.00' },
      { amount: 40_000 },
      { amountFen: 400.5 },
      { amountYuan: '400' },
      { amountYuan: '0.00' },
      { amountFen: 40_000, amountYuan: '400.00' },
      {},
    ]) {
      const { status } = await call(tokens.tax, 'POST', '/payments', { payments: [{ ...bare, ...amount }] })
      expect(status).toBe(400)
      expect(await office.deliver(onBus({ ...bare, ...amount }))).toBe(1)
    }
    expect(await pay({ ...bare, amountYuan: '400.00' })).toEqual(['recorded'])
    expect(await billOf('D')).toMatchObject({ status: 'paid', paid: 40_000 })
  })
})

describe('a payment whose amount says no unit, as version 1 of its event', () => {
  const { amountFen: _, ...bare } = payment('bare', 'K')
  const earlier = onBus({ ...bare, amount: 400 }, 1)

  it('is no money when it is sent anew: it fails, for the dead letters and their alarm', async () => {
    expect(await office.deliver(earlier)).toBe(1)
    expect(await outcome('bare')).toMatchObject({ code: 'contribution.payment-unknown' })
    expect(await billOf('K')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('is fen when the bus brings it again from its archive', async () => {
    const archived = { ...earlier, 'replay-name': 'after-the-loss' }
    expect(await office.deliver(archived, archived)).toBe(0)
    expect(await outcome('bare')).toMatchObject({ status: 'recorded', amountFen: 400 })
    await pay(payment('bare-back', 'K', { ...refund, amountFen: 400 }))
    expect(await billOf('K')).toMatchObject({ paid: 0 })
  })
})

describe('money in suspense', () => {
  it('is assigned to the bill it belongs to, in parts, and never more than there is', async () => {
    await pay(payment('both', 'nobody', { amountFen: 80_000, city: '340100' }))
    expect(await assign('both', { billId: 'R-E-2025', amountFen: 40_000 })).toMatchObject({
      status: 200,
      body: { status: 'suspended', suspense: { openFen: 40_000 } },
    })
    expect(await assign('both', { billId: 'R-F-2025', amountFen: 40_001 })).toMatchObject({
      body: { code: 'contribution.suspense-too-little', figures: { open: 40_000 } },
    })
    expect(await giveBack('both', { amountFen: 10_000 })).toMatchObject({ status: 200 })
    expect(await assign('both', { billId: 'R-F-2025' })).toMatchObject({
      body: { status: 'resolved', suspense: { openFen: 0, parts: [{}, { kind: 'returned' }, {}] } },
    })
    expect(await assign('both', { billId: 'R-F-2025' })).toMatchObject({
      body: { code: 'contribution.suspense-resolved' },
    })
    expect([await billOf('E'), await billOf('F')]).toMatchObject([
      { status: 'paid', paid: 40_000 },
      { status: 'partly-paid', paid: 30_000 },
    ])
  })

  it('moves in the ledger as it moves here: what is received, less what is assigned and returned', async () => {
    const events = await published()
    const moved = events.filter(({ type }) => type === suspenseMoved.detailType)
    const parts = moved.map(({ data }) => data as { paymentId: string; part: number; amount: number })
    expect(parts.filter(({ paymentId }) => paymentId === 'both').map(({ amount }) => amount)).toEqual([
      80_000, -40_000, -10_000, -30_000,
    ])
    const receipts = events
      .filter(({ type }) => type === contributionsReceived.detailType)
      .flatMap(({ data }) => (data as { receipts: { billId: string; completes?: object }[] }).receipts)
    expect(receipts.find(({ billId }) => billId === 'R-E-2025')?.completes).toBeDefined()
  })

  it('is listed by age with its reason, for its own city', async () => {
    const { body } = await read(tokens.hefei, '/suspense', { city: '340100' })
    const rows = body.suspense as { reason: string; ageDays: number; receivedOn: string }[]
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.every(({ reason, ageDays, receivedOn }) => reason && ageDays >= 0 && receivedOn)).toBe(true)
    expect(await read(tokens.wuhu, '/suspense', { city: '340100' })).toMatchObject({ status: 403 })
    expect(await assign('both', { billId: 'R-E-2025' }, tokens.wuhu)).toMatchObject({ status: 403 })
  })

  it('of residents pays no employees’ bill, and the other way round', async () => {
    const body = { city: '340100', lines: [{ personId: 'WW', monthlyWageFen: 800_000 }] }
    await office.deliver(employed('WW'))
    await call(tokens.hefei, 'PUT', '/employers/E1/payroll', body)
    const { units } = await office.start({
      ...{ kind: 'employer-month', commandId: 'm', city: '340100', month: '2025-01' },
    })
    for (const unit of units) await office.workOn(unit)
    const code = 'contribution.other-fund'
    const ofE1 = { billId: 'E-E1-2025-01', payer: 'employer' }
    await pay(payment('fund-1', 'nobody', { city: '340100', scheme: 'resident' }))
    const january = { paidOn: '2025-01-20' }
    await pay(payment('fund-2', 'nobody', { city: '340100', scheme: 'employee', ...january }))
    expect(await assign('fund-1', ofE1)).toMatchObject({ status: 422, body: { code } })
    expect(await assign('fund-2', { billId: 'R-T-2025' })).toMatchObject({ status: 422, body: { code } })
    expect(await assign('fund-2', ofE1)).toMatchObject({ status: 200 })
    for (const [paymentId, more] of [
      ['fund-7', { billId: 'E-E1-2025-13' }],
      ['fund-8', { billId: 'unknown', payer: 'employer', ...january }],
      ['fund-9', { billId: 'E-E9-2025-01', payer: 'employer' }],
    ] as const) {
      await pay(payment(paymentId, 'nobody', { city: '340100', ...more }))
      expect(await outcome(paymentId)).toMatchObject({ scheme: 'employee' })
    }
    expect(await assign('fund-8', { ...ofE1, amountFen: 1 })).toMatchObject({
      status: 200,
    })
    expect(await pay(payment('fund-3', 'T', { scheme: 'employee' }))).toEqual([`suspended ${code}`])
    expect(await pay(payment('fund-4', 'T', { city: '340200' }))).toEqual([`suspended ${code}`])
    await office.deliver(onBus(payment('fund-5', 'T', { scheme: 'employee' })))
    expect(await outcome('fund-5')).toMatchObject({ status: 'suspended', reason: code, scheme: 'employee' })
    expect(await pay(payment('fund-6', 'T', { amountFen: 1 }))).toEqual(['recorded'])
    expect(await billOf('T')).toMatchObject({ paid: 1 })
  })

  it('is asked back with a reason or not at all', async () => {
    expect(await giveBack('http-too-much', { why: ' ' })).toMatchObject({ status: 400 })
  })
})

describe('what takes two officers', () => {
  const unknownTo = (paymentId: string) => payment(paymentId, 'nobody', { city: '340100' })
  const held = { status: 'suspended', suspense: { openFen: 40_000, parts: [] } }
  const persons = ['L', 'M', 'N', 'O']

  beforeAll(async () => {
    await office.deliver(...persons.map((personId) => covered(personId)))
    const { units } = await office.start({
      ...{ kind: 'resident-year', commandId: 'two', city: '340100', year: 2025 },
    })
    for (const unit of units) await office.workOn(unit)
  })

  it('is proposed by one, and moves nothing: the money stays in suspense and ages', async () => {
    await pay(unknownTo('two-1'))
    const proposed = await proposeTo('two-1', { billId: 'R-L-2025' })
    expect(proposed).toMatchObject({
      status: 201,
      body: {
        ...held,
        suspense: {
          proposal: {
            ...{ amountFen: 40_000, why: 'found it' },
            to: { kind: 'bill', billId: 'R-L-2025', payer: 'individual' },
            proposed: { by: 'clerk-340100' },
          },
        },
      },
    })
    expect(await billOf('L')).toMatchObject({ status: 'issued', paid: 0 })
    const { body } = await read(tokens.hefei, '/suspense', { city: '340100' })
    const row = (body.suspense as { paymentId: string }[]).find(({ paymentId }) => paymentId === 'two-1')
    expect(row).toMatchObject({ ageDays: 0, open: 40_000, proposal: { proposalId: proposalIn(proposed) } })
  })

  it('is not approved by who proposed it, however they write their name', async () => {
    const waits = proposalIn(await call(tokens.tax, 'GET', '/payments/two-1'))
    for (const sub of ['clerk-340100', ' Clerk-340100 '])
      expect(await decide('two-1', 'approval', waits, { ...tokens.hefei, sub })).toMatchObject({
        status: 409,
        body: { code: 'contribution.proposer-is-approver' },
      })
    expect(await decide('two-1', 'approval', waits, { ...tokens.wuhu, sub: 'w' })).toMatchObject({
      status: 403,
    })
    expect(await billOf('L')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('is one proposal at a time, and is approved once', async () => {
    const waits = proposalIn(await call(tokens.tax, 'GET', '/payments/two-1'))
    expect(await proposeReturn('two-1')).toMatchObject({
      status: 409,
      body: { code: 'contribution.proposal-waits', figures: { proposalId: waits } },
    })
    const both = await Promise.all([1, 2].map(() => decide('two-1', 'approval', waits)))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await decide('two-1', 'approval', waits)).toMatchObject({
      status: 200,
      body: {
        status: 'resolved',
        suspense: { parts: [{ kind: 'assigned', amountFen: 40_000, approved: { by: 'second-officer' } }] },
      },
    })
    expect(await decide('two-1', 'rejection', waits)).toMatchObject({
      status: 404,
      body: { code: 'contribution.proposal-unknown' },
    })
    expect(await billOf('L')).toMatchObject({ status: 'paid', paid: 40_000 })
  })

  it('is rejected with a reason, which stands with the money; another proposal may follow', async () => {
    await pay(unknownTo('two-2'))
    const proposed = await proposeReturn('two-2')
    expect(await decide('two-2', 'rejection', proposalIn(proposed))).toMatchObject({
      status: 200,
      body: {
        ...held,
        suspense: { rejected: [{ rejected: { by: 'second-officer', reason: 'another bill' } }] },
      },
    })
    expect(await decide('two-2', 'approval', proposalIn(proposed))).toMatchObject({ status: 404 })
    expect(await assign('two-2', { billId: 'R-M-2025' })).toMatchObject({ body: { status: 'resolved' } })
  })

  it('is judged anew when it is approved: what the bill has no room for any more is not assigned', async () => {
    await pay(unknownTo('two-3'))
    const proposed = await proposeTo('two-3', { billId: 'R-N-2025' })
    await pay(payment('n-1', 'N'))
    expect(await decide('two-3', 'approval', proposalIn(proposed))).toMatchObject({
      status: 422,
      body: { code: 'contribution.overpaid' },
    })
    expect(await outcome('two-3')).toMatchObject(held)
  })

  it('is not overtaken by the money that comes to fit by itself, which goes on when it is rejected', async () => {
    await pay(payment('o-1', 'O'), payment('o-2', 'O'))
    const proposed = await proposeReturn('o-2')
    await pay(payment('o-3', 'O', refund))
    expect(await outcome('o-2')).toMatchObject({ status: 'suspended' })
    await decide('o-2', 'rejection', proposalIn(proposed))
    expect(await outcome('o-2')).toMatchObject({ status: 'resolved' })
    expect(await billOf('O')).toMatchObject({ status: 'paid', paid: 40_000 })
  })
})

describe('the order that a return makes', () => {
  const place = '/return-orders'
  const orderOf = async (paymentId: string) => {
    const { parts } = (await outcome(paymentId)).suspense as { parts: { orderId?: string }[] }
    return parts[0]?.orderId ?? 'none'
  }
  const listed = async (state: string) => {
    const { body } = await read(tokens.hefei, place, { city: '340100', scheme: 'resident', state })
    return body.orders as { orderId: string; paymentId: string; amount: number; ageDays?: number }[]
  }
  const say = (orderId: string, what: string, body: object, token: Token = tokens.treasury) =>
    call(token, 'POST', `${place}/${orderId}/${what}`, body)
  const today = chinaDay(new Date())
  const payee = { kind: 'employer', id: 'E1' }
  const returned = async (paymentId: string, amountFen: number) => {
    await pay(payment(paymentId, 'nobody', { city: '340100', amountFen }))
    await giveBack(paymentId, { payee })
    return orderOf(paymentId)
  }

  it('names whom the treasury pays, and is open with its age until the treasury says that it is paid', async () => {
    const orderId = await returned('ret-1', 40_000)
    const open = await listed('open')
    expect(open.find((each) => each.orderId === orderId)).toMatchObject({
      ...{ payee, purpose: 'return', paymentId: 'ret-1', amount: 40_000, attempt: 1, ageDays: 0 },
    })
    const paid = { paidOn: today, treasuryRef: 'T-1' }
    expect(await say(orderId, 'confirmation', paid, tokens.hefei)).toMatchObject({ status: 403 })
    const both = await Promise.all([1, 2].map(() => say(orderId, 'confirmation', paid)))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await say(orderId, 'confirmation', { ...paid, treasuryRef: 'T-2' })).toMatchObject({
      status: 409,
      body: { code: 'return-order.confirmed-otherwise', figures: { treasuryRef: 'T-1' } },
    })
    expect((await listed('open')).map(({ paymentId }) => paymentId)).not.toContain('ret-1')
    expect((await listed('paid')).find((each) => each.orderId === orderId)?.ageDays).toBeUndefined()
  })

  it('that fails is listed for an officer with the reason, and is given again under the next attempt', async () => {
    const orderId = await returned('ret-2', 12_345)
    const failed = { attempt: 1, failedOn: today, reason: 'the account is closed' }
    for (const _ of [1, 2])
      expect(await say(orderId, 'failure', failed)).toMatchObject({ body: { state: 'failed', attempt: 1 } })
    expect(await say(orderId, 'failure', { ...failed, reason: 'no such name' })).toMatchObject({
      body: { code: 'return-order.failed-otherwise' },
    })
    expect(await say(orderId, 'failure', { ...failed, attempt: 2 })).toMatchObject({
      body: { code: 'return-order.attempt-unknown' },
    })
    expect(await listed('failed')).toMatchObject([{ orderId, failures: [{ reason: failed.reason }] }])
    const again = { attempt: 1, on: today }
    expect(await say(orderId, 'retry', again, tokens.wuhu)).toMatchObject({ status: 403 })
    for (const _ of [1, 2])
      expect(await say(orderId, 'retry', again, tokens.hefei)).toMatchObject({
        body: { state: 'open', attempt: 2, failures: [{ reason: failed.reason }] },
      })
    expect(await say(orderId, 'retry', { ...again, attempt: 2 }, tokens.hefei)).toMatchObject({
      body: { code: 'return-order.not-failed' },
    })
    expect(await say(orderId, 'failure', failed)).toMatchObject({ body: { state: 'open', attempt: 2 } })
    await say(orderId, 'confirmation', { paidOn: today, treasuryRef: 'T-3' })
    expect(await say(orderId, 'failure', { ...failed, attempt: 2 })).toMatchObject({
      body: { code: 'return-order.already-paid' },
    })
    expect(await say(orderId, 'retry', again, tokens.hefei)).toMatchObject({
      body: { code: 'return-order.already-paid' },
    })
    expect(await listed('failed')).toEqual([])
  })

  it('names nobody by the number of their identity card', async () => {
    await pay(payment('ret-0', 'nobody', { city: '340100' }))
    for (const card of ['340104198005200011', '34010419800520001X', '340104800520001'])
      expect(await proposeReturn('ret-0', { payee: { kind: 'person', id: card } })).toMatchObject({
        status: 400,
      })
    for (const kind of ['employer', 'office', 'institution'])
      for (const card of ['34010419800520001X', '340104198005200011', '340104800520001'])
        expect(await proposeReturn('ret-0', { payee: { kind, id: card } })).toMatchObject({ status: 400 })
    expect(await proposeReturn('ret-0', { payee: undefined })).toMatchObject({ status: 400 })
    const employer = { kind: 'employer', id: '913401000012345678' }
    expect(await proposeReturn('ret-0', { payee: employer })).toMatchObject({ status: 201 })
  })

  it('keeps its money from every sweep while it is with the treasury, and after it failed', async () => {
    const fundYear = Number(today.slice(0, 4))
    const account = { city: '340100', scheme: 'resident', fundYear }
    await call(tokens.hefei, 'POST', '/sweeps', { ...account, on: today })
    const orderId = await returned('ret-3', 5_000)
    await say(orderId, 'failure', { attempt: 1, failedOn: today, reason: 'no such account' })
    expect(await call(tokens.hefei, 'POST', '/sweeps', { ...account, on: today })).toMatchObject({
      status: 409,
      body: { code: 'contribution.nothing-to-sweep' },
    })
  })

  it('is made too where a bill of another city is paid, which only the province can do', async () => {
    await office.deliver(covered('U', { city: '340200' }))
    const { units } = await office.start({
      ...{ kind: 'resident-year', commandId: 'wuhu', city: '340200', year: 2025 },
    })
    for (const unit of units) await office.workOn(unit)
    await pay(payment('ret-4', 'nobody', { city: '340100' }))
    const to = { billId: 'R-U-2025' }
    expect(await proposeTo('ret-4', to)).toMatchObject({ status: 403 })
    const proposed = await proposeTo('ret-4', to, tokens.province)
    expect(await decide('ret-4', 'approval', proposalIn(proposed))).toMatchObject({ status: 403 })
    const other = { ...tokens.province, sub: 'second-of-the-province' }
    expect(await decide('ret-4', 'approval', proposalIn(proposed), other)).toMatchObject({ status: 200 })
    expect((await listed('open')).find(({ paymentId }) => paymentId === 'ret-4')).toMatchObject({
      ...{ purpose: 'transfer', payee: { kind: 'office', id: '340200' }, amount: 40_000 },
    })
  })

  it('is none where a refund came back: nothing is to be paid', async () => {
    await pay(payment('ret-5', 'nobody', { ...refund, city: '340100' }))
    expect(await giveBack('ret-5')).toMatchObject({ body: { status: 'resolved' } })
    expect(await orderOf('ret-5')).toBe('none')
  })

  it('is told to the treasury while it is open', async () => {
    const told = (await published()).filter(({ type }) => type === returnOrdered.detailType)
    expect(told.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({
        ...{ city: '340100', scheme: 'resident', amount: 40_000, orderedOn: today },
        ...{ purpose: 'transfer', payee: { kind: 'office', id: '340200' } },
      }),
    )
  })

  it('leaves its money on the way to the other city until it is paid: no sweep of that city takes it', async () => {
    const account = { city: '340200', scheme: 'resident' }
    const accounts = async () =>
      ((await read(tokens.wuhu, '/income-accounts', account)).body.accounts as { fundYear: number }[]).filter(
        (each) => each.fundYear === 2025,
      )
    const swept = () => call(tokens.wuhu, 'POST', '/sweeps', { ...account, fundYear: 2025, on: today })
    const onItsWay = { fundYear: 2025, received: 40_000, balance: 0, inTransit: 40_000, overdrawn: 0 }
    const nothing = { status: 409, body: { code: 'contribution.nothing-to-sweep' } }
    const orderId = await orderOf('ret-4')
    expect(await accounts()).toMatchObject([onItsWay])
    expect(await swept()).toMatchObject(nothing)
    await say(orderId, 'failure', { attempt: 1, failedOn: today, reason: 'no such account' })
    expect(await swept()).toMatchObject(nothing)
    await say(orderId, 'retry', { attempt: 1, on: today }, tokens.hefei)
    expect(await accounts()).toMatchObject([onItsWay])
    for (const _ of [1, 2]) await say(orderId, 'confirmation', { paidOn: today, treasuryRef: 'T-4' })
    expect(await accounts()).toMatchObject([{ balance: 40_000, inTransit: 0 }])
    expect(await swept()).toMatchObject({ status: 201, body: { amount: 40_000 } })
  })
})

describe('payments that wait for one bill', () => {
  beforeAll(async () => {
    await office.deliver(covered('Z1'), covered('Z2'))
    const { units } = await office.start({
      ...{ kind: 'resident-year', commandId: 'waiting', city: '340100', year: 2025 },
    })
    for (const unit of units) await office.workOn(unit)
  })

  it('fit by themselves what is left of them after a part was returned', async () => {
    await pay(payment('z-1', 'Z1', { amountFen: 40_001 }))
    expect(await outcome('z-1')).toMatchObject({ status: 'suspended' })
    expect(await giveBack('z-1', { amountFen: 1 })).toMatchObject({ status: 200 })
    expect(await outcome('z-1')).toMatchObject({ status: 'resolved', suspense: { openFen: 0 } })
    expect(await billOf('Z1')).toMatchObject({ status: 'paid', paid: 40_000 })
    await pay(payment('z-2', 'Z1'))
    await giveBack('z-2', { amountFen: 1 })
    expect(await outcome('z-2')).toMatchObject({ suspense: { openFen: 39_999 } })
    await pay(payment('z-3', 'Z1', { ...refund, paidOn: '2024-12-01' }))
    expect(await outcome('z-2')).toMatchObject({ status: 'resolved', suspense: { openFen: 0 } })
    expect(await billOf('Z1')).toMatchObject({ status: 'partly-paid', paid: 39_999 })
  })

  it('are not all walked again by every other of them: fifty take no more reads each than the first', async () => {
    const rows = Array.from({ length: 50 }, (_, row) => payment(`many-${row}`, 'Z2', { amountFen: 40_001 }))
    const reads: number[] = []
    for (const row of rows) {
      let read = 0
      const counted = {
        ...office.store,
        get: (...asked: Parameters<typeof office.store.get>) => {
          read += 1
          return office.store.get(...asked)
        },
        getMany: (...asked: Parameters<typeof office.store.getMany>) => {
          read += asked[0].length
          return office.store.getMany(...asked)
        },
      }
      const { amountFen: amount, ...rest } = row
      const reported = { ...rest, amount } as Parameters<typeof recordPayment>[0]
      const done = await recordPayment(reported, reportedOn(chinaDay(new Date())), {
        ...office.effects,
        store: counted,
      })
      expect(done).toMatchObject({ status: 'suspended' })
      reads.push(read)
    }
    expect(Math.max(...reads)).toBe(reads[0])
  })
})

describe('a refund', () => {
  it('told of before its payment is taken off as soon as that is recorded', async () => {
    expect(await pay(payment('g-refund', 'G', { ...refund, paidOn: '2024-11-22' }))).toEqual([
      'suspended contribution.refund-above-paid',
    ])
    expect(await pay(payment('g-pay', 'G'))).toEqual(['recorded'])
    expect(await billOf('G')).toMatchObject({ status: 'refunded', paid: 0 })
    expect(await outcome('g-refund')).toMatchObject({ status: 'resolved', kind: 'refund' })
  })

  it('makes room for a payment that was told of before it', async () => {
    expect(await pay(payment('h-1', 'H'))).toEqual(['recorded'])
    await office.deliver(onBus(payment('h-3', 'H', { paidOn: '2024-12-28' })))
    expect(await outcome('h-3')).toMatchObject({ status: 'suspended', reason: 'contribution.overpaid' })
    await office.deliver(onBus(payment('h-2', 'H', { ...refund, paidOn: '2024-12-22' })))
    expect(await billOf('H')).toMatchObject({ status: 'paid', paid: 40_000, completedOn: '2024-12-28' })
  })

  it('dated before what it gives back was paid is on no bill by any door, and an officer says the right day', async () => {
    const code = 'contribution.refund-before-payment'
    await pay(payment('p-1', 'P', { amountFen: 10_000 }))
    await pay(payment('p-2', 'P', { amountFen: 30_000, paidOn: '2024-12-20' }))
    const early = { ...refund, amountFen: 20_000, paidOn: '2024-12-19' }
    const { body } = await call(tokens.tax, 'POST', '/payments', {
      payments: [payment('p-3', 'P', early), payment('p-4', 'P', { ...refund, paidOn: '2024-11-04' })],
    })
    expect(body.rows).toMatchObject([
      { status: 'refused', code, figures: { paidOn: '2024-12-19', paid: 10_000, amount: 20_000 } },
      { status: 'refused', code, figures: { paidOn: '2024-11-04', paid: 0, amount: 40_000 } },
    ])
    expect(await outcome('p-3')).toMatchObject({ code: 'contribution.payment-unknown' })
    await office.deliver(onBus(payment('p-5', 'P', early)))
    expect(await outcome('p-5')).toMatchObject({ status: 'suspended', reason: code })
    expect(await billOf('P')).toMatchObject({ status: 'paid', paid: 40_000 })
    expect(await assign('p-5', { billId: 'R-P-2025' })).toMatchObject({ status: 422, body: { code } })
    expect(await assign('p-5', { billId: 'R-P-2025', paidOn: '2024-12-20' })).toMatchObject({ status: 200 })
    expect(await billOf('P')).toMatchObject({ status: 'partly-paid', paid: 20_000 })
  })

  it('of what an earlier day had, but a later refund took, is refused', async () => {
    await pay(payment('q-1', 'Q', { amountFen: 10_000 }))
    await pay(payment('q-2', 'Q', { ...refund, amountFen: 10_000, paidOn: '2024-12-10' }))
    await pay(payment('q-3', 'Q', { paidOn: '2024-12-20' }))
    expect(await pay(payment('q-4', 'Q', { ...refund, amountFen: 10_000, paidOn: '2024-12-01' }))).toEqual([
      'refused contribution.refund-before-payment',
    ])
  })

  it('taken twice is money that fits no bill the second time', async () => {
    await pay(payment('i-1', 'I'))
    expect(await pay(payment('i-2', 'I', refund))).toEqual(['recorded'])
    expect(await pay(payment('i-2', 'I', refund))).toEqual(['repeated'])
    expect(await pay(payment('i-3', 'I', refund))).toEqual(['suspended contribution.refund-above-paid'])
    expect(await billOf('I')).toMatchObject({ status: 'refunded', paid: 0 })
  })
})

describe('the day of a tax office', () => {
  it('is the list of what was reported, each payment once, and its sums by payer and kind', async () => {
    const on = '2024-10-08'
    await pay(
      payment('day-1', 'J', { paidOn: on }),
      payment('day-2', 'J', { ...refund, amountFen: 15_000, paidOn: on }),
      payment('day-3', 'J', { amountFen: 90_000, paidOn: on }),
    )
    await assign('day-3', { billId: 'R-J-2025', amountFen: 15_000 })
    const { body: list } = await read(tokens.tax, '/payments', { city: '340100', on })
    let { cursor } = list as { cursor?: string }
    const listed = [...(list.payments as { paymentId: string; status: string }[])]
    while (cursor !== undefined) {
      const { body } = await read(tokens.tax, '/payments', { city: '340100', on, cursor })
      listed.push(...(body.payments as typeof listed))
      cursor = body.cursor as string | undefined
    }
    expect(listed.map(({ paymentId, status }) => `${paymentId} ${status}`)).toEqual([
      'day-1 recorded',
      'day-2 recorded',
      'day-3 suspended',
    ])
    const { body } = await read(tokens.tax, '/payment-totals', { city: '340100', on })
    expect(body).toEqual({
      ...{ city: '340100', on, count: 3, amount: 115_000 },
      totals: [
        { payer: 'individual', kind: 'payment', status: 'recorded', count: 1, amount: 40_000 },
        { payer: 'individual', kind: 'payment', status: 'suspended', count: 1, amount: 90_000 },
        { payer: 'individual', kind: 'refund', status: 'recorded', count: 1, amount: -15_000 },
      ],
    })
  })

  it('says of money that was in suspense the same in its list and in its sums', async () => {
    const on = '2024-10-09'
    await pay(
      payment('sums-1', 'nobody', { paidOn: on, city: '340100' }),
      payment('sums-2', 'nobody', { paidOn: on, city: '340100', amountFen: 7 }),
      payment('sums-3', 'nobody', { paidOn: on, city: '340100', amountFen: 5 }),
    )
    await giveBack('sums-1')
    await giveBack('sums-3')
    const listed: string[] = []
    let from: { cursor?: string } | undefined = {}
    while (from) {
      const { body } = await read(tokens.tax, '/payments', { city: '340100', on, ...from })
      listed.push(...(body.payments as { status: string }[]).map(({ status }) => status))
      from = typeof body.cursor === 'string' ? { cursor: body.cursor } : undefined
    }
    expect(listed).toEqual(['suspended', 'resolved', 'resolved'])
    const { body } = await read(tokens.tax, '/payment-totals', { city: '340100', on })
    expect(body.totals).toEqual([
      { payer: 'individual', kind: 'payment', status: 'resolved', count: 2, amount: 40_005 },
      { payer: 'individual', kind: 'payment', status: 'suspended', count: 1, amount: 7 },
    ])
  })
})

describe('a business day', () => {
  it('still to come, or before the policy’s first, moves nothing: sweeps and subsidy statements of 2031 and 1999', async () => {
    const account = { city: '340100', scheme: 'resident', fundYear: 2025 }
    for (const [on, code] of [
      ['2031-01-01', 'day.in-future'],
      ['1999-12-31', 'day.too-early'],
    ] as const) {
      expect(await call(tokens.hefei, 'POST', '/sweeps', { ...account, on })).toMatchObject({
        status: 422,
        body: { code },
      })
      const statement = { city: '340100', year: 2025, asOf: on }
      expect(await call(tokens.hefei, 'POST', '/subsidy-statements', statement)).toMatchObject({
        status: 422,
        body: { code },
      })
    }
  })
})

describe('a billing run', () => {
  it('is not of a period far ahead, nor dated far ahead', async () => {
    const bill = (body: object) => call(tokens.hefei, 'POST', '/billing-runs', { city: '340100', ...body })
    const refused = (field: string, opensOn: string) => ({
      status: 422,
      body: { code: 'contribution.billed-too-early', field, figures: { opensOn } },
    })
    expect(await bill({ kind: 'resident-year', year: 2091 })).toMatchObject(refused('year', '2090-09-01'))
    expect(await bill({ kind: 'employer-month', month: '2091-01' })).toMatchObject(
      refused('month', '2090-12-01'),
    )
    for (const period of [
      { kind: 'resident-year', year: 2025 },
      { kind: 'employer-month', month: '2025-01' },
    ])
      expect(await bill({ ...period, on: '2091-01-01' })).toMatchObject(refused('on', '2091-01-01'))
  })
})

describe('what is due', () => {
  it('is what each payer still owes, and the list goes on after a bill', async () => {
    const query = { city: '340100', kind: 'resident-year', period: '2025' }
    const { body } = await read(tokens.tax, '/dues', query)
    const dues = body.dues as { billId: string; due: number; paid: number; open: number }[]
    const [first, ...others] = dues
    if (!first) throw new Error('nothing is due')
    expect(dues.every(({ due, paid, open }) => open === due - paid && open > 0)).toBe(true)
    expect((await read(tokens.tax, '/dues', { ...query, after: first.billId })).body.dues).toEqual(others)
    expect(await read(tokens.wuhu, '/dues', query)).toMatchObject({ status: 403 })
  })
})

describe('an income account that was swept', () => {
  const account = { city: '340100', scheme: 'employee' }
  const fundYear = Number(chinaDay(new Date()).slice(0, 4))
  const sweep = (of: object) =>
    call(tokens.hefei, 'POST', '/sweeps', { ...account, fundYear, on: chinaDay(new Date()), ...of })
  const accountOf = async (scheme: string, year: number) => {
    const { body } = await read(tokens.hefei, '/income-accounts', { city: '340100', scheme })
    return (body.accounts as { fundYear: number }[]).find((each) => each.fundYear === year)
  }

  it('keeps what fits no bill from every sweep, so that it can be returned', async () => {
    await sweep({})
    await pay(payment('swept-1', 'nobody', account))
    const proposed = await proposeReturn('swept-1')
    expect(await sweep({})).toMatchObject({
      status: 409,
      body: { code: 'contribution.nothing-to-sweep' },
    })
    const before = (await accountOf('employee', fundYear)) as unknown as { inSuspense: number }
    expect(await decide('swept-1', 'approval', proposalIn(proposed))).toMatchObject({ status: 200 })
    expect(await accountOf('employee', fundYear)).toMatchObject({
      ...{ inSuspense: before.inSuspense - 40_000, overdrawn: 0 },
    })
    expect(await sweep({})).toMatchObject({ status: 409 })
    await pay(payment('swept-2', 'nobody', { ...account, amountFen: 15_000 }))
  })

  const total = async (scheme: string) => {
    const { body } = await read(tokens.hefei, '/income-accounts', { city: '340100', scheme })
    const accounts = body.accounts as Record<'received' | 'swept' | 'balance' | 'inSuspense', number>[]
    const added = (field: 'received' | 'swept' | 'balance' | 'inSuspense') =>
      accounts.reduce((sum, each) => sum + each[field], 0)
    // What a sweep may take: the balance, but for what is in suspense.
    const free = added('balance') - added('inSuspense')
    return { received: added('received'), swept: added('swept'), free }
  }

  it('gives money to one sweep only: that of the year whose bill it pays, once it is assigned', async () => {
    await pay(payment('again-1', 'nobody', { city: '340100', scheme: 'resident', amountFen: 25_000 }))
    await sweep({ scheme: 'resident' })
    await sweep({ scheme: 'resident', fundYear: 2025 })
    const before = await total('resident')
    expect(await assign('again-1', { billId: 'R-R-2025' })).toMatchObject({ status: 200 })
    expect(await total('resident')).toEqual({ ...before, free: before.free + 25_000 })
    expect(await sweep({ scheme: 'resident' })).toMatchObject({
      status: 409,
      body: { code: 'contribution.nothing-to-sweep' },
    })
    expect(await sweep({ scheme: 'resident', fundYear: 2025 })).toMatchObject({ body: { amount: 25_000 } })
    await pay(payment('again-2', 'R', { amountFen: 100 }))
    expect(await sweep({ scheme: 'resident', fundYear: 2025 })).toMatchObject({ body: { amount: 100 } })
  })

  it('nor when its assignment and the sweeps of both years are asked for at once', async () => {
    const both = [fundYear, 2025].map((of) => ({ scheme: 'resident', fundYear: of }))
    for (const of of both) await sweep(of)
    const before = await total('resident')
    for (const [index, person] of ['V', 'W', 'X'].entries()) {
      const paymentId = `race-${index}`
      await pay(payment(paymentId, 'nobody', { city: '340100', scheme: 'resident' }))
      const proposed = await proposeTo(paymentId, { billId: `R-${person}-2025` })
      const outcomes = await Promise.all([
        decide(paymentId, 'approval', proposalIn(proposed)),
        ...both.map(sweep),
        ...both.map(sweep),
      ])
      expect(outcomes[0]).toMatchObject({ status: 200 })
    }
    for (const of of both) await sweep(of)
    const { received, swept, free } = await total('resident')
    expect({ received: received - before.received, swept: swept - before.swept, free }).toEqual({
      ...{ received: 120_000, swept: 120_000, free: before.free },
    })
  })

  it('nor a refund that fits no bill, when its bill is found in a year that was swept', async () => {
    await pay(payment('back-1', 'S', { amountFen: 30_000 }))
    await sweep({ scheme: 'resident', fundYear: 2025 })
    const { free } = await total('resident')
    await pay(payment('back-2', 'nobody', { ...refund, amountFen: 30_000, city: '340100' }))
    const before = await total('resident')
    expect(before.free).toBe(free - 30_000)
    expect(await assign('back-2', { billId: 'R-S-2025' })).toMatchObject({ status: 200 })
    expect(await total('resident')).toEqual(before)
    await pay(payment('back-3', 'nobody', { amountFen: 20_000, city: '340100' }))
    expect((await total('resident')).free).toBe(free - 30_000)
    expect(await giveBack('back-3')).toMatchObject({ status: 200 })
    expect((await total('resident')).free).toBe(free - 30_000)
  })

  it('is swept on no day before the money that a sweep takes', async () => {
    await pay(payment('late-1', 'Y', { amountFen: 1, paidOn: '2025-08-30' }))
    const year2025 = { scheme: 'resident', fundYear: 2025 }
    expect(await sweep({ ...year2025, on: '2011-01-01' })).toMatchObject({
      status: 422,
      body: { code: 'contribution.swept-before-received', field: 'on', figures: { lastOn: '2025-08-30' } },
    })
    expect(await sweep({ ...year2025, on: '2025-08-30' })).toMatchObject({ status: 201 })
    await pay(payment('late-2', 'Y', { ...refund, amountFen: 1, paidOn: '2025-08-30' }))
  })

  /** Money as the accounts held it before they kept any from a sweep. */
  const heldAsBefore = async (paymentId: string, scheme: Scheme) => {
    await pay(payment(paymentId, 'nobody', { city: '340100', scheme }))
    const stored = await readSuspense(office.store, paymentId)
    if (!stored) throw new Error('it is not in suspense')
    const { isKept: _, ...suspense } = stored.suspense
    const kept = { ...receivedInSuspense(stored.suspense, 0), inSuspense: -stored.suspense.amount }
    await office.store.write([suspenseWrite({ ...stored, suspense }), ...keptWrites([kept])])
  }

  it('returns no more than came since of what an earlier release let be swept', async () => {
    await sweep({})
    await heldAsBefore('before-1', 'employee')
    expect(await sweep({})).toMatchObject({ status: 201, body: { amount: 40_000 } })
    expect(await giveBack('before-1')).toMatchObject({
      status: 409,
      body: { code: 'contribution.income-too-little', figures: { amount: 40_000, balance: 0 } },
    })
  })

  it('gets back from the special account what the treasury paid it, once, and returns it then', async () => {
    const told = {
      ...account,
      fundYear,
      amount: 40_000,
      returnedOn: chinaDay(new Date()),
      treasuryRef: 'B-1',
    }
    const back = (more: object = {}, token: Token = tokens.treasury) =>
      call(token, 'POST', '/sweep-returns', { ...told, ...more })
    expect(await back({}, tokens.hefei)).toMatchObject({ status: 403 })
    expect(await back({ amount: 9_000_000 })).toMatchObject({
      ...{ status: 422, body: { code: 'contribution.returned-above-swept' } },
    })
    const before = (await accountOf('employee', fundYear)) as unknown as { swept: number }
    for (const _ of [1, 2]) expect(await back()).toMatchObject({ status: 201, body: { amount: 40_000 } })
    expect(await back({ amount: 1 })).toMatchObject({
      ...{ status: 409, body: { code: 'contribution.return-differs' } },
    })
    expect(await accountOf('employee', fundYear)).toMatchObject({ swept: before.swept - 40_000 })
    expect(await giveBack('before-1')).toMatchObject({ status: 200 })
    const events = (await published()).filter(({ type }) => type === incomeReturned.detailType)
    expect(events.map(({ data }) => data)).toMatchObject([{ ...account, amount: 40_000 }])
  })

  it('nor gives such money to a sweep of another year again, when it is assigned there', async () => {
    const both = [fundYear, 2025].map((of) => ({ scheme: 'resident', fundYear: of }))
    await heldAsBefore('before-2', 'resident')
    for (const of of both) await sweep(of)
    const before = await total('resident')
    expect(await assign('before-2', { billId: 'R-Y-2025' })).toMatchObject({
      status: 200,
    })
    expect(await total('resident')).toEqual(before)
  })

  it('gives its money once, to a sweep or to a return, when both are asked for at once', async () => {
    await pay(payment('swept-3', 'nobody', account))
    await Promise.all([sweep({}), giveBack('swept-3'), giveBack('swept-2'), sweep({})])
    expect(await accountOf('employee', fundYear)).toMatchObject({ overdrawn: 0 })
  })

  it('may be overdrawn by a refund that the tax office made, and says by how much', async () => {
    await pay(payment('k-1', 'K'))
    await sweep({ scheme: 'resident', fundYear: 2025 })
    expect(await accountOf('resident', 2025)).toMatchObject({ balance: 0, overdrawn: 0 })
    expect(await pay(payment('k-2', 'K', refund))).toEqual(['recorded'])
    expect(await accountOf('resident', 2025)).toMatchObject({ balance: -40_000, overdrawn: 40_000 })
  })
})
