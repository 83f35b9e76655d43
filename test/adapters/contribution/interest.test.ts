import { describe, expect, it } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import { interestPaid } from '#shared/contracts/contribution.ts'
import { tokens } from '#test/support/service.ts'
import { isSweepDay } from '../../../services/contribution/income/rules/sweep-days.ts'
import { sweepAccounts } from '../../../services/contribution/income/sweep-accounts.ts'
import { call, office, openDesk, pay, payment, published, read } from './desk.ts'

openDesk('A', 'B', 'C')

const fund = { city: '340100', scheme: 'resident' }
const accountOf = async (year: number) => {
  const { body } = await read(tokens.hefei, '/income-accounts', fund)
  return (body.accounts as { fundYear: number }[]).find((each) => each.fundYear === year)
}
const interest = (treasuryRef: string, more: object = {}) => ({
  ...{ ...fund, heldIn: 'income', amount: 1_234, creditedOn: '2025-03-21', treasuryRef },
  ...more,
})
const onBus = (data: object) => ({
  source: interestPaid.source,
  'detail-type': interestPaid.detailType,
  detail: { id: 'treasury-1', occurredOn: '2025-03-21', data },
})
/** The daily schedule's message of a day, late in its evening in China. */
const dueOnDay = (day: string) => ({
  ...{ runId: 'schedule', unitId: 'schedule', task: 'sweep-income', input: {} },
  dueAt: `${day}T14:00:00.000Z`,
})

describe('interest that a bank credited', () => {
  it('is received in the income account once, however often and by whichever door it is told', async () => {
    const told = interest('BANK-1')
    const first = await call(tokens.treasury, 'POST', '/interest', told)
    expect(first).toMatchObject({ status: 201, body: { amount: 1_234, fundYear: 2025 } })
    expect(await call(tokens.treasury, 'POST', '/interest', told)).toMatchObject({ status: 201 })
    const { amount: _, ...rest } = told
    await office.deliver(onBus({ ...rest, amountYuan: '12.34' }))
    expect(await accountOf(2025)).toMatchObject({ received: 1_234, balance: 1_234 })
    expect((await published()).filter(({ type }) => type === 'interest-credited.v1')).toHaveLength(1)
  })

  it('is refused with another amount under the treasury’s own number', async () => {
    expect(await call(tokens.treasury, 'POST', '/interest', interest('BANK-1', { amount: 1 }))).toMatchObject(
      { status: 409, body: { code: 'contribution.interest-differs' } },
    )
  })

  it('of the special account is told to the ledger and leaves the income account as it is', async () => {
    await call(tokens.treasury, 'POST', '/interest', interest('BANK-1', { heldIn: 'special', amount: 5_000 }))
    expect(await accountOf(2025)).toMatchObject({ received: 1_234 })
    expect((await published()).map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ heldIn: 'special', amount: 5_000 }),
    )
  })
})

describe('the income accounts on their days', () => {
  it('are swept on the days that the policy says, and at the end of every month', () => {
    const policy = office.effects.policy()
    const days = ['2025-02-10', '2025-02-20', '2025-02-28', '2025-02-11', '2024-02-28', '2024-02-29']
    expect(days.map((on) => isSweepDay(policy, '340100', on))).toEqual([true, true, true, false, false, true])
  })

  it('are swept once by a message that comes twice, with nothing left of what is free', async () => {
    const today = chinaDay(new Date())
    const monthEnd = `${today.slice(0, 4)}-12-31`
    await pay(payment('S-1', 'A', { amountFen: 30_000 }))
    await sweepAccounts(dueOnDay('2025-04-15'), office.effects)
    expect(await accountOf(2025)).toMatchObject({ swept: 0 })
    await sweepAccounts(dueOnDay(monthEnd), office.effects)
    await pay(payment('S-2', 'B', { amountFen: 10_000 }))
    await sweepAccounts(dueOnDay(monthEnd), office.effects)
    expect(await accountOf(2025)).toMatchObject({ swept: 31_234, balance: 10_000 })
  })
})
