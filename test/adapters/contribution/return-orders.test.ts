import { describe, expect, it } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import { returnOrdered } from '#shared/contracts/contribution.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import {
  call,
  decide,
  giveBack,
  office,
  openDesk,
  outcome,
  pay,
  payment,
  proposalIn,
  proposeReturn,
  proposeTo,
  published,
  read,
  refund,
} from './desk.ts'
import { covered } from './office.ts'

openDesk()

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
    await call(tokens.hefei, 'PUT', '/employers/E1', {
      ...{ city: '340100', name: '合肥市第一机械厂', kind: 'ordinary', uscc: '91340100MA2N12345G' },
    })
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
    expect(await say(orderId, 'retry', again, tokens.wuhu)).toMatchObject({
      status: 404,
      body: { code: 'return-order.unknown' },
    })
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
    // What was given again comes late once more: it was done, and the order stands as it is.
    expect(await say(orderId, 'retry', again, tokens.hefei)).toMatchObject({
      status: 200,
      body: { state: 'paid', attempt: 2 },
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
  })

  it('goes to somebody who is registered here, since no bill says who paid', async () => {
    const refusedAs = (code: string) => ({ status: 422, body: { code } })
    expect(await proposeReturn('ret-0', { payee: undefined })).toMatchObject(
      refusedAs('suspense.payer-unknown'),
    )
    const employer = { kind: 'employer', id: '913401000012345678' }
    expect(await proposeReturn('ret-0', { payee: employer })).toMatchObject(
      refusedAs('suspense.payee-unknown'),
    )
    expect(await proposeReturn('ret-0')).toMatchObject({ status: 201 })
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
    const unknown = { status: 404, body: { code: 'contribution.bill-unknown' } }
    expect(await proposeTo('ret-4', to)).toMatchObject(unknown)
    const proposed = await proposeTo('ret-4', to, tokens.province)
    expect(await decide('ret-4', 'approval', proposalIn(proposed))).toMatchObject(unknown)
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
