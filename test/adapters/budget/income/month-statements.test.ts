import { expect, it } from 'vitest'
import { contributionsReceived, incomeSwept, monthStated } from '#shared/contracts/contribution.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { contributionsOf, premium } from '../contributions.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'resident' } as const
const stated = (month: string, revision: number, pooled: number, count: number) => ({
  ...{ id: `month-stated:${month}:${revision}`, occurredOn: '2025-03-05' },
  data: {
    ...{ ...fund, month, revision, statedOn: '2025-03-05' },
    lines: [{ line: 'paid', of: 'premium', payer: 'individual', count, pooled, account: 0 }],
    balances: [{ payer: 'individual', opening: 100_000, closing: 100_000 - pooled }],
  },
})
const show = (month: string) => office.get('maker', `/month-statements/340100/resident/${month}`)

it('a month is shown with what is booked of it, though it was paid for the next fund year', async () => {
  await office.deliver(contributionsReceived, contributionsOf(fund, [premium('P1', 40_000, '2024-11-05')]))
  await office.deliver(contributionsReceived, contributionsOf(fund, [premium('P2', 30_000, '2025-02-03')]))
  await office.deliver(incomeSwept, {
    ...{ id: 'sweep:W1', occurredOn: '2025-02-28' },
    data: { ...fund, sweepId: 'W1', fundYear: 2025, amount: 70_000, sweptOn: '2025-02-28' },
  })
  for (const event of [
    stated('2024-11', 2, 40_000, 1),
    stated('2024-11', 1, 1, 1),
    stated('2025-02', 1, 30_000, 1),
  ])
    await office.deliver(monthStated, event)
  const november = (await show('2024-11')).body
  expect(november).toMatchObject({
    ...{ revision: 2, isTied: true },
    lines: [{ zh: '到账（个人）', en: 'paid, by individuals', pooled: 40_000 }],
  })
  expect(november.differences).toContainEqual(
    expect.objectContaining({
      line: 'individual-premium',
      amount: 40_000,
      why: 'booked-elsewhere',
      month: '2025-01',
    }),
  )
  // The sweep was not stated: the ledger was told of it since.
  expect((await show('2025-02')).body).toMatchObject({ isTied: false })
  expect(await show('2025-03')).toMatchObject({ status: 404, body: { code: 'month-statement.unknown' } })
  const year = await office.get('maker', '/month-statements', { ...fund, year: '2025' })
  expect(year.body.months).toEqual([
    expect.objectContaining({
      month: '2025-02',
      received: 30_000,
      closing: 70_000,
      isTied: false,
      untied: 2,
    }),
  ])
  expect(await violationsIn(office)).toEqual([])
})

it('what is counted of a month is what its entries moved, or the night says so', async () => {
  await office.deliver(contributionsReceived, contributionsOf(fund, [premium('P1', 40_000, '2025-02-05')]))
  await office.store.write([
    {
      kind: 'add',
      key: { pk: 'CONTRIBUTED#340100#resident', sk: '2025-02#2025-02' },
      amounts: { 'individual-premium': 1 },
    },
  ])
  expect((await violationsIn(office)).map(({ invariant }) => invariant)).toEqual([
    'budget.contributed-are-the-entries',
  ])
})
