import { describe, expect, it } from 'vitest'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import {
  applyForGap,
  approveApplication,
  examineApplication,
  type GapApplication,
  rejectApplication,
} from '../../../../services/adjustment-fund/gap/rules/gap-application.ts'
import { gapRulesAt, sharingRulesAt } from '../../../../services/adjustment-fund/gap/rules/gap-rule.ts'
import { trueUpApplication } from '../../../../services/adjustment-fund/gap/rules/true-up.ts'

const policy = readPolicy('shared/policy/anhui')
const rules = gapRulesAt(policy, 'resident', 2025)
const sharing = sharingRulesAt(policy, 'resident', 2025)
/** Booked: 950 in and 960 out. Its clearing adds 40 to what it cost. */
const closed = { income: 950_00, expenditure: 960_00, plannedExpenditure: 900_00, openingBalance: 0 }
/** Care cost 60 more than the first budget planned, and all that was due came in. */
const evidence: YearEvidence = {
  collection: { due: 900_00, collected: 900_00 },
  care: { basis: 'first-budget', volume: 50, cost: 900_00, volumeBefore: 0, costBefore: 840_00 },
  epidemic: { claims: 0, cost: 0 },
}
const cleared = { income: 0, expenditure: 40_00, evidence }
const recorded = { closed, cleared, pricings: [] }
const command = {
  city: '341200',
  scheme: 'resident' as const,
  year: 2025,
  causes: ['reasonable-spending' as const],
  reason: 'more stays than planned',
  madeBy: 'fuyang-clerk',
  appliedOn: '2026-08-01',
  receivedOn: '2026-08-01',
}
const applied: GapApplication = {
  ...command,
  applicationId: 'G-resident-2025-341200',
  plan: 900_00,
  gap: 50_00,
  eligible: 50_00,
  cleared: { income: 950_00, expenditure: 1_000_00 },
  appraisal: {
    uncollected: 0,
    proofs: [
      {
        cause: 'reasonable-spending',
        amount: 60_00,
        figures: { basis: 'first-budget', cost: 900_00, costBefore: 840_00, other: 0 },
      },
    ],
    ownBalance: { balance: 0, monthsPayable: '0', available: 0 },
  },
  applyBy: '2026-09-30',
  status: 'applied',
}
const examined = { by: 'province-clerk', on: '2026-08-10', division: '340000' }
const approved = { by: 'province-head', on: '2026-08-11', division: '340000' }
const withScore = (score: number | undefined) => ({ ...sharing, score })
/** What a decision came to, or its refusal. */
const accepted = <Value>(decision: Decision<Value>): Value => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const examination = accepted(examineApplication(examined, applied, withScore(92)))

