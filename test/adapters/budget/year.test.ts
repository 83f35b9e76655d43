import { beforeEach, describe, expect, it } from 'vitest'
import { allocationApproved, allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { contributionsReceived, incomeSwept } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { toEvents } from '../../../services/budget/adapters/outbox.ts'
import { eachTestItsTable } from '../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from './claims.ts'
import { contributionsOf } from './contributions.ts'
import type { Office } from './office.ts'
import { openOffice, violationsIn } from './office.ts'

let office: Office
const openAnother = eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const orders = async (state: string) =>
  (await office.get('treasury', '/payment-orders', { ...fund, state })).body.orders as unknown as {
    orderId: string
    amount: number
    state: string
    orderedOn: string
  }[]
const statements = async (month: string) =>
  (await office.get('maker', '/statements', { ...fund, month })).body.statements as unknown as object[]

const open = (pooledBalance: number) =>
  office.post('maker', '/openings', { ...fund, year: 2025, pooledBalance, accountBalance: 0 })
/** A year's quota of 1.2 million yuan for one hospital: 98,400 yuan in January by the seasonal weights. */
const publishQuotas = (target = 120_000_000) =>
  office.post('maker', '/quota-plans', {
    ...fund,
    year: 2025,
    target,
    institutions: [{ institution: 'H34010001', weight: 1 }],
  })
const approveBudget = async () => {
  await office.post('maker', '/budgets', {
    ...fund,
    year: 2025,
    openingBalance: 10_000_000,
    income: { 'employer-premium': 100_000_000 },
    expenditure: { inpatient: 90_000_000, 'serious-illness-premium': 1_000_000 },
  })
  await office.post('checker', '/budgets/340100/employee/2025/review')
  return office.post('checker', '/budgets/340100/employee/2025/approval')
}
const settle = async (month: string, on: string) => {
  const answer = await office.post('maker', '/monthly-settlements', { ...fund, month, on })
  await office.doWork()
  return answer
}
const confirmAll = async (paidOn: string) => {
  for (const { orderId } of await orders('open'))
    await office.post('treasury', `/payment-orders/${orderId}/confirmation`, {
      paidOn,
      treasuryRef: `T-${orderId}`,
    })
}
const received = (paymentId: string, pooled: number, account: number, paidOn = '2025-01-10') => {
  const payer = account > 0 ? ('individual' as const) : ('employer' as const)
  return contributionsOf(fund, [{ paymentId, billId: 'E-1-2025-01', payer, pooled, account, paidOn }])
}
const swept = (sweepId: string, amount: number, sweptOn = '2025-01-31') => ({
  id: `income-swept:${sweepId}`,
  occurredOn: sweptOn,
  data: { ...fund, sweepId, fundYear: 2025, amount, sweptOn },
})

describe('a month', () => {
  it('is paid within quota less the deposit, the excess suspended, other funds in full', async () => {
    await open(100_000_000)
    await publishQuotas()
    // Twenty claims: 120,000 yuan of the pool against a quota of 98,400; 36,000 yuan of others.
    const claims = Array.from({ length: 20 }, (_, n) => inpatientClaim(`C${n}`))
    await office.deliver(claimsSettled, group(claims))
    expect((await settle('2025-01', '2025-02-10')).status).toBe(202)
    expect(await statements('2025-01')).toEqual([
      expect.objectContaining({
        institution: 'H34010001',
        claimed: 15_600_000,
        controlled: 12_000_000,
        others: 3_600_000,
        quotaToDate: 9_840_000,
        within: 9_840_000,
        suspended: 2_160_000,
        deposit: 492_000,
        ordered: 12_948_000,
      }),
    ])
    expect(await orders('open')).toEqual([
      expect.objectContaining({ amount: 12_948_000, orderedOn: '2025-02-10', payee: 'H34010001' }),
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('settled once more, or its units delivered again, changes nothing', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-10' })
    office.units.push(...office.units)
    await office.doWork()
    await settle('2025-01', '2025-02-10')
    expect((await office.get('maker', '/runs/MS-340100-employee-2025-01')).body).toMatchObject({
      status: 'done',
      units: 1,
      done: 1,
    })
    expect(await orders('open')).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('started twice at the same instant is one run', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002')]))
    const start = () =>
      office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-10' })
    const answers = await Promise.all([start(), start()])
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    await office.doWork()
    expect(await orders('open')).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('killed after any of its writes and started again ends in the same books', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(
      claimsSettled,
      group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002'), inpatientClaim('C3', 'H34010003')]),
    )
    for (let write = 1; write <= 8; write += 1) {
      office.crashAfter(write)
      try {
        await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-10' })
        await office.doWork()
      } catch {
        office.units.length = 0
      }
    }
    office.crashAfter(Number.POSITIVE_INFINITY)
    await settle('2025-01', '2025-02-10')
    expect(await statements('2025-01')).toHaveLength(3)
    expect(await orders('open')).toHaveLength(3)
    expect(await violationsIn(office)).toEqual([])
  })

  it('that is closed stands: a late claim is booked in the next open month, named, and settled there', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await settle('2025-01', '2025-02-10')
    const before = await statements('2025-01')
    await office.deliver(claimsSettled, group([inpatientClaim('C2')]))
    await office.deliver(claimsSettled, group([inpatientClaim('C2')]))
    const late = (await office.get('maker', '/journal', { ...fund, month: '2025-02' })).body
      .entries as unknown as { reason: string }[]
    expect(late.filter(({ reason }) => reason === 'claims-settled')).toEqual([
      expect.objectContaining({ month: '2025-02', belongsTo: '2025-01' }),
    ])
    await settle('2025-02', '2025-03-10')
    expect(await statements('2025-01')).toEqual(before)
    expect(await statements('2025-02')).toEqual([expect.objectContaining({ claimed: 780_000 })])
    expect(await violationsIn(office)).toEqual([])
  })

  it('in which more is taken back than claimed orders nothing; what is owed back is set off next month', async () => {
    await open(100_000_000)
    await publishQuotas()
    const claim = inpatientClaim('C1')
    await office.deliver(claimsSettled, group([claim]))
    await settle('2025-01', '2025-02-10')
    await office.deliver(claimsSettled, group([reversalOf(claim)], '2025-02'))
    await settle('2025-02', '2025-03-10')
    // 6,000 of the pool less 300 deposit, and 1,800 of others: 7,500 yuan owed back.
    expect(await statements('2025-02')).toEqual([
      expect.objectContaining({ claimed: -780_000, deposit: -30_000, ordered: 0, carried: -750_000 }),
    ])
    await office.deliver(claimsSettled, group([inpatientClaim('C2'), inpatientClaim('C3')], '2025-03'))
    await settle('2025-03', '2025-04-10')
    expect(await statements('2025-03')).toEqual([
      expect.objectContaining({ claimed: 1_560_000, deposit: 60_000, ordered: 750_000, carried: 0 }),
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('is not settled without published quotas, before it began, or while an earlier run is under way', async () => {
    const at = (month: string, on: string) =>
      office.post('maker', '/monthly-settlements', { ...fund, month, on })
    expect((await at('2025-01', '2025-02-10')).body.code).toBe('settlement.no-quota-plan')
    await publishQuotas()
    expect((await at('2025-03', '2025-02-10')).body.code).toBe('settlement.month-not-begun')
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await at('2025-01', '2025-02-10')
    expect((await at('2025-02', '2025-03-10')).body.code).toBe('settlement.earlier-run-open')
    await office.doWork()
    expect((await at('2025-01', '2025-02-11')).body.code).toBe('run.other-parameters')
  })
})

describe('a payment order', () => {
  beforeEach(async () => {
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002')]))
  })

  it('waits when the special account is short, and goes out with the next sweep; none is lost', async () => {
    await open(800_000)
    await settle('2025-01', '2025-02-10')
    expect(await orders('open')).toHaveLength(1)
    expect(await orders('awaiting-funds')).toEqual([
      expect.objectContaining({ reason: 'the special account holds less than the order' }),
    ])
    const [waiting] = await orders('awaiting-funds')
    const refused = await office.post('treasury', `/payment-orders/${waiting?.orderId}/confirmation`, {
      paidOn: '2025-02-12',
      treasuryRef: 'T1',
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'payment-order.awaiting-funds' } })

    await office.deliver(contributionsReceived, received('P1', 900_000, 0, '2025-02-11'))
    await office.deliver(incomeSwept, swept('S1', 900_000, '2025-02-15'))
    expect(await orders('awaiting-funds')).toEqual([])
    expect(await orders('open')).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('is released by the repeated sweep when the service was killed after booking the first', async () => {
    await open(0)
    await settle('2025-01', '2025-02-10')
    office.crashAfter(1)
    expect(await office.deliver(incomeSwept, swept('S1', 9_000_000, '2025-02-15'))).toBe(false)
    expect(await orders('awaiting-funds')).toHaveLength(2)
    expect(await office.deliver(incomeSwept, swept('S1', 9_000_000, '2025-02-15'))).toBe(true)
    expect(await orders('open')).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('confirmed by two at the same instant is paid once; the other confirmation is refused', async () => {
    await open(10_000_000)
    await settle('2025-01', '2025-02-10')
    const [order] = await orders('open')
    const confirm = (treasuryRef: string) =>
      office.post('treasury', `/payment-orders/${order?.orderId}/confirmation`, {
        paidOn: '2025-02-12',
        treasuryRef,
      })
    const answers = await Promise.all([confirm('T1'), confirm('T2')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await orders('paid')).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('is confirmed once; the same again is harmless, another confirmation is refused', async () => {
    await open(10_000_000)
    await settle('2025-01', '2025-02-10')
    const [order] = await orders('open')
    const confirm = (treasuryRef: string, caller: 'treasury' | 'maker' = 'treasury') =>
      office.post(caller, `/payment-orders/${order?.orderId}/confirmation`, {
        paidOn: '2025-02-12',
        treasuryRef,
      })
    expect((await confirm('T1', 'maker')).status).toBe(403)
    expect((await confirm('T1')).body).toMatchObject({ state: 'paid', treasuryRef: 'T1' })
    expect((await confirm('T1')).status).toBe(200)
    expect(await confirm('T2')).toMatchObject({
      status: 409,
      body: { code: 'payment-order.confirmed-otherwise' },
    })
    expect(await violationsIn(office)).toEqual([])
  })
})

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
  const wholeYear = async () => {
    await open(10_000_000)
    await publishQuotas()
    await approveBudget()
    await office.deliver(contributionsReceived, received('P0', 5_000_000, 0, '2024-12-20'))
    await office.deliver(contributionsReceived, received('P1', 0, 2_000_000))
    await office.deliver(incomeSwept, swept('S1', 7_000_000))
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await settle('2025-12', '2025-12-31')
  }

  it('closes when all is paid: figures of the pool, the collection, and balances carried', async () => {
    await wholeYear()
    const close = () => office.post('maker', '/year-closes', { ...fund, year: 2025, on: '2026-01-15' })
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

  it('is not closed while December is unsettled, or without an approved budget', async () => {
    const close = () => office.post('maker', '/year-closes', { ...fund, year: 2025, on: '2026-01-15' })
    expect((await close()).body.code).toBe('year-close.no-approved-budget')
    await approveBudget()
    expect((await close()).body.code).toBe('year-close.months-open')
  })

  it('closed takes late claims in the next year', async () => {
    await wholeYear()
    await confirmAll('2026-01-10')
    await office.post('maker', '/year-closes', { ...fund, year: 2025, on: '2026-01-15' })
    await office.deliver(claimsSettled, group([inpatientClaim('C9')], '2025-12'))
    expect((await office.get('maker', '/execution/340100/employee/2025')).body.expenditure).toBe(1_600_000)
    expect((await office.get('maker', '/execution/340100/employee/2026')).body.expenditure).toBe(600_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('publishes its orders, its close, and the levy once it is paid; an allocation is income of its year', async () => {
    await wholeYear()
    await confirmAll('2026-01-10')
    await office.post('maker', '/year-closes', { ...fund, year: 2025, on: '2026-01-15' })
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
