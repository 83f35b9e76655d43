import { expect, it } from 'vitest'
import { contributionsReceived, incomeSwept, interestCredited } from '#shared/contracts/contribution.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { contributionsOf, premium } from '../contributions.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const credited = (interestId: string, heldIn: 'income' | 'special', amount: number) => ({
  ...{ id: `interest:${interestId}`, occurredOn: '2025-03-21' },
  data: { ...fund, interestId, fundYear: 2025, heldIn, amount, creditedOn: '2025-03-21' },
})
const balances = async () => {
  const sums: Record<string, number> = {}
  for (const { movements } of await office.recorded())
    for (const [account, amount] of Object.entries((movements ?? {}) as Record<string, number>))
      sums[account] = (sums[account] ?? 0) + amount
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0))
}

it('interest is booked on its line once: in the income account until it is swept, in the special account at once', async () => {
  for (const event of [credited('I1', 'income', 1_250), credited('I1', 'income', 1_250)])
    expect(await office.deliver(interestCredited, event)).toBe(true)
  await office.deliver(interestCredited, credited('I2', 'special', 700))
  expect(await balances()).toEqual({ 'income-account': 1_250, 'special-account': 700, interest: -1_950 })
  await office.deliver(incomeSwept, {
    ...{ id: 'sweep:W1', occurredOn: '2025-03-31' },
    data: { ...fund, sweepId: 'W1', fundYear: 2025, amount: 1_250, sweptOn: '2025-03-31' },
  })
  expect(await balances()).toEqual({ 'special-account': 1_950, interest: -1_950 })
  expect(await violationsIn(office)).toEqual([])
})

it('a late fee is income of its own line, not a premium', async () => {
  const fee = { ...premium('F1', 549, '2025-04-03'), payer: 'employer' as const, line: 'late-fee' as const }
  await office.deliver(contributionsReceived, contributionsOf(fund, [fee]))
  expect(await balances()).toEqual({ 'income-account': 549, 'late-fees': -549 })
  expect(await violationsIn(office)).toEqual([])
})
