import { expect, it } from 'vitest'
import {
  accountInterestCredited,
  accountMoved,
  benefitGranted,
  familyAccountUsed,
  retireeAccountsCredited,
} from '#shared/contracts/benefit.ts'
import { incomeSwept } from '#shared/contracts/contribution.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const granted = (kind: string, amounts: readonly number[]) => ({
  ...{ id: `benefit-granted:${kind}`, occurredOn: '2025-10-22' },
  data: {
    ...{ ...fund, benefitId: `B-${kind}`, kind, personId: 'P1', grantedOn: '2025-10-22' },
    amount: amounts.reduce((sum, each) => sum + each, 0),
    payments: amounts.map((amount, index) => ({ payee: { kind: 'person', id: `P${index}` }, amount })),
  },
})
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
    .map(({ state, payee, amount, cause }) => [
      state,
      payee,
      amount,
      (cause as { payeeKind: string }).payeeKind,
    ])
    .sort()

it('a maternity allowance is an expenditure of its own line, ordered once, and waits where there is no money', async () => {
  for (const event of [
    granted('maternity-allowance', [3_423_333]),
    granted('maternity-allowance', [3_423_333]),
  ])
    expect(await office.deliver(benefitGranted, event)).toBe(true)
  expect(await orders()).toEqual([['awaiting-funds', 'P0', 3_423_333, 'person']])
  await office.deliver(incomeSwept, {
    ...{ id: 'sweep:W1', occurredOn: '2025-10-31' },
    data: { ...fund, sweepId: 'W1', fundYear: 2025, amount: 4_000_000, sweptOn: '2025-10-31' },
  })
  expect(await orders()).toEqual([['open', 'P0', 3_423_333, 'person']])
  expect(await balances()).toMatchObject({ 'maternity-allowance': 3_423_333, 'payment-orders': -3_423_333 })
  expect(await violationsIn(office)).toEqual([])
})

it('what is left on an account is paid to each heir by an order of their own, out of the accounts', async () => {
  await office.deliver(benefitGranted, granted('account-inheritance', [51_573, 51_574]))
  expect(await orders()).toEqual([
    ['awaiting-funds', 'P0', 51_573, 'person'],
    ['awaiting-funds', 'P1', 51_574, 'person'],
  ])
  expect(await balances()).toMatchObject({ 'account-paid-out': 103_147, 'payment-orders': -103_147 })
  expect(await violationsIn(office)).toEqual([])
})

it('where there is money for one heir only, one is paid, and no order waits that could be paid', async () => {
  await office.deliver(incomeSwept, {
    ...{ id: 'sweep:W1', occurredOn: '2025-09-30' },
    data: { ...fund, sweepId: 'W1', fundYear: 2025, amount: 60_000, sweptOn: '2025-09-30' },
  })
  const event = granted('account-inheritance', [51_573, 51_574])
  for (const each of [event, event]) expect(await office.deliver(benefitGranted, each)).toBe(true)
  expect((await orders()).map(([state]) => state)).toEqual(['awaiting-funds', 'open'])
  expect(await violationsIn(office)).toEqual([])
})

it('what the pooled fund pays into accounts of retired persons is its expenditure and their income, each once', async () => {
  const told = (id: string, entries: readonly object[]) => ({
    ...{ id, occurredOn: '2025-01-12' },
    data: { city: '340100', year: 2025, creditedOn: '2025-01-12', entries },
  })
  const [first, second] = [
    { entryId: 'AR-1', amount: 72_000 },
    { entryId: 'AR-2', amount: 36_000 },
  ]
  await office.deliver(retireeAccountsCredited, told('a', [first]))
  await office.deliver(retireeAccountsCredited, told('b', [second, first]))
  expect(await balances()).toEqual({ 'allocated-to-accounts': 108_000, 'account-allocation': -108_000 })
  // What was for months after a death comes back, once.
  for (const id of ['c', 'd'])
    await office.deliver(retireeAccountsCredited, told(id, [{ entryId: 'AR-3', amount: -54_000 }]))
  expect(await balances()).toEqual({ 'allocated-to-accounts': 54_000, 'account-allocation': -54_000 })
  expect(await violationsIn(office)).toEqual([])
})

it('interest of accounts is taken out of the fund’s interest, each account once however it is told', async () => {
  const told = (id: string, entries: readonly object[]) => ({
    ...{ id, occurredOn: '2026-01-10' },
    data: { city: '340100', year: 2025, creditedOn: '2026-01-10', entries },
  })
  const [first, second] = [
    { entryId: 'AI-1', amount: 4_260 },
    { entryId: 'AI-2', amount: 561 },
  ]
  await office.deliver(accountInterestCredited, told('a', [first]))
  await office.deliver(accountInterestCredited, told('b', [first, second]))
  expect(await balances()).toEqual({ interest: 4_821, 'account-interest': -4_821 })
  expect(await violationsIn(office)).toEqual([])
})

it('an account that went over to another city is booked in both by one event, and is owed with care elsewhere', async () => {
  const event = {
    ...{ id: 'account-moved:M1', occurredOn: '2025-06-10' },
    data: {
      ...{ moveId: 'M1', personId: 'P1', from: '340100', to: '340200', amount: 20_000 },
      movedOn: '2025-06-10',
    },
  }
  for (const each of [event, event]) expect(await office.deliver(accountMoved, each)).toBe(true)
  expect(await balances()).toEqual({
    ...{ 'account-transferred-out': 20_000, 'cities-payable': -20_000 },
    ...{ 'cities-receivable': 20_000, 'account-transferred-in': -20_000 },
  })
  const periods = (await office.recorded()).filter(({ kind }) => kind === 'fund-period')
  expect(periods.map((period) => [period.city, period['moved-340200']]).sort()).toEqual([
    ['340100', 20_000],
    ['340200', undefined],
  ])
  expect(await violationsIn(office)).toEqual([])
})

it('an account that one city gave and no other got is found by the night', async () => {
  const { accountMovesOnBothSides } = await import('../../../../services/budget/benefit/moves-invariant.ts')
  const check = accountMovesOnBothSides.start()
  const entry = {
    kind: 'journal-entry',
    reason: 'account-moved',
    source: 'M1',
    scheme: 'employee',
    month: '2025-06',
  }
  check.see({
    ...{ pk: 'J', sk: '1', ...entry, city: '340100' },
    movements: { 'account-transferred-out': 100, 'cities-payable': -100 },
  } as never)
  expect(check.finish().violations).toHaveLength(3)
})

it('what an account pays for family is owed by the account’s fund to the city of care, once, and given back', async () => {
  const used = (entryId: string, amount: number) => ({
    ...{ id: `family-account-used:${entryId}`, occurredOn: '2025-03-10' },
    data: {
      ...{
        entryId,
        city: '340100',
        claimId: 'C1',
        institution: 'H34020000001',
        care: 'outpatient',
        year: 2025,
      },
      ...{ amount, usedOn: '2025-03-10', settledAt: '340200' },
    },
  })
  await office.deliver(familyAccountUsed, used('FU-1', 8_000))
  await office.deliver(familyAccountUsed, used('FU-1', 8_000))
  expect(await balances()).toEqual({
    ...{ 'account-benefit': 8_000, 'cities-payable': -8_000 },
    ...{ 'cities-receivable': 8_000, 'visitors-payable': -8_000 },
  })
  await office.deliver(familyAccountUsed, used('FU-2', -3_000))
  expect(await balances()).toMatchObject({ 'account-benefit': 5_000, 'visitors-payable': -5_000 })
  expect(await violationsIn(office)).toEqual([])
})
