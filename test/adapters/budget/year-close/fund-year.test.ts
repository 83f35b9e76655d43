import { describe, expect, it } from 'vitest'
import { allocationApproved, allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { contributionsReceived, incomeSwept } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { budgetWrite, readBudget } from '../../../../services/budget/planning/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { fund, openFund, received, swept } from '../hefei-employees.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
const openAnother = eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
const { open, publishQuotas, approveBudget, settle, confirmAll, closeYear } = openFund(() => office)

describe('events in any order', () => {
  const events = () =>
    [
      [contributionsReceived, received('P1', 5_000_000, 0)],
      [contributionsReceived, received('P2', 0, 2_000_000)],
      [incomeSwept, swept('S1', 7_000_000)],
      [claimsSettled, group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002')])],
      [claimsSettled, group([inpatientClaim('C2', 'H34010002'), inpatientClaim('C3')])],
      [claimsSettled, group([reversalOf(inpatientClaim('C1'))], '2025-02')],
    ] as const
  const trialBalance = async () =>
    (await office.get('maker', '/trial-balance', { ...fund, month: '2025-02' })).body.rows

  it('late, twice and several at once end in the same books', async () => {
    for (const [contract, event] of events()) await office.deliver(contract, event)
    const inOrder = await trialBalance()

    await openAnother()
    const shuffled = [...events(), ...events()].reverse()
    await Promise.all(shuffled.map(([contract, event]) => office.deliver(contract, event)))
    expect(await trialBalance()).toEqual(inOrder)
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('a fund year', () => {
  const wholeYear = async (inpatient = 90_000_000) => {
    await open(10_000_000)
    await approveBudget(inpatient)
    await publishQuotas(Math.floor(inpatient * 0.97))
    await office.deliver(contributionsReceived, received('P0', 5_000_000, 0, '2024-12-20'))
    await office.deliver(contributionsReceived, received('P1', 0, 2_000_000))
    await office.deliver(incomeSwept, swept('S1', 7_000_000))
    await office.deliver(claimsSettled, group([inpatientClaim('C1')], '2025-12'))
    await settle('2025-12', '2026-01-05')
  }

  it('closes when all is paid: figures of the pool, the collection, and balances carried', async () => {
    await wholeYear()
    const close = () => closeYear('2026-01-15')
    expect(await close()).toMatchObject({ status: 409, body: { code: 'year-close.orders-open' } })
    await confirmAll('2026-01-10')
    const closed = {
      ...fund,
      year: 2025,
      pooledCollection: 5_000_000,
      income: 5_000_000,
      expenditure: 1_600_000,
      plannedExpenditure: 91_000_000,
      openingBalance: 10_000_000,
      closingBalance: 13_400_000,
      closedOn: '2026-01-15',
    }
    expect((await close()).body).toEqual(closed)
    expect((await close()).body).toEqual(closed)
    const { body } = await office.get('maker', '/execution/340100/employee/2025')
    expect(body).toMatchObject({
      opening: 10_000_000,
      income: 5_000_000,
      expenditure: 1_600_000,
      closing: 13_400_000,
      account: { opening: 0, income: 2_000_000, expenditure: 30_000, closing: 1_970_000 },
    })
    const next = await office.get('maker', '/execution/340100/employee/2026')
    expect(next.body).toMatchObject({ opening: 13_400_000, account: { opening: 1_970_000 } })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is closed by two persons, on the day that one proposed and the other names', async () => {
    const approval = '/year-closes/340100/employee/2025/approval'
    const approve = (caller: 'maker' | 'makerWrittenOtherwise' | 'checker', on = '2026-01-15') =>
      office.post(caller, approval, { on })
    await wholeYear()
    await confirmAll('2026-01-10')
    expect((await approve('checker')).body.code).toBe('year-close.not-proposed')
    const propose = (on: string) => office.post('maker', '/year-closes', { ...fund, year: 2025, on })
    expect((await propose('2026-01-14')).body).toMatchObject({ proposed: { by: 'maker' } })
    expect((await propose('2026-01-15')).body.on).toBe('2026-01-15')
    expect((await office.get('checker', '/year-closes/340100/employee/2025')).body.on).toBe('2026-01-15')
    expect((await approve('maker')).body.code).toBe('year-close.same-person')
    expect((await approve('makerWrittenOtherwise')).body.code).toBe('year-close.same-person')
    expect((await approve('checker', '2026-01-14')).body.code).toBe('year-close.proposed-otherwise')
    expect((await office.get('maker', '/budgets/340100/employee/2025')).body.status).toBe('approved')
    const shown = async () => (await office.get('checker', '/year-closes/340100/employee/2025')).body
    expect(await shown()).not.toHaveProperty('closed')
    expect((await approve('checker')).body.closedOn).toBe('2026-01-15')
    expect(await shown()).toMatchObject({ proposed: { by: 'maker' }, closed: { by: 'checker' } })
    expect((await approve('checker')).body.closedOn).toBe('2026-01-15')
    expect((await propose('2026-01-16')).body.code).toBe('year-close.closed-otherwise')
    expect(await violationsIn(office)).toEqual([])
  })

  it('whose line went beyond its budget paid for everybody, and is closed when an adjustment is approved', async () => {
    const base = '/budgets/340100/employee/2025'
    await wholeYear(599_999)
    await confirmAll('2026-01-10')
    expect((await closeYear('2026-01-15')).body).toMatchObject({
      code: 'year-close.lines-overrun',
      figures: { line: 'inpatient', over: 1, lines: 1, year: 2025 },
    })
    const { table } = (await office.get('maker', base)).body as unknown as {
      table: { income: object; expenditure: object }
    }
    const expenditure = { ...table.expenditure, inpatient: 600_000 }
    const reason = 'one stay more than was planned'
    await office.post('maker', `${base}/adjustment`, { income: table.income, expenditure, reason })
    await office.post('checker', `${base}/adjustment/review`)
    expect((await closeYear('2026-01-15')).body.code).toBe('year-close.adjustment-open')
    await office.post('province', `${base}/adjustment/approval`)
    expect((await closeYear('2026-01-15')).body).toMatchObject({ expenditure: 1_600_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('that was closed with an overrun gets final accounts when the province approves it after the fact', async () => {
    const base = '/budgets/340100/employee/2025'
    const accounts = '/final-accounts/340100/employee/2025'
    await wholeYear(600_000)
    await confirmAll('2026-01-10')
    await closeYear('2026-01-15')
    const why = { reason: 'one stay more than was planned', document: '合医保〔2026〕1号' }
    expect((await office.post('maker', `${base}/overrun`, why)).body.code).toBe('overrun.none')
    // As a release left it that asked nobody for overruns.
    const { budget, version } = await readBudget(office.store, fund, 2025)
    if (!budget) throw new Error('there is no budget')
    const expenditure = { ...budget.table.expenditure, inpatient: 599_999 }
    await office.store.write([budgetWrite({ ...budget, table: { ...budget.table, expenditure } }, version)])
    await office.post('checker', `${accounts}/review`)
    const finalise = () => office.post('province', `${accounts}/approval`, undefined, String(Math.random()))
    expect((await finalise()).body).toMatchObject({
      code: 'final-accounts.overrun',
      figures: { line: 'inpatient', over: 1, lines: 1, year: 2025 },
    })
    expect((await office.post('province', `${base}/overrun/approval`)).body.code).toBe('overrun.not-proposed')
    await office.post('maker', `${base}/overrun`, why)
    const approve = (caller: 'checker' | 'province') =>
      office.post(caller, `${base}/overrun/approval`, undefined, String(Math.random()))
    expect((await approve('province')).body.code).toBe('budget.not-reviewed')
    expect((await office.post('maker', `${base}/overrun/review`)).body.code).toBe('budget.maker-is-checker')
    await office.post('checker', `${base}/overrun/review`)
    expect((await approve('checker')).status).toBe(403)
    expect((await approve('province')).body).toMatchObject({
      overrun: { lines: [{ line: 'inpatient', over: 1 }], ...why, approved: { level: 'province' } },
    })
    expect((await finalise()).body.status).toBe('final')
    expect((await office.post('maker', `${base}/overrun`, why, 'again')).body.code).toBe('overrun.year-open')
    // Only what a year that two persons close would have been refused for is left to tell.
    const found = (await violationsIn(office)).map(({ invariant }) => invariant)
    expect(found).toEqual(['budget.closed-years-keep-their-budget'])
  })

  it('is not closed while December is unsettled, or without an approved budget', async () => {
    const close = () => closeYear('2026-01-15')
    expect((await close()).body.code).toBe('year-close.no-approved-budget')
    await approveBudget()
    expect((await close()).body.code).toBe('year-close.months-open')
  })

  it('closed takes late claims in the next year', async () => {
    await wholeYear()
    await confirmAll('2026-01-10')
    await closeYear('2026-01-15')
    await office.deliver(claimsSettled, group([inpatientClaim('C9')], '2025-12'))
    expect((await office.get('maker', '/execution/340100/employee/2025')).body.expenditure).toBe(1_600_000)
    expect((await office.get('maker', '/execution/340100/employee/2026')).body.expenditure).toBe(600_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('publishes its orders, its close, and the levy once it is paid; an allocation is income of its year', async () => {
    await wholeYear()
    await confirmAll('2026-01-10')
    await closeYear('2026-01-15')
    const levy = {
      id: 'levy-assessed:L1',
      occurredOn: '2026-02-01',
      data: {
        ...fund,
        levyId: 'L1',
        year: 2026,
        base: 5_000_000,
        amount: 250_000,
        assessedOn: '2026-02-01',
      },
    }
    await office.deliver(levyAssessed, levy)
    await office.deliver(levyAssessed, levy)
    await confirmAll('2026-02-05')
    const allocation = {
      id: 'allocation-disbursed:A1',
      occurredOn: '2026-03-01',
      data: {
        ...{ ...fund, allocationId: 'A1', year: 2025 },
        ...{ amount: 400_000, approved: 500_000, disbursedOn: '2026-03-01' },
      },
    }
    const approval = {
      ...{ id: 'G1', occurredOn: '2026-02-20' },
      data: { ...fund, applicationId: 'G1', year: 2025, amount: 500_000, approvedOn: '2026-02-20' },
    }
    for (const contract of [allocationApproved, allocationApproved]) await office.deliver(contract, approval)
    for (const contract of [allocationDisbursed, allocationDisbursed])
      await office.deliver(contract, allocation)
    const { body } = await office.get('maker', '/execution/340100/employee/2026')
    expect(body).toMatchObject({ income: 400_000, expenditure: 250_000 })

    const changes = (await office.recorded()).map((item, n) => ({ sequence: String(n), item: item as never }))
    const events = toEvents(changes).map(
      ({ contract, event }) => contract.schema.parse(event) as typeof event,
    )
    expect(events.map(({ id }) => id).sort()).toEqual([
      'agreement-changed:340100:H34010001:2025:1',
      'fund-year-closed:340100:employee:2025',
      'levy-remitted:L1',
    ])
    expect(events.find(({ id }) => id === 'levy-remitted:L1')?.data).toEqual({
      ...fund,
      levyId: 'L1',
      year: 2026,
      amount: 250_000,
      remittedOn: '2026-02-05',
    })
    expect(await violationsIn(office)).toEqual([])
  })
})
