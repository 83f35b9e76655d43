import { describe, expect, it } from 'vitest'
import { claimsRecovered } from '#shared/contracts/supervision.ts'
import { fen } from '#shared/money/fen.ts'
import { finalYears } from '../../../../services/budget/accounts/final-year.ts'
import { gapShares } from '../../../../services/budget/adjustment-fund/store.ts'
import { lateCostsAreTold } from '../../../../services/budget/cleared-cost/late-cost-invariant.ts'
import type { YearCleared } from '../../../../services/budget/cleared-cost/rules/year-cleared.ts'
import { lateCostsAreLookedAt } from '../../../../services/budget/cleared-cost/waits.ts'
import { lateCostsAreBorneOnce } from '../../../../services/budget/late-cost/borne-invariant.ts'
import {
  correctedYearsAreDecided,
  lateCostsTakeTwoHands,
} from '../../../../services/budget/late-cost/invariants.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { yearCloses } from '../../../../services/budget/year-close/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { reversalOf } from '../claims.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import {
  assess,
  claims,
  fund,
  hospital,
  lock,
  onDay,
  post,
  propose,
  settledYear,
  statementOf,
} from './cleared-year.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const recordOf = async (kind: string) => (await office.recorded()).filter((item) => item.kind === kind)
const costOf = async (year: number) =>
  (await office.get('maker', `/execution/340100/employee/${year}`)).body as Record<string, unknown>
const proposed = async () => {
  await settledYear(office)
  await assess(office)
  await propose(office)
}