describe('a gap application', () => {
  it('counts the cost by the year it belongs to: 950 came in, 960 were booked and 40 cleared, a gap of 50', () => {
    expect(applyForGap(command, recorded, rules)).toEqual({ status: 'accepted', value: applied })
  })

  it('may claim less than could count', () => {
    const decided = applyForGap({ ...command, eligibleGap: 20_00 }, recorded, rules)
    expect(decided).toEqual({ status: 'accepted', value: { ...applied, eligible: 20_00 } })
  })

  it.each([
    ['an open year', command, { ...recorded, closed: undefined }, 'gap.year-not-closed'],
    ['a year that is not cleared', command, { ...recorded, cleared: undefined }, 'gap.year-not-cleared'],
    ['a year in balance', command, { ...recorded, closed: { ...closed, income: 1_000_00 } }, 'gap.none'],
    [
      'a deficit of what was booked that the clearing took away',
      command,
      { ...recorded, cleared: { ...cleared, expenditure: -10_00 } },
      'gap.none',
    ],
    ['more than the gap', { ...command, eligibleGap: 50_01 }, recorded, 'gap.above-eligible'],
    [
      'a year that an earlier release cleared',
      command,
      { ...recorded, cleared: { income: 0, expenditure: 40_00 } },
      'gap.no-evidence',
    ],
    [
      'one that arrived a day after the last, whichever day it names',
      { ...command, receivedOn: '2026-10-01' },
      recorded,
      'gap.after-deadline',
    ],
    [
      'a cause that no figure proves',
      { ...command, causes: ['major-epidemic' as const] },
      recorded,
      'gap.not-proven',
    ],
    [
      'a city whose own balance would pay ten years',
      command,
      { ...recorded, closed: { ...closed, openingBalance: 10_000_00 } },
      'gap.own-balance-covers',
    ],
    [
      'a gap that is all uncollected revenue',
      command,
      {
        ...recorded,
        cleared: { ...cleared, evidence: { ...evidence, collection: { due: 900_00, collected: 850_00 } } },
      },
      'gap.not-proven',
    ],
  ])('is refused for %s', (_, given, year, code) => {
    expect(applyForGap(given, year, rules)).toMatchObject({ status: 'refused', refusal: { code } })
  })

  it('that arrives on 1 October is late: it counts with a reason and a document, which are kept with both days', () => {
    const late = { reason: 'the clearing was corrected in September', document: 'HF-2026-77' }
    const kept = accepted(applyForGap({ ...command, receivedOn: '2026-10-01', late }, recorded, rules))
    expect(kept).toEqual({ ...applied, receivedOn: '2026-10-01', late })
    expect(accepted(examineApplication(examined, kept, withScore(92)))).toMatchObject({ late })
  })

  it('that arrives on the last day, 30 September, is in time, and not marked late whatever it says', () => {
    const late = { reason: 'we feared that it was late', document: 'HF-2026-78' }
    const kept = accepted(applyForGap({ ...command, receivedOn: '2026-09-30', late }, recorded, rules))
    expect(kept).toEqual({ ...applied, receivedOn: '2026-09-30' })
  })

  it('counts a cause no further than its figures: care 20 above the budget proves 20 of a gap of 50', () => {
    const care = { ...evidence.care, cost: 860_00 }
    const year = { ...recorded, cleared: { ...cleared, evidence: { ...evidence, care } } }
    expect(applyForGap(command, year, rules)).toMatchObject({ value: { gap: 50_00, eligible: 20_00 } })
    expect(applyForGap({ ...command, eligibleGap: 20_01 }, year, rules)).toMatchObject({
      refusal: { code: 'gap.above-eligible', field: 'eligibleGap', figures: { most: 20_00 } },
    })
  })

  it('leaves to the fund what its own balance does not cover: of 110 a month is kept, and half of the rest goes first', () => {
    const year = { ...recorded, closed: { ...closed, openingBalance: 110_00 } }
    const own = accepted(applyForGap(command, year, rules))
    // A month costs 83.33: of what lies above it, 26.67, half is 13.33.
    expect(own.appraisal?.ownBalance).toEqual({ balance: 110_00, monthsPayable: '1.3', available: 13_33 })
    expect(accepted(examineApplication(examined, own, withScore(92)))).toMatchObject({
      share: { gap: 50_00, eligible: 50_00, own: 13_33, fund: 29_34, local: 7_33 },
    })
  })

  it('is examined with the published score, and its share follows: all 50 lie in the first band, 80 % = 40', () => {
    expect(examination).toEqual({
      ...applied,
      ...{ status: 'examined', assessmentScore: 92, examined },
      share: { gap: 50_00, eligible: 50_00, ineligible: 0, own: 0, fund: 40_00, local: 10_00 },
    })
    expect(accepted(examineApplication(examined, applied, withScore(60)))).toMatchObject({
      share: { fund: 32_00 },
    })
  })

  it('is at most 15 % of the plan for one city, whatever its bands', () => {
    const large = { ...applied, plan: 200_00, gap: 50_00, eligible: 50_00 }
    expect(accepted(examineApplication(examined, large, withScore(92)))).toMatchObject({
      share: { fund: 30_00, local: 20_00 },
    })
  })

  it('is not examined before the year is evaluated, nor by its maker, nor on a day of its year', () => {
    const refused = (code: string) => ({ status: 'refused', refusal: { code } })
    expect(examineApplication(examined, applied, withScore(undefined))).toMatchObject(
      refused('gap.not-evaluated'),
    )
    expect(examineApplication({ ...examined, by: 'fuyang-clerk' }, applied, withScore(92))).toMatchObject(
      refused('application.own-approval'),
    )
    expect(examineApplication({ ...examined, on: '2024-06-01' }, applied, withScore(92))).toMatchObject(
      refused('run.year-not-over'),
    )
  })

  it('is approved by a second person of the province, once, and not before it is examined', () => {
    expect(approveApplication(approved, applied)).toMatchObject({
      refusal: { code: 'application.not-examined' },
    })
    for (const by of ['province-clerk', ' Fuyang-Clerk'])
      expect(approveApplication({ ...approved, by }, examination)).toMatchObject({
        refusal: { code: 'application.own-approval' },
      })
    expect(approveApplication({ ...approved, on: '2026-08-09' }, examination)).toMatchObject({
      refusal: { code: 'application.before-examined' },
    })
    const done = accepted(approveApplication(approved, examination))
    expect(done).toEqual({
      ...examination,
      ...{ status: 'approved', approvedBy: 'province-head', approvedOn: '2026-08-11', approvedFor: '340000' },
    })
    expect(approveApplication(approved, done)).toMatchObject({ refusal: { code: 'application.decided' } })
  })

  it('is rejected with a reason while it is not approved', () => {
    const reason = { ...approved, reason: 'the pricing is of another change' }
    expect(rejectApplication(reason, examination)).toMatchObject({
      value: { status: 'rejected', rejected: reason },
    })
    const done = accepted(approveApplication(approved, examination))
    expect(rejectApplication(reason, done)).toMatchObject({ refusal: { code: 'application.decided' } })
  })
})

describe('a true-up by the final accounts of the year', () => {
  const granted = accepted(approveApplication(approved, examination))
  if (granted.status !== 'approved') throw new Error('not approved')
  const final = (expenditure: number) => ({
    final: { income: 950_00, expenditure },
    finalisedOn: '2026-12-01',
  })

  it('claws back what was paid above the share of the final gap: 10 less cost take 8 of 40 back', () => {
    const trued = trueUpApplication(final(990_00), { ...granted, paid: 40_00 }, sharing)
    expect(trued).toMatchObject({ share: { gap: 40_00, fund: 32_00 }, clawedBack: 8_00 })
  })

  it('claws nothing back of what was not paid, and never gives more than was approved', () => {
    expect(trueUpApplication(final(990_00), { ...granted, paid: 30_00 }, sharing).clawedBack).toBe(0)
    expect(trueUpApplication(final(1_200_00), { ...granted, paid: 40_00 }, sharing)).toMatchObject({
      share: { fund: 40_00 },
      clawedBack: 0,
    })
  })

  it('takes all back where the final accounts have no gap', () => {
    const trued = trueUpApplication(final(900_00), { ...granted, paid: 40_00 }, sharing)
    expect(trued).toMatchObject({ share: { gap: 0, fund: 0 }, clawedBack: 40_00 })
  })
})
