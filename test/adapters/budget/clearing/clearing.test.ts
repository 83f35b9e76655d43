import { describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'
import { weighedByAnotherHand } from '../../../../services/budget/clearing/invariants.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { agreeOnChange } from '../agreement/signed-by-both.ts'
import { reversalOf } from '../claims.ts'
import { contributionsOf, premium } from '../contributions.ts'
import { decideQuotas } from '../decided-quotas.ts'
import { byAverageCost } from '../easy-indexes.ts'
import type { CallerName, Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import {
  advance,
  agreed,
  assess,
  claims,
  fund,
  hospital,
  lock,
  onDay,
  openYear,
  post,
  propose,
  settle,
  settledYear,
  statementOf,
  stay,
  year,
} from './cleared-year.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const answer = (caller: CallerName, n: number, what: string, body: object) =>
  office.post(caller, `/clearings/340100/employee/2025/${hospital(n)}/${what}`, body)
const cleared = async (n: number) => (await statementOf(office, n)).cleared
const orders = async (state = 'open') =>
  (
    (await office.get('treasury', '/payment-orders', { ...fund, state })).body.orders as unknown as {
      payee: string
      amount: number
      cause: { purpose: string }
    }[]
  )
    .filter(({ cause }) => cause.purpose === 'year-end-clearing')
    .map(({ payee, amount }) => [payee, amount])
    .sort()
const proposedYear = async () => {
  await settledYear(office)
  await assess(office)
  await propose(office)
}

describe('a year’s clearing', () => {
  it('proposes to each institution what its year comes to', async () => {
    await proposedYear()
    // 12,000 on a quota of 10,000: 300 and 250 are shared; average cost 10,000 scores 60, so half of 500 deposit; 200 lent.
    expect(await cleared(1)).toMatchObject({
      overspend: 200_000,
      shared: 55_000,
      depositReturned: 25_000,
      depositForfeited: 25_000,
      advance: 20_000,
      ordered: 60_000,
    })
    // 6,000 on 10,000: 30 % of 4,000 would be 1,200, at most 3 % of the quota are kept; 300 deposit.
    expect(await cleared(2)).toMatchObject({ surplus: 400_000, kept: 30_000, ordered: 60_000 })
    // 100 and 150 points share two quotas: 80 yuan a point, of which 50 were prepaid, less 5 % deposit. A point is worth
    // at most 1.2 times 50. The fourth claimed 6,000: of its 9,000 it has 1.1 times that, and it was paid 7,125.
    expect(await cleared(3)).toMatchObject({ byMethod: 600_000, accepted: 600_000, ordered: 125_000 })
    expect(await cleared(4)).toMatchObject({
      byMethod: 660_000,
      accepted: 660_000,
      ordered: 0,
      owedBack: 52_500,
    })
    const { care } = (await statementOf(office, 4)).basis as { care: Record<string, object> }
    expect(care.inpatient).toMatchObject({ claimed: 600_000, mostPaid: '1.10', bound: 'rate' })
    const summary = (await office.get('maker', '/clearings/340100/employee/2025')).body
    expect(summary).toMatchObject({
      dueOn: '2026-06-30',
      statements: 4,
      states: { proposed: 4, locked: 0 },
      pools: [
        {
          pool: 'inpatient:points:DIP-2025',
          fund: 2_000_000,
          paid: 1_260_000,
          kept: 740_000,
          points: 2_500_000,
          yuanPerPoint: '80',
        },
      ],
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('can be simulated first, to the fen, and leaves no trace', async () => {
    await settledYear(office)
    const simulate = () => office.get('maker', '/clearing-simulations/340100/employee/2025')
    expect((await simulate()).body.code).toBe('clearing.not-assessed')
    await assess(office)
    const before = await office.recorded()
    const simulated = (await simulate()).body as unknown as {
      sums: object
      pools: unknown
      institutions: { institution: string; accepted: number; ordered: number; bounds: string[] }[]
    }
    expect(await office.recorded()).toEqual(before)
    expect(simulated.institutions.map(({ accepted, bounds }) => ({ accepted, bounds }))).toEqual([
      { accepted: 1_055_000, bounds: [] },
      { accepted: 630_000, bounds: [] },
      { accepted: 600_000, bounds: ['ceiling'] },
      { accepted: 660_000, bounds: ['rate'] },
    ])
    await propose(office)
    const summary = (await office.get('maker', '/clearings/340100/employee/2025')).body
    expect(summary.sums).toMatchObject(simulated.sums)
    expect(summary.pools).toEqual(simulated.pools)
  })

  it('lets nobody keep a surplus at a failing score', async () => {
    await settledYear(office)
    const dear = {
      ...agreed[0]?.terms,
      indexes: byAverageCost('8000', '10000'),
    }
    const amended = await agreeOnChange(office, hospital(2), 'amendments', {
      ...{ on: '2025-06-01', reason: 'assessed by its costs', terms: dear },
    })
    expect(amended.status).toBe(200)
    await assess(office)
    await propose(office)
    // 6,000 on 10,000 as above, but its stays of 10,000 on average score nothing.
    expect(await cleared(2)).toMatchObject({ surplus: 400_000, kept: 0, accepted: 600_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('pays by points from month to month, and books the difference to the claims by an entry of its own', async () => {
    await settledYear(office)
    const { statements } = (await office.get('maker', '/statements', { ...fund, month: '2025-12' })).body
    expect(
      (statements as unknown as { differences: { inpatient: number } }[]).map(
        (each) => each.differences.inpatient,
      ),
    ).toEqual([0, 0, -100_000, 150_000])
    const { entries } = (await office.get('maker', '/journal', { ...fund, month: '2026-01' })).body
    expect(entries).toContainEqual(
      expect.objectContaining({
        reason: 'payment-method-difference',
        movements: { inpatient: 50_000, 'institutions-payable': -50_000 },
      }),
    )
    expect(await violationsIn(office)).toEqual([])
  })

  it('is confirmed, or disputed and decided, then locked, and what is due is ordered', async () => {
    await proposedYear()
    expect((await answer('hospital', 1, 'confirmation', { on: '2026-03-05' })).body.state).toBe('confirmed')
    const dispute = { on: '2026-03-10', reason: 'two more beds were opened' }
    const late = await answer('otherHospital', 2, 'dispute', dispute)
    expect(late.body.code, 'dated in time, and sent long after').toBe('clearing.answer-late')
    const disputed = await onDay('2026-03-10', () => answer('otherHospital', 2, 'dispute', dispute))
    expect(disputed.body.state).toBe('disputed')
    expect((await lock(office)).status).toBe(202)
    // The undisputed ones stand by now, by word or by silence; the disputed one waits.
    expect(await orders()).toEqual([
      [hospital(1), 60_000],
      [hospital(3), 125_000],
    ])
    const decision = { on: '2026-03-25', reason: 'half of it is accepted', adjustment: 5_000 }
    expect((await answer('checker', 2, 'decision', decision)).body).toMatchObject({ state: 'decided' })
    // Who decided added the money: another hand pays it out.
    await lock(office, '2026-03-28')
    expect(await orders()).not.toContainEqual([hospital(2), 65_000])
    await lock(office, '2026-03-29', 'province')
    expect(await orders()).toContainEqual([hospital(2), 65_000])
    expect((await office.get('maker', '/clearings/340100/employee/2025')).body).toMatchObject({
      states: { locked: 4 },
      sums: { ordered: 250_000, owedBack: 52_500, advance: 20_000 },
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is locked while the year is open with an overrun: what institutions are due does not wait for a budget', async () => {
    await proposedYear()
    // The budget that the target came from has nothing for personal accounts, which paid 1,500.00.
    expect((await lock(office)).status).toBe(202)
    expect(await orders()).toHaveLength(3)
    for (const order of (await office.get('treasury', '/payment-orders', { ...fund, state: 'open' })).body
      .orders as unknown as { orderId: string }[])
      await office.post('treasury', `/payment-orders/${order.orderId}/confirmation`, {
        ...{ paidOn: '2026-03-25', treasuryRef: `T-${order.orderId}` },
      })
    // The year itself waits for its adjustment; until then nothing of it is told to the province's fund as closed.
    expect((await office.post('maker', '/year-closes', { ...year, on: '2026-03-28' })).body).toMatchObject({
      code: 'year-close.lines-overrun',
      figures: { line: 'account-benefit', over: 150_000 },
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('leaves nothing suspended, deposited or advanced in the ledger', async () => {
    await proposedYear()
    await lock(office)
    const { rows } = (await office.get('maker', '/trial-balance', { ...fund, month: '2026-03' })).body
    const balances = new Map(
      (rows as unknown as { account: string; balance: number }[]).map(({ account, balance }) => [
        account,
        balance,
      ]),
    )
    for (const account of ['suspended', 'deposits', 'advances'])
      expect([account, balances.get(account) ?? 0]).toEqual([account, 0])
    // What the fourth owes back is taken by its next months.
    expect(balances.get('institutions-payable')).toBe(52_500)
    expect(balances.get('other-income')).toBe(-25_000)
  })

  it('counts what audit cases took back as not spent', async () => {
    await openYear(office)
    await post(office, claims)
    const part = {
      claimId: 'A1',
      care: 'inpatient',
      basic: 100_000,
      seriousIllness: 0,
      medicalAid: 0,
      supplement: 0,
    }
    await office.deliver(claimsRecovered, {
      id: 'recovery:RC-1',
      occurredOn: '2025-06-10',
      data: {
        ...fund,
        recoveryId: 'RC-1',
        caseId: 'a',
        institution: hospital(1),
        orderedOn: '2025-06-10',
        parts: [part],
      },
    })
    await settle(office)
    await assess(office)
    await propose(office)
    // 12,000 less 1,000 on a quota of 10,000.
    expect(await cleared(1)).toMatchObject({ recovered: 100_000, actual: 1_100_000, overspend: 100_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('takes working capital back from an institution that treated nobody', async () => {
    await openYear(office)
    await advance(office)
    await post(office, claims.slice(2))
    await settle(office)
    await assess(office)
    await propose(office)
    expect(await cleared(1)).toMatchObject({ quota: null, kept: 0, ordered: 0, owedBack: 20_000 })
    await lock(office)
    expect(await violationsIn(office)).toEqual([])
  })

  it('takes what an institution owes back out of its next month', async () => {
    await settledYear(office)
    // The prepaid stay of the third is reversed in the next year, when its points are known to be none.
    await post(office, [{ ...reversalOf(stay('C1', hospital(3))), claimId: 'C1-R' }], '2025-01')
    await assess(office)
    await propose(office)
    // It was paid 4,750 and 250 were held; the fund is the fourth's alone, which has 1.1 times its claims of it.
    expect(await cleared(3)).toMatchObject({ accepted: 0, ordered: 0, owedBack: 475_000 })
    expect(await cleared(4)).toMatchObject({ accepted: 660_000 })
    await lock(office)
    // The reversal itself took back 5,000 by points in the same month; the institution treats again in March.
    await post(office, [stay('C2', hospital(3)), stay('C3', hospital(3))], '2026-03')
    await decideQuotas(office, {
      ...year,
      year: 2026,
      target: 100,
      institutions: [{ institution: 'H34019999', weight: 1 }],
    })
    // January holds the reversal, and is settled before March.
    expect((await settle(office, '2026-03', '2026-04-10')).body).toMatchObject({
      code: 'settlement.earlier-month-open',
      figures: { month: '2026-01' },
    })
    expect((await settle(office, '2026-01', '2026-04-09')).status).toBe(202)
    expect((await settle(office, '2026-03', '2026-04-10')).status).toBe(202)
    const { statements } = (await office.get('maker', '/statements', { ...fund, month: '2026-03' })).body
    expect(statements).toContainEqual(
      expect.objectContaining({ institution: hospital(3), owedBack: 475_000 }),
    )
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('the package of a community', () => {
  const path = '/package-heads/340100/employee/2025/M1/approval'
  const record = (heads: number, insured = 200) =>
    office.post('maker', '/package-heads', {
      ...{ ...year, list: 'M1', heads, insured, source: 'decision', reason: 'counted', on: '2025-12-31' },
    })
  /** Contributions of the year for so many persons. */
  const payFor = (count: number, paymentId: string) => {
    const persons = Array.from({ length: count }, (_, index) => ({
      personId: `${paymentId}-${index}`,
      account: 0,
    }))
    const bill = {
      ...premium(paymentId, 1, '2025-01-10'),
      completes: { from: '2025-01', to: '2025-12', persons },
    }
    return office.deliver(contributionsReceived, contributionsOf(fund, [bill]))
  }
  const community = { code: 'M1', members: [{ institution: hospital(2), share: '1' }] }
  const capitation = { kind: 'capitation', perHead: 7_000, heads: 999_999, community }

  it('is cleared by heads that one person recorded and another approved, whatever the agreement expected', async () => {
    await settledYear(office)
    const [, { terms }] = agreed as unknown as [unknown, { terms: object }]
    const methods = { inpatient: capitation, outpatient: { kind: 'by-item' } }
    const amendment = { on: '2025-06-01', reason: 'a package', terms: { ...terms, methods } }
    const amended = await agreeOnChange(office, hospital(2), 'amendments', amendment)
    expect(amended.status).toBe(200)
    await assess(office)
    expect((await propose(office)).body).toMatchObject({
      ...{
        code: 'clearing.heads-unknown',
        detail: 'The heads of the list M1 are not recorded and approved.',
      },
    })
    expect((await record(201)).body.code).toBe('package-heads.above-insured')
    expect((await record(90)).status).toBe(201)
    expect((await record(100)).body).toMatchObject({ heads: 100 })
    expect((await propose(office)).body.code).toBe('clearing.heads-unknown')
    expect((await office.post('makerWrittenOtherwise', path, { on: '2026-01-02' })).body.code).toBe(
      'package-heads.same-person',
    )
    // Nobody paid for the year yet; then 99 did, and then 200.
    expect((await office.post('checker', path, { on: '2026-01-02' })).body).toMatchObject({
      code: 'package-heads.nobody-counted',
      figures: { year: 2025 },
    })
    await payFor(99, 'T1')
    expect((await office.post('checker', path, { on: '2026-01-02' })).body).toMatchObject({
      code: 'package-heads.above-counted',
      figures: { heads: 100, counted: 99 },
    })
    await payFor(101, 'T2')
    for (const _ of ['once', 'again'])
      expect((await office.post('checker', path, { on: '2026-01-02' })).body).toMatchObject({
        ...{ heads: 100, counted: 200 },
      })
    expect((await record(120)).body.code).toBe('package-heads.approved-already')
    // All lists together are for no more than paid, also those that are approved at one moment.
    const other = (list: string, heads: number) =>
      office.post('maker', '/package-heads', {
        ...{ ...year, list, heads, insured: 200, source: 'decision', reason: 'counted', on: '2025-12-31' },
      })
    const approve = (list: string) => office.post('checker', path.replace('M1', list), { on: '2026-01-02' })
    await other('M2', 101)
    expect((await approve('M2')).body).toMatchObject({
      code: 'package-heads.above-counted',
      figures: { heads: 101, others: 100, counted: 200 },
    })
    await other('M2', 60)
    await other('M3', 60)
    const both = await Promise.all([approve('M2'), approve('M3')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
    await propose(office)
    // 100 heads of 70 yuan are 7,000. Half of the insured are on the list, so that half of the 24,000 claimed elsewhere
    // is theirs: it takes all. The member is paid nothing, and not less.
    const { care } = (await statementOf(office, 2)).basis as { care: Record<string, object> }
    expect(care.inpatient).toMatchObject({ claimed: 600_000, final: 0, bound: 'nil' })
    expect((await office.get('maker', '/clearings/340100/employee/2025')).body.pools).toContainEqual(
      expect.objectContaining({
        list: 'M1',
        heads: 100,
        fund: 700_000,
        paid: 0,
        elsewhere: 1_200_000,
        kept: -500_000,
      }),
    )
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('the heads of a package', () => {
  it('are never more than those for whom contributions are paid, whatever was approved', async () => {
    await settledYear(office)
    const persons = Array.from({ length: 100 }, (_, index) => ({ personId: `P${index}`, account: 0 }))
    const paid = { from: '2025-01', to: '2025-12' }
    const bill = { ...premium('T1', 30_000, '2025-01-10'), completes: { ...paid, persons } }
    await office.deliver(contributionsReceived, contributionsOf(fund, [bill]))
    await office.post('maker', '/package-heads', {
      ...{ ...year, list: 'M1', heads: 100, insured: 1_000_000, source: 'enrolment' },
      ...{ reason: 'x', on: '2025-12-31' },
    })
    await office.post('checker', '/package-heads/340100/employee/2025/M1/approval', { on: '2026-01-02' })
    // All but three are refunded since.
    const back = {
      ...premium('T0', -29_000, '2025-07-09'),
      withdraws: { ...paid, persons: persons.slice(3) },
      turn: 2,
    }
    await office.deliver(contributionsReceived, contributionsOf(fund, [back]))
    // One of the three is refunded from July on: two and a half persons are insured on average, three half up.
    const withdraws = { from: '2025-07', to: '2025-12', persons: persons.slice(0, 1) }
    const refund = { ...premium('T2', -500, '2025-07-10'), withdraws, turn: 3 }
    for (const _ of ['once', 'again'])
      await office.deliver(contributionsReceived, contributionsOf(fund, [refund]))
    const [, { terms }] = agreed as unknown as [unknown, { terms: object }]
    const community = { code: 'M1', members: [{ institution: hospital(2), share: '1' }] }
    const methods = {
      inpatient: { kind: 'capitation', perHead: 2_000_000, heads: 100, community },
      outpatient: { kind: 'by-item' },
    }
    await agreeOnChange(office, hospital(2), 'amendments', {
      ...{ on: '2025-06-01', reason: 'a package', terms: { ...terms, methods } },
    })
    await assess(office)
    await propose(office)
    // Three heads of 20,000 yuan, all insured of the fund: all of the 24,000 claimed elsewhere is theirs. The member
    // claimed 6,000 and has at most 1.2 times that.
    expect((await office.get('maker', '/clearings/340100/employee/2025')).body.pools).toContainEqual(
      expect.objectContaining({ heads: 3, insured: 3, fund: 6_000_000, elsewhere: 2_400_000, paid: 720_000 }),
    )
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('a clearing is refused', () => {
  it('before December is settled and every institution assessed, and is assessed no more once it began', async () => {
    expect((await assess(office)).body.code).toBe('clearing.months-open')
    expect((await propose(office)).body.code).toBe('clearing.months-open')
    await settledYear(office)
    expect((await propose(office)).body.code).toBe('clearing.not-assessed')
    await assess(office)
    await propose(office)
    expect((await assess(office, '2026-03-02')).body.code).toBe('assessment.year-being-cleared')
    expect((await advance(office)).body.code).toBe('working-capital.year-being-cleared')
  })

  it('by another agreement than it was assessed by', async () => {
    await settledYear(office)
    await assess(office)
    const [first] = agreed
    const terms = { ...first?.terms, depositShare: '0.04' }
    const amendment = { terms, on: '2026-02-20', reason: 'a smaller deposit was agreed' }
    expect((await agreeOnChange(office, hospital(1), 'amendments', amendment)).status).toBe(200)
    expect((await propose(office)).body.code).toBe('clearing.agreement-changed')
    await assess(office, '2026-02-21')
    expect((await propose(office)).status).toBe(202)
    expect((await statementOf(office, 1)).agreementVersion).toBe(2)
    // What is amended from then on is for later years: the clearing goes on by what it began with.
    const later = { ...amendment, terms: { ...terms, depositShare: '0.03' }, on: '2026-03-02' }
    await agreeOnChange(office, hospital(1), 'amendments', later)
    expect((await propose(office)).status).toBe(202)
  })

  it('to whoever proposed it when it is locked, and before it is proposed', async () => {
    await settledYear(office)
    await assess(office)
    expect((await lock(office)).body.code).toBe('clearing.not-proposed')
    await propose(office)
    expect((await lock(office, '2026-03-20', 'maker')).body.code).toBe('clearing.same-person')
    expect((await lock(office, '2026-02-20')).body.code).toBe('clearing.locked-before-proposed')
  })

  it.each([
    [
      'weighed a case of the year',
      '/case-reviews',
      { institution: hospital(1), claimId: 'A1', coefficient: '1' },
    ],
    ['verified a growth of the year', '/volume-growths', { institution: hospital(1), growth: '0.01' }],
  ])('when it is locked, to whoever %s', async (_, path, decided) => {
    await settledYear(office)
    const body = { ...year, ...decided, reason: 'looked into', on: '2026-01-20' }
    expect((await office.post('checker', path, body)).status).toBe(201)
    await assess(office)
    await propose(office)
    expect((await lock(office)).body.code).toBe('clearing.same-person')
    expect((await lock(office, '2026-03-29', 'province')).status).toBe(202)
    expect(await violationsIn(office)).toEqual([])
    const check = weighedByAnotherHand.start()
    for (const item of await office.recorded())
      check.see(item.by === 'checker' ? { ...item, by: ' Province' } : item)
    expect(check.finish().violations).toMatchObject([{ what: 'one hand weighed and locked' }])
  })

  it.each([
    ['weighs a case', '/case-reviews', { institution: hospital(1), claimId: 'A1', coefficient: '1' }],
    ['verifies a growth', '/volume-growths', { institution: hospital(1), growth: '0.01' }],
  ])(
    'to whoever %s of a year whose clearing has begun, which would not count it',
    async (_, path, decided) => {
      await proposedYear()
      const body = { ...year, ...decided, reason: 'looked into', on: '2026-03-02' }
      expect(await office.post('checker', path, body)).toMatchObject({
        status: 409,
        body: { code: 'assessment.year-being-cleared' },
      })
    },
  )

  it('to other cities and other institutions', async () => {
    await proposedYear()
    expect((await answer('hospital', 2, 'confirmation', { on: '2026-03-05' })).status).toBe(403)
    expect((await answer('maker', 1, 'confirmation', { on: '2026-03-05' })).status).toBe(403)
    expect((await office.get('hospital', `/clearings/340100/employee/2025/${hospital(2)}`)).status).toBe(403)
    expect((await office.get('hospital', `/clearings/340100/employee/2025/${hospital(1)}`)).status).toBe(200)
    expect((await office.get('otherCity', '/clearings', { ...fund, year: '2025' })).status).toBe(403)
    expect((await office.post('otherCity', '/clearings', { ...year, on: '2026-03-01' })).status).toBe(403)
    expect((await answer('hospital', 9, 'confirmation', { on: '2026-03-05' })).status).toBe(403)
    expect((await office.get('maker', '/clearings/340100/employee/2024/H1')).status).toBe(404)
  })
})
