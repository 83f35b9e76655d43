import { describe, expect, it } from 'vitest'
import { familyPremiumAsked } from '#shared/contracts/benefit.ts'
import { familyPremiumRemitted } from '#shared/contracts/budget.ts'
import { checkPage } from '#shared/edge/runs/check-records.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { openBackDoor } from '#test/support/night.ts'
import { tokens } from '#test/support/service.ts'
import type { Bill } from '../../../services/contribution/bill/rules/bill.ts'
import { duesOf } from '../../../services/contribution/exchange/rules/content.ts'
import { nightlyChecks } from '../../../services/contribution/night/nightly-checks.ts'
import {
  billOf,
  call,
  office,
  onBus,
  openDesk,
  outcome,
  pay,
  payment,
  published,
  read,
  refund,
} from './desk.ts'

openDesk('CHILD', 'SON', 'NIECE', 'TWIN', 'BOY', 'GIRL', 'NEPHEW', 'COUSIN', 'TRIPLET')

/** What an account of a Wuhu employee is to pay on a Hefei resident's bill. */
const ask = async (premiumId: string, member: string, more: object = {}) => {
  const data = {
    ...{ premiumId, owner: 'MOTHER', member, billId: `R-${member}-2025`, city: '340200' },
    ...{ amount: 40_000, askedOn: '2024-12-20', ...more },
  }
  const event = { id: `family-premium-asked:${premiumId}`, occurredOn: '2024-12-20', data }
  return office.deliver({
    source: `tongchou.${familyPremiumAsked.service}`,
    'detail-type': familyPremiumAsked.detailType,
    detail: event,
  } as never)
}
const answersOf = async (premiumId: string) =>
  (await published())
    .filter((event) => (event.data as { premiumId?: string }).premiumId === premiumId)
    .map(({ data }) => {
      const { outcome: said, amount, city, at, reason } = data as Record<string, unknown>
      return { said, amount, city, ...(at ? { at } : {}), ...(reason ? { reason } : {}) }
    })
const inTransit = async () => {
  const { body } = await read(tokens.hefei, '/income-accounts', { city: '340100', scheme: 'resident' })
  const { accounts } = body as { accounts: { fundYear: number; inTransit: number; received: number }[] }
  return accounts.find(({ fundYear }) => fundYear === 2025)?.inTransit ?? 0
}

it('a relative’s account pays a bill once, and its money is on its way until the treasury paid it in', async () => {
  await ask('FP-1', 'CHILD')
  await ask('FP-1', 'CHILD')
  expect(await billOf('CHILD')).toMatchObject({ status: 'paid', paid: 40_000, completedOn: '2024-12-20' })
  expect(await answersOf('FP-1')).toEqual([{ said: 'paid', amount: 40_000, city: '340200', at: '340100' }])
  expect(await inTransit()).toBe(40_000)
  const data = {
    premiumId: 'FP-1',
    orderId: 'PO-1',
    city: '340200',
    amount: 40_000,
    remittedOn: '2024-12-22',
  }
  const event = { id: 'family-premium-remitted:FP-1', occurredOn: '2024-12-22', data }
  for (const id of ['one', 'two'])
    await office.deliver({
      source: `tongchou.${familyPremiumRemitted.service}`,
      'detail-type': familyPremiumRemitted.detailType,
      detail: { ...event, id },
    } as never)
  expect(await inTransit()).toBe(0)
})

it('a bill that is paid, unknown or another’s takes nothing of an account, which is told why', async () => {
  await pay(payment('son', 'SON'))
  await ask('FP-2', 'SON')
  expect(await answersOf('FP-2')).toEqual([
    { said: 'refused', amount: 40_000, city: '340200', reason: 'contribution.overpaid' },
  ])
  await ask('FP-3', 'NIECE', { billId: 'R-NOBODY-2025' })
  expect((await answersOf('FP-3'))[0]).toMatchObject({ said: 'refused', reason: 'contribution.bill-unknown' })
  await ask('FP-4', 'NIECE', { billId: 'R-TWIN-2025' })
  expect((await answersOf('FP-4'))[0]).toMatchObject({
    said: 'refused',
    reason: 'account-premium.other-bill',
  })
  await ask('FP-5', 'NIECE', { amount: 40_001 })
  expect((await answersOf('FP-5'))[0]).toMatchObject({ said: 'refused', reason: 'contribution.overpaid' })
})

it('what the tax authority collects of a bill that an account paid meanwhile is held, and not the account’s', async () => {
  await ask('FP-6', 'TWIN')
  expect(await pay(payment('twin', 'TWIN'))).toEqual(['suspended contribution.overpaid'])
  expect(await outcome('twin')).toMatchObject({ reason: 'contribution.overpaid' })
  expect(await billOf('TWIN')).toMatchObject({ status: 'paid', paid: 40_000 })
})

