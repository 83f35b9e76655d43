import { expect, it } from 'vitest'
import type { SuspenseMovement } from '#shared/contracts/contribution.ts'
import {
  contributionsReceived,
  incomeReturned,
  incomeSwept,
  suspenseMoved,
} from '#shared/contracts/contribution.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { contributionsOf, premium } from '../contributions.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'resident' } as const

const moved = (paymentId: string, part: number, amount: number, on: string) => {
  const kind: SuspenseMovement['kind'] = part === 0 ? 'received' : 'assigned'
  const reason = 'contribution.bill-unknown'
  return {
    ...{ id: `suspense-${paymentId}-${part}`, occurredOn: on },
    data: { ...fund, paymentId, part, kind, fundYear: 2025, amount, on, reason },
  }
}

const balances = async () => {
  const sums: Record<string, number> = {}
  for (const { movements } of await office.recorded())
    for (const [account, amount] of Object.entries((movements ?? {}) as Record<string, number>))
      sums[account] = (sums[account] ?? 0) + amount
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0))
}

it('money that fits no bill lies in the income account, owed to nobody known, once however often it is told', async () => {
  const told = moved('T1', 0, 40_000, '2025-02-10')
  for (const event of [told, told]) expect(await office.deliver(suspenseMoved, event)).toBe(true)
  expect(await balances()).toEqual({ 'income-account': 40_000, 'suspense-receipts': -40_000 })
  expect(await violationsIn(office)).toEqual([])
})

it('what is assigned of it leaves suspense and comes in on the line of its payer, in whatever order these are told', async () => {
  await office.deliver(contributionsReceived, contributionsOf(fund, [premium('A1', 30_000, '2025-02-12')]))
  await office.deliver(suspenseMoved, moved('T1', 1, -30_000, '2025-02-12'))
  await office.deliver(suspenseMoved, moved('T1', 0, 40_000, '2025-02-10'))
  expect(await balances()).toEqual({
    'income-account': 40_000,
    'suspense-receipts': -10_000,
    'individual-premium': -30_000,
  })
  await office.deliver(suspenseMoved, moved('T1', 2, -10_000, '2025-02-20'))
  expect(await balances()).toEqual({ 'income-account': 30_000, 'individual-premium': -30_000 })
  expect(await violationsIn(office)).toEqual([])
})

it('may be swept to the special account while it is in suspense, and the ledger balances meanwhile', async () => {
  await office.deliver(suspenseMoved, moved('T1', 0, 40_000, '2025-02-10'))
  const swept = { sweepId: 'W1', ...fund, fundYear: 2025, amount: 40_000, sweptOn: '2025-02-28' }
  await office.deliver(incomeSwept, { id: 'sweep:W1', occurredOn: '2025-02-28', data: swept })
  expect(await balances()).toEqual({ 'special-account': 40_000, 'suspense-receipts': -40_000 })
  expect(await violationsIn(office)).toEqual([])
})

it('comes back to the income account once, as the treasury paid it, and only when it is in the special account', async () => {
  const back = { returnId: 'WR-1', ...fund, fundYear: 2025, amount: 25_000, returnedOn: '2025-03-03' }
  const told = { id: 'sweep-return:WR-1', occurredOn: '2025-03-03', data: back }
  await office.deliver(suspenseMoved, moved('T1', 0, 40_000, '2025-02-10'))
  expect(await office.deliver(incomeReturned, told)).toBe(false)
  const swept = { sweepId: 'W1', ...fund, fundYear: 2025, amount: 40_000, sweptOn: '2025-02-28' }
  await office.deliver(incomeSwept, { id: 'sweep:W1', occurredOn: '2025-02-28', data: swept })
  for (const _ of [1, 2]) expect(await office.deliver(incomeReturned, told)).toBe(true)
  expect(await balances()).toEqual({
    ...{ 'income-account': 25_000, 'special-account': 15_000, 'suspense-receipts': -40_000 },
  })
  expect(await violationsIn(office)).toEqual([])
})