describe('what clearing a year adds stands beside the books, by the year it belongs to', () => {
  it('2025 cost 30,000 as booked and 29,450 as cleared, with a forfeited deposit of 250', async () => {
    await proposed()
    // The methods of December are booked when it is settled, in January: 5,000 and 7,500 for two stays of 6,000.
    expect(await costOf(2025)).toMatchObject({ expenditure: 3_000_000, cost: 3_050_000 })
    await lock(office)
    // The first bears 1,450 of its overspend of 2,000; the second keeps 300; the third and fourth are paid 6,000 and
    // 6,600 for the 5,000 and 7,500 that were booked of their points.
    expect((await statementOf(office, 1)).costs).toEqual({
      inpatient: { overspend: -145_000 },
      'other-income': { deposits: 25_000 },
    })
    expect((await statementOf(office, 2)).costs).toEqual({ inpatient: { surplus: 30_000 } })
    expect((await statementOf(office, 4)).costs).toEqual({ inpatient: { methods: -90_000 } })
    expect(await recordOf('cost-of-year')).toMatchObject([
      { ...fund, year: 2025, bookedIn: '2026-01', 'inpatient:monthly': 50_000 },
      {
        ...{ ...fund, year: 2025, bookedIn: '2026-03' },
        'inpatient:overspend': -145_000,
        'inpatient:surplus': 30_000,
        'inpatient:methods': 10_000,
        'other-income:deposits': 25_000,
      },
    ])
    expect(await costOf(2025)).toMatchObject({ expenditure: 3_000_000, cost: 2_945_000 })
    // The books of 2026 hold it; none of it is of 2026.
    expect(await costOf(2026)).toMatchObject({ expenditure: -55_000, cost: 0 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is told once, when no statement is open any more', async () => {
    await proposed()
    const path = `/clearings/340100/employee/2025/${hospital(1)}`
    await onDay('2026-03-05', () =>
      office.post('hospital', `${path}/dispute`, { on: '2026-03-05', reason: 'the score is too low' }),
    )
    await lock(office)
    expect(await recordOf('fund-year-cleared')).toEqual([])
    expect((await recordOf('cost-of-year'))[1]).toMatchObject({ 'inpatient:surplus': 30_000 })
    await office.post('province', `${path}/decision`, {
      ...{ on: '2026-03-25', reason: 'as it was assessed', adjustment: 10_000 },
    })
    await lock(office, '2026-04-10')
    await lock(office, '2026-04-10')
    const [cleared, ...others] = await recordOf('fund-year-cleared')
    expect(others).toEqual([])
    expect(cleared).toMatchObject({ clearedOn: '2026-04-10', statements: 4, accepted: 2_955_000 })
    const [event] = toEvents([{ item: cleared as never, sequence: '1' }])
    expect(event?.event).toEqual({
      ...{ id: 'fund-year-cleared:340100:employee:2025', occurredOn: '2026-04-10' },
      data: {
        ...{ ...fund, year: 2025, clearedOn: '2026-04-10', statements: 4 },
        ...{ income: 25_000, expenditure: -45_000 },
        // Nothing was paid in of what was planned; the care of five claims is that by the year it belongs to.
        evidence: {
          collection: { due: 4_123_711, collected: 0 },
          care: {
            ...{ basis: 'first-budget', volume: 5, cost: 2_955_000 },
            ...{ volumeBefore: 0, costBefore: 4_123_711 },
          },
          epidemic: { claims: 0, cost: 0 },
        },
      },
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('tells what comes after it was cleared, once, with its amount, since the gap was shared without it', async () => {
    await proposed()
    await lock(office)
    expect(await recordOf('late-cost')).toEqual([])
    const [first] = claims
    if (!first) throw new Error('there is no claim')
    const late = [{ ...reversalOf(first), settledOn: '2026-05-10', year: 2025 }]
    for (const _ of ['first', 'again']) await post(office, late, '2026-05')
    const [told] = await recordOf('late-cost')
    expect(told).toMatchObject({ year: 2025, income: 0, expenditure: -600_000 })
    const { amount, until } = lateCostsAreLookedAt.waits(told as never) ?? {}
    expect([amount, until]).toEqual([-600_000, '9999-12-31'])
    expect(await violationsIn(office)).toEqual([])
    const kept = (await office.recorded()).filter(({ kind }) => kind !== 'late-cost')
    const { see, finish } = lateCostsAreTold.start()
    for (const item of kept) see(item as never)
    expect(finish().violations.map(({ what }) => what)).toEqual([
      'other costs came after it was cleared than are told',
    ])
  })

  it('ends that work by two hands, with the amounts told, and tells anew what comes afterwards', async () => {
    await proposed()
    await lock(office)
    const path = '/late-costs/340100/employee/2025'
    const body = { reason: 'One stay was reversed in May', document: 'Wanyibao [2026] 31' }
    let proposals = 0
    // Each with words of its own: the same again would be a repeat of the first.
    const propose_ = () => {
      proposals += 1
      return office.post('maker', `${path}/proposals`, { ...body, reason: `${body.reason}, ${proposals}` })
    }
    const approve = (as: 'maker' | 'checker' | 'province', number: number, proposalId: unknown) =>
      office.post(as, `${path}/proposals/${number}/approval`, { proposalId })
    expect((await office.get('maker', path)).body).toEqual({ income: 0, expenditure: 0, proposals: [] })
    expect((await propose_()).body.code).toBe('late-cost.none')
    const [first, second] = claims
    if (!first || !second) throw new Error('there are no claims')
    await post(office, [{ ...reversalOf(first), settledOn: '2026-05-10', year: 2025 }], '2026-05')
    const made = await office.post('province', `${path}/proposals`, body)
    expect(made.body).toMatchObject({ number: 1, outcome: 'carried', income: 0, expenditure: -600_000 })
    expect((await propose_()).body.code).toBe('late-cost.proposal-waits')
    const { proposalId } = made.body
    expect((await approve('checker', 1, proposalId)).status).toBe(403)
    expect((await approve('province', 1, proposalId)).body.code).toBe('late-cost.maker-is-checker')
    const approveAs = (number: number, id: unknown) =>
      office.post('provinceApprover', `${path}/proposals/${number}/approval`, { proposalId: id })
    expect((await approveAs(1, 'another')).body.code).toBe('late-cost.other-proposal')
    expect((await approveAs(2, proposalId)).body.code).toBe('late-cost.unknown')
    expect((await approveAs(1, proposalId)).body).toMatchObject({ status: 'approved' })
    // A third hand is told who approved it.
    expect(
      (await office.post('provinceChecker', `${path}/proposals/1/approval`, { proposalId })).body.code,
    ).toBe('approval.done')
    const waits = async () => {
      const [told] = await recordOf('late-cost')
      return lateCostsAreLookedAt.waits(told as never)
    }
    expect(await waits()).toBeUndefined()
    expect((await propose_()).body.code).toBe('late-cost.none')
    const withdraw = (number: number) => office.post('maker', `${path}/proposals/${number}/withdrawal`)
    expect((await withdraw(1)).body.code).toBe('late-cost.not-proposed')
    // Another reversal: it is told again, and what is proposed of it holds only while nothing more comes.
    await post(office, [{ ...reversalOf(second), settledOn: '2026-06-10', year: 2025 }], '2026-06')
    expect(await waits()).toMatchObject({ until: '9999-12-31' })
    const { body: again } = await propose_()
    expect(again).toMatchObject({ number: 2, status: 'proposed' })
    expect(Number(again.expenditure)).toBeLessThan(-600_000)
    await post(
      office,
      [{ ...reversalOf(second), claimId: 'L1', settledOn: '2026-07-10', year: 2025 }],
      '2026-07',
    )
    expect((await approveAs(2, again.proposalId)).body.code).toBe('late-cost.more-came')
    expect((await withdraw(2)).body).toMatchObject({ status: 'withdrawn' })
    expect((await approveAs(2, again.proposalId)).body.code).toBe('late-cost.not-proposed')
    const { body: last } = await propose_()
    expect((await approveAs(3, last.proposalId)).body).toMatchObject({ status: 'approved' })
    expect(await waits()).toBeUndefined()
    expect((await office.get('maker', path)).body).toMatchObject({
      expenditure: last.expenditure,
      decided: { number: 3 },
      proposals: [{ status: 'approved' }, { status: 'withdrawn' }, { status: 'approved' }],
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('trues a shared gap up again by two hands: only of a final year, in its time, and from a hundredth of the gap on', async () => {
    await proposed()
    await lock(office)
    const [first] = claims
    if (!first) throw new Error('there is no claim')
    await post(office, [{ ...reversalOf(first), settledOn: '2026-05-10', year: 2025 }], '2026-05')
    const path = '/late-costs/340100/employee/2025/proposals'
    let tried = 0
    const again = () => {
      tried += 1
      const body = { reason: `One stay was reversed in May, ${tried}`, document: 'Wanyibao [2026] 31' }
      return office.post('maker', path, { ...body, outcome: 'trued-up' })
    }
    expect((await again()).body.code).toBe('late-cost.no-shared-gap')
    const { store } = office
    const of = { fund, year: 2025 }
    const share = { own: 0, fromFund: 4_000_000, local: 0, ineligible: 0, approvedOn: '2026-04-20' }
    const shared = { ...of, ...share, applicationId: 'G-employee-2025-340100' }
    await store.write([gapShares.create({ ...shared, gap: 70_000_000 })])
    expect((await again()).body.code).toBe('late-cost.year-not-final')
    const closed = { ...of, closedOn: '2026-01-25', finalEntries: {}, resultCarried: {} }
    const booked = { income: 3_000_000, expenditure: 3_000_000, pooledCollection: 3_000_000 }
    const rest = { plannedExpenditure: 3_000_000, openingBalance: 0, closingBalance: 0 }
    await store.write([yearCloses.create({ ...closed, ...booked, ...rest })])
    const [cleared] = (await recordOf('fund-year-cleared')) as unknown as YearCleared[]
    if (!cleared) throw new Error('the year is not cleared')
    const final = {
      income: fen(3_000_000 + cleared.income),
      expenditure: fen(3_000_000 + cleared.expenditure),
    }
    await store.write([finalYears.create({ ...of, finalisedOn: '2019-04-30', ...final })])
    expect((await again()).body.code).toBe('late-cost.too-late')
    const key = finalYears.key(of)
    await store.write([{ kind: 'add', key, amounts: {}, set: { finalisedOn: '2026-04-30' } }])
    expect((await again()).body).toMatchObject({ code: 'late-cost.too-little' })
    const ofGap = { kind: 'add' as const, key: gapShares.key(of) }
    await store.write([{ ...ofGap, amounts: { gap: -10_000_000 } }])
    const made = await again()
    const correctedTo = { income: final.income, expenditure: final.expenditure - 600_000 }
    expect(made.body).toMatchObject({ outcome: 'trued-up', expenditure: -600_000, correctedTo })
    const { proposalId, number } = made.body
    expect(
      (await office.post('provinceApprover', `${path}/${number}/approval`, { proposalId })).body,
    ).toMatchObject({ status: 'approved' })
    const [corrected] = await recordOf('fund-year-corrected')
    expect(corrected).toMatchObject({ number: 1, ...correctedTo })
    const judged = async () => {
      const { see, finish } = correctedYearsAreDecided.start()
      for (const item of await office.recorded()) see(item as never)
      return finish()
    }
    expect(await judged()).toEqual({ checked: 2, violations: [] })
  })

  it('has institutions bear what came late of their own claims, by two hands, and settles so much less with them', async () => {
    await proposed()
    await lock(office)
    const [first] = claims
    if (!first) throw new Error('there is no claim')
    const told = { ...first, claimId: 'L1', settledOn: '2026-05-10', year: 2025 }
    await post(office, [told], '2026-05')
    const path = '/late-costs/340100/employee/2025'
    const body = { reason: 'Told five months late', document: 'Wanyibao [2026] 32' }
    let proposals = 0
    const asks = (...borne: readonly (readonly [institution: string, amountFen: number])[]) => {
      proposals += 1
      const named = borne.map(([institution, amountFen]) => ({ institution, amountFen }))
      const reason = `${body.reason}, ${proposals}`
      return office.post('maker', `${path}/proposals`, { ...body, reason, borne: named })
    }
    expect((await asks([hospital(1), 600_001])).body).toMatchObject({
      code: 'late-cost.beyond-own',
      figures: { institution: hospital(1), amount: 600_001, most: 600_000 },
    })
    // Nothing of the second came late.
    expect((await asks([hospital(2), 1])).body).toMatchObject({ code: 'late-cost.beyond-own' })
    expect((await asks([hospital(1), 1], [hospital(1), 1])).body.code).toBe('late-cost.institution-twice')
    const { body: made } = await asks([hospital(1), 400_000])
    expect(made).toMatchObject({
      ...{ outcome: 'carried', expenditure: 600_000 },
      borne: [{ institution: hospital(1), amount: 400_000, late: 600_000, before: 0 }],
    })
    const approve = (number: number, proposalId: unknown) =>
      office.post('provinceApprover', `${path}/proposals/${number}/approval`, { proposalId })
    for (const _ of ['once', 'again'])
      expect((await approve(1, made.proposalId)).body).toMatchObject({ status: 'approved' })
    // What is borne is no cost of the year any more, and the rest is carried.
    expect((await office.get('maker', path)).body).toMatchObject({
      ...{ expenditure: 200_000, decided: { number: 1, expenditure: 200_000 } },
    })
    expect((await asks([hospital(1), 1])).body.code).toBe('late-cost.none')
    const ofInstitution = `/borne-costs/340100/employee/${hospital(1)}`
    const [booked] = (await office.get('maker', ofInstitution)).body.costs as unknown as {
      bookedIn: string
    }[]
    expect(booked).toMatchObject({ year: 2025, number: 1, amount: 400_000 })
    const months = await recordOf('institution-month')
    expect(
      months.filter(({ institution, owedBack }) => institution === hospital(1) && owedBack),
    ).toMatchObject([{ month: booked?.bookedIn, owedBack: 400_000 }])
    expect(await violationsIn(office)).toEqual([])

    // More comes of the same institution: what it bears already is not borne twice.
    await post(office, [{ ...told, claimId: 'L2', settledOn: '2026-06-10' }], '2026-06')
    expect((await asks([hospital(1), 600_001])).body).toMatchObject({
      code: 'late-cost.beyond-told',
      figures: { all: 600_001, most: 600_000 },
    })
    expect((await asks([hospital(1), 600_000])).body).toMatchObject({
      borne: [{ late: 1_200_000, before: 400_000 }],
    })
    const judged = async (change: (item: Record<string, unknown>) => object) => {
      const { see, finish } = lateCostsAreBorneOnce.start()
      for (const item of await office.recorded()) see({ ...item, ...change(item) } as never)
      return new Set(finish().violations.map(({ what }) => what))
    }
    const ofKind = (kind: string, more: object) => (item: Record<string, unknown>) =>
      item.kind === kind ? more : {}
    expect([...(await judged(() => ({})))]).toEqual([])
    expect(await judged(ofKind('late-cost-borne', { amount: 400_001 }))).toContain(
      'its lines are another amount',
    )
    expect(await judged(ofKind('late-cost-borne', { late: 399_999 }))).toContain(
      'it bears more than came late of its claims',
    )
    expect(await judged(ofKind('late-cost-borne', { kind: 'lost' }))).toContain('decided and borne: amount')
    expect(await judged(ofKind('institution-month', { owedBack: 1 }))).toContain(
      "owed back and institutions' months: amount",
    )
    expect(
      await judged((item) => (item.reason === 'late-costs-borne' ? { reason: 'correction' } : {})),
    ).toContain('borne and booked: inpatient')
    expect(await judged(ofKind('cost-of-year', { 'inpatient:borne': 0 }))).toContain(
      'borne and cost of the year: inpatient',
    )
  })

  it('finds late costs that were taken as decided by one hand, or with other amounts', async () => {
    await proposed()
    await lock(office)
    const [first] = claims
    if (!first) throw new Error('there is no claim')
    await post(office, [{ ...reversalOf(first), settledOn: '2026-05-10', year: 2025 }], '2026-05')
    const path = '/late-costs/340100/employee/2025/proposals'
    const body = { reason: 'One stay was reversed in May', document: 'Wanyibao [2026] 31' }
    const { proposalId } = (await office.post('maker', path, body)).body
    await office.post('provinceApprover', `${path}/1/approval`, { proposalId })
    const judged = async (change: (item: Record<string, unknown>) => object) => {
      const { see, finish } = lateCostsTakeTwoHands.start()
      for (const item of await office.recorded()) see({ ...item, ...change(item) } as never)
      return finish().violations.map(({ what }) => what)
    }
    expect(await judged(() => ({}))).toEqual([])
    expect(
      await judged(({ kind, approved }) => (kind === 'late-cost-decision' ? { proposed: approved } : {})),
    ).toEqual(['one person decided, or approved before it was proposed'])
    const withoutProposal = ['no approved proposal says what is taken as decided']
    expect(
      await judged(({ kind }) =>
        kind === 'late-cost' ? { decided: { number: 1, income: 0, expenditure: -1 } } : {},
      ),
    ).toEqual(withoutProposal)
    expect(await judged(({ kind }) => (kind === 'late-cost-decision' ? { status: 'proposed' } : {}))).toEqual(
      withoutProposal,
    )
  })

  it('was paid by the heads of then: others are neither recorded nor approved', async () => {
    await proposed()
    const heads = { ...fund, year: 2025, heads: 1, insured: 1, source: 'decision', reason: 'counted' }
    const record = (list: string) =>
      office.post('maker', '/package-heads', { ...heads, list, on: '2026-01-05' })
    expect((await record('M1')).status).toBe(201)
    await lock(office)
    expect((await record('M2')).body.code).toBe('package-heads.year-cleared')
    const path = '/package-heads/340100/employee/2025/M1/approval'
    expect((await office.post('checker', path, { on: '2026-04-01' })).body.code).toBe(
      'package-heads.year-cleared',
    )
  })

  it('tells of a recovery by the month that it is booked in, not by the day it was ordered on', async () => {
    await proposed()
    await lock(office)
    // Ordered in December, it comes after that month was closed.
    const parts = [
      {
        ...{ claimId: 'B1', care: 'inpatient' as const, year: 2025 },
        ...{ basic: 50_000, seriousIllness: 0, medicalAid: 0, supplement: 0 },
      },
    ]
    const recovery = {
      recoveryId: 'R1',
      caseId: 'K1',
      ...fund,
      institution: hospital(2),
      orderedOn: '2025-12-30',
    }
    for (const _ of ['first', 'again'])
      await office.deliver(claimsRecovered, {
        ...{ id: 'recovery:R1', occurredOn: '2025-12-30', data: { ...recovery, parts } },
      })
    const [told, ...others] = await recordOf('late-cost')
    expect(others).toEqual([])
    expect(told).toMatchObject({ year: 2025, expenditure: -50_000 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('so do reversals and recoveries of its claims that are booked later', async () => {
    await settledYear(office)
    const [first] = claims
    if (!first) throw new Error('there is no claim')
    await post(office, [{ ...reversalOf(first), settledOn: '2026-02-10', year: 2025 }], '2026-02')
    await office.deliver(claimsRecovered, {
      id: 'recovery:R1',
      occurredOn: '2026-02-12',
      data: {
        ...{ recoveryId: 'R1', caseId: 'K1', ...fund, institution: hospital(2), orderedOn: '2026-02-12' },
        parts: [
          {
            ...{ claimId: 'B1', care: 'inpatient', year: 2025 },
            ...{ basic: 50_000, seriousIllness: 0, medicalAid: 0, supplement: 0 },
          },
        ],
      },
    })
    expect(await recordOf('cost-of-year')).toMatchObject([
      { bookedIn: '2026-01' },
      {
        ...{ year: 2025, bookedIn: '2026-02' },
        'inpatient:claims': -600_000,
        'inpatient:recovered': -50_000,
        'account-benefit:claims': -30_000,
      },
    ])
    expect(await costOf(2025)).toMatchObject({ expenditure: 3_000_000, cost: 2_400_000 })
    expect(await costOf(2026)).toMatchObject({ expenditure: -600_000, cost: 0 })
    expect(await violationsIn(office)).toEqual([])
  })
})