it('a refund of what an account paid names it and goes back to the account, and no other way', async () => {
  await ask('FP-7', 'BOY', { amount: 30_000 })
  await pay(payment('boy', 'BOY', { amountFen: 10_000, paidOn: '2024-12-21' }))
  expect(await billOf('BOY')).toMatchObject({ status: 'paid', paid: 40_000 })
  const back = { ...refund, paidOn: '2024-12-28' }
  expect(await pay(payment('boy-1', 'BOY', { ...back, amountFen: 10_001 }))).toEqual([
    'refused contribution.refund-from-account',
  ])
  expect(await pay(payment('boy-2', 'BOY', { ...back, amountFen: 10_000 }))).toEqual(['recorded'])
  expect(await answersOf('FP-7')).toHaveLength(1)
  const named = { ...back, amountFen: 30_000, reverses: 'FP-7' }
  expect(await pay(payment('boy-3', 'BOY', named))).toEqual(['recorded'])
  expect(await pay(payment('boy-3', 'BOY', named))).toEqual(['repeated'])
  expect((await answersOf('FP-7'))[1]).toEqual({
    ...{ said: 'returned', amount: 30_000, city: '340200', at: '340100' },
  })
  expect(await billOf('BOY')).toMatchObject({ status: 'refunded', paid: 0 })
})

describe('what a correction gives back of a year that a relative’s account paid', () => {
  const second = { ...tokens.hefei, sub: 'second-officer' }
  /** Medical aid pays 90 % of the 400 yuan of who is on minimum living in Hefei. */
  const correct = async (member: string) => {
    const body = { aid: 'minimum-living', why: '身份认定晚于核定', document: 'MZ-2025-21' }
    const proposed = await call(tokens.hefei, 'POST', `/bills/R-${member}-2025/corrections`, body)
    const { correctionId } = proposed.body
    await call(second, 'POST', `/bill-corrections/${String(correctionId)}/approval`)
  }
  const back = (paymentId: string, member: string, amountFen: number, more: object = {}) => ({
    ...payment(paymentId, member, { ...refund, ...more, amountFen, paidOn: '2025-07-10' }),
    billId: `D-${member}-2025-1`,
  })
  const difference = async (member: string) =>
    (await call(tokens.hefei, 'GET', `/bills/D-${member}-2025-1`)).body

  it('goes back to the account, by a refund that names what the account paid on the year’s bill', async () => {
    await ask('FP-20', 'NEPHEW')
    await correct('NEPHEW')
    expect(await pay(back('nephew-1', 'NEPHEW', 36_000, { reverses: 'FP-20' }))).toEqual(['recorded'])
    expect((await answersOf('FP-20'))[1]).toMatchObject({ said: 'returned', amount: 36_000 })
    expect(await difference('NEPHEW')).toMatchObject({ status: 'paid', paid: -36_000 })
    const rest = { ...refund, reverses: 'FP-20', paidOn: '2025-07-11' }
    expect(await pay(payment('nephew-2', 'NEPHEW', { ...rest, amountFen: 4_001 }))).toEqual([
      'suspended contribution.more-back-than-came',
    ])
    expect(await pay(payment('nephew-3', 'NEPHEW', { ...rest, amountFen: 4_000 }))).toEqual(['recorded'])
  })

  it('goes back to the account also where the refund names nothing: nobody else paid', async () => {
    await ask('FP-21', 'COUSIN')
    await correct('COUSIN')
    await office.deliver(onBus(back('cousin-1', 'COUSIN', 36_000)) as never)
    expect((await answersOf('FP-21'))[1]).toMatchObject({ said: 'returned', amount: 36_000 })
    expect(await difference('COUSIN')).toMatchObject({ status: 'paid', paid: -36_000 })
  })

  it('is told apart by the refund where somebody else paid too', async () => {
    await ask('FP-22', 'TRIPLET', { amount: 30_000 })
    await pay(payment('triplet', 'TRIPLET', { amountFen: 10_000, paidOn: '2024-12-21' }))
    await correct('TRIPLET')
    expect(await pay(back('triplet-1', 'TRIPLET', 36_000))).toEqual([
      'refused contribution.refund-from-account',
    ])
    expect(await pay(back('triplet-2', 'TRIPLET', 10_000))).toEqual(['recorded'])
    expect(await pay(back('triplet-3', 'TRIPLET', 26_000, { reverses: 'FP-22' }))).toEqual(['recorded'])
    expect((await answersOf('FP-22'))[1]).toMatchObject({ said: 'returned', amount: 26_000 })
  })
})

it('nothing of it is left for the tax authority to collect', async () => {
  await ask('FP-8', 'GIRL', { amount: 25_000 })
  const found = (await office.items()).find(({ pk }) => pk === 'BILL#R-GIRL-2025')
  if (!found) throw new Error('there is no bill')
  expect(duesOf((found as unknown as { bill: Bill }).bill)).toEqual([{ payer: 'individual', amount: 15_000 }])
})

it('is found by the night from each of its records when a bill has other money than an account paid', async () => {
  const backDoor = openBackDoor('contribution')
  const named = (id: string) => (item: { pk: string }) => item.pk.endsWith(id)
  const items = (await office.items()) as never as (Stored & { premium: { amount: number } })[]
  const premium = items.find(named('ACCOUNT-PREMIUM#FP-8'))
  const others = items.filter((item) => named('PAYMENT#FP-8')(item) || named('BILL#R-GIRL-2025')(item))
  if (!premium) throw new Error('there is no premium')
  const planted = { ...premium, premium: { ...premium.premium, amount: premium.premium.amount - 1 } }
  await backDoor.put(planted as never)
  expect(others).toHaveLength(2)
  for (const item of [planted, ...others]) {
    const { violations } = await checkPage([item] as never, nightlyChecks, {
      ...{ store: office.store, on: '2026-11-02' },
    })
    expect(violations.map(({ what }) => what)).toEqual(['a bill was not paid what an account paid for it'])
  }
  await backDoor.put(premium as never)
})
