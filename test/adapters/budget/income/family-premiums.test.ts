import { expect, it } from 'vitest'
import { familyPremiumRemitted } from '#shared/contracts/budget.ts'
import { familyPremiumAnswered, incomeSwept } from '#shared/contracts/contribution.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

/** Of 400 yuan that the account of a Hefei employee pays on the bill of a resident of Wuhu. */
const answered = (outcome: string, more: object = {}) =>
  office.deliver(familyPremiumAnswered, {
    ...{ id: `family-premium-${outcome}:FP-1`, occurredOn: '2025-11-03' },
    data: {
      ...{ premiumId: 'FP-1', owner: 'P1', billId: 'R-P2-2026', outcome, city: '340100' },
      ...{ amount: 40_000, on: '2025-11-03', ...more },
    },
  } as never)
const fill = (amount: number) =>
  office.deliver(incomeSwept, {
    ...{ id: 'sweep:W1', occurredOn: '2025-11-05' },
    data: {
      ...{ city: '340100', scheme: 'employee', sweepId: 'W1', fundYear: 2025, amount, sweptOn: '2025-11-05' },
    },
  } as never)
const balances = async () => {
  const sums: Record<string, number> = {}
  for (const { movements } of await office.recorded())
    for (const [account, amount] of Object.entries((movements ?? {}) as Record<string, number>))
      sums[account] = (sums[account] ?? 0) + amount
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0))
}
const orders = async () =>
  (await office.recorded())
    .filter(({ kind }) => kind === 'payment-order')
    .map(({ state, payee, amount, cause }) => ({ state, payee, amount, cause }))

it('a premium that a bill took is an expenditure of the accounts, ordered once to the city of the bill', async () => {
  for (const _ of [1, 2]) expect(await answered('paid', { at: '340200' })).toBe(true)
  const order = { payee: '340200', amount: 40_000, cause: { purpose: 'family-premium', premiumId: 'FP-1' } }
  expect(await orders()).toEqual([{ ...order, state: 'awaiting-funds' }])
  await fill(50_000)
  expect(await orders()).toEqual([{ ...order, state: 'open' }])
  expect(await balances()).toMatchObject({ 'account-premiums-paid': 40_000, 'payment-orders': -40_000 })
  expect(await violationsIn(office)).toEqual([])
})

it('one that no bill took is nothing to the books', async () => {
  await answered('refused', { reason: 'contribution.overpaid' })
  expect([await orders(), await balances()]).toEqual([[], {}])
})

it('what is refunded of it is the accounts’ again, in the special account, whichever is told first', async () => {
  await answered('returned', { at: '340200', refundId: 'R1', amount: 15_000 })
  await answered('paid', { at: '340200' })
  expect(await balances()).toMatchObject({
    ...{ 'account-premiums-paid': 25_000, 'payment-orders': -40_000, 'special-account': 15_000 },
  })
  expect(await violationsIn(office)).toEqual([])
})

it('contribution hears when the treasury paid it in', async () => {
  await answered('paid', { at: '340200' })
  await fill(50_000)
  const [item] = (await office.recorded()).filter(({ kind }) => kind === 'payment-order')
  const paid = { ...item, state: 'paid', paidOn: '2025-11-10', treasuryRef: 'T1' }
  const told = toEvents([{ item: paid, before: item, sequence: '1' }] as never)
  expect(told.map(({ contract, event }) => [contract.detailType, event.data])).toEqual([
    [
      familyPremiumRemitted.detailType,
      {
        ...{ premiumId: 'FP-1', city: '340100', amount: 40_000, remittedOn: '2025-11-10' },
        orderId: item?.orderId,
      },
    ],
  ])
})
