import { describe, expect, it } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import { incomeReturned } from '#shared/contracts/contribution.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { keptWrites } from '../../../services/contribution/income/store.ts'
import { readSuspense, suspenseWrite } from '../../../services/contribution/payment/store.ts'
import { receivedInSuspense } from '../../../services/contribution/payment/suspend-payment.ts'
import {
  assign,
  call,
  decide,
  giveBack,
  office,
  openDesk,
  pay,
  payment,
  proposalIn,
  proposeReturn,
  proposeTo,
  published,
  read,
  refund,
} from './desk.ts'

openDesk('K', 'R', 'S', 'V', 'W', 'X', 'Y')

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
