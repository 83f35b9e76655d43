import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imbalanceOf } from '../../../../services/budget/ledger/rules/movements.ts'
import type { FundPeriod } from '../../../../services/budget/ledger/rules/year-periods.ts'
import { monthsToClose } from '../../../../services/budget/monthly-settlement/rules/months-to-close.ts'
import {
  differenceMovements,
  noDifferences,
  settleInstitution,
  settlementMovements,
} from '../../../../services/budget/monthly-settlement/rules/settle-institution.ts'
import { accruedBy, newStanding } from '../../../../services/budget/monthly-settlement/rules/standing.ts'

const january = newStanding('H1', 2025, '2025-01')
const settle = (
  controlled: number,
  quotaToDate: number | null,
  standing = january,
  month = '2025-01',
  others = 0,
  releasesSuspended = false,
) =>
  settleInstitution({
    month,
    standing,
    claimed: { controlled, inpatient: 0, others, recovered: 0, owedBack: 0, visitors: 0 },
    differences: noDifferences,
    quotaToDate,
    depositShare: '0.05',
    releasesSuspended,
  })

describe('settling an institution’s month', () => {
  it('pays what lies within quota in full less the deposit', () => {
    expect(settle(1_000_00, 1_000_00).statement).toMatchObject({
      within: 1_000_00,
      suspended: 0,
      deposit: 50_00,
      ordered: 950_00,
    })
  })

  it('suspends what lies above the quota, and pays other funds in full without deposit', () => {
    expect(settle(1_300_00, 1_000_00, january, '2025-01', 200_00).statement).toMatchObject({
      claimed: 1_500_00,
      within: 1_000_00,
      suspended: 300_00,
      deposit: 50_00,
      ordered: 1_150_00,
    })
  })

  it('keeps what was suspended for the review at the year’s end: a later month pays its own claims', () => {
    const first = settle(1_300_00, 1_000_00)
    const second = settle(600_00, 2_000_00, first.standing, '2025-02')
    expect(second.statement).toMatchObject({ within: 600_00, suspended: 0, deposit: 30_00, ordered: 570_00 })
    expect(second.standing).toMatchObject({ controlled: 1_900_00, within: 1_600_00, suspended: 300_00 })
    // What January left of the quota is still February's: the quota counts from January.
    const unused = settle(700_00, 1_000_00)
    expect(settle(1_300_00, 2_000_00, unused.standing, '2025-02').statement).toMatchObject({
      within: 1_300_00,
      suspended: 0,
    })
  })

  it('takes claims that are taken back off what is suspended first', () => {
    const first = settle(1_300_00, 1_000_00)
    const second = settle(-400_00, 2_000_00, first.standing, '2025-02')
    expect(second.statement).toMatchObject({ within: -100_00, suspended: -300_00, deposit: -5_00 })
  })

  it('sets free what was suspended when a later month leaves room, where the agreement says so', () => {
    const released = (amount: number, quota: number, standing = january, month = '2025-01') =>
      settle(amount, quota, standing, month, 0, true)
    const first = released(1_300_00, 1_000_00)
    const second = released(600_00, 2_000_00, first.standing, '2025-02')
    expect(second.statement).toMatchObject({
      within: 900_00,
      suspended: -300_00,
      deposit: 45_00,
      ordered: 855_00,
    })
    expect(second.standing).toMatchObject({ controlled: 1_900_00, within: 1_900_00, suspended: 0 })
  })

  it('controls no institution outside the quota plan', () => {
    expect(settle(1_300_00, null).statement).toMatchObject({
      within: 1_300_00,
      suspended: 0,
      quotaToDate: null,
    })
  })

  it('orders nothing when more was taken back than is due, and sets it off in the next month', () => {
    const first = settle(1_000_00, 5_000_00)
    const second = settle(-400_00, 5_000_00, first.standing, '2025-02')
    expect(second.statement).toMatchObject({ deposit: -20_00, ordered: 0, carried: -380_00 })
    const third = settle(1_000_00, 5_000_00, second.standing, '2025-03')
    expect(third.statement).toMatchObject({ carriedBefore: -380_00, ordered: 570_00, carried: 0 })
  })

  it('takes over what was owed back at the end of the year before', () => {
    const standing = newStanding('H1', 2026, '2026-01', { own: -100_00, visitors: 0 })
    expect(settle(1_000_00, 5_000_00, standing, '2026-01').statement.ordered).toBe(850_00)
  })

  it('accounts for every fen claimed, month after month, and its entry balances', () => {
    const months = fc.array(
      fc.record({
        controlled: fc.integer({ min: -1e9, max: 1e10 }),
        others: fc.integer({ min: -1e8, max: 1e9 }),
        quota: fc.integer({ min: 0, max: 1e10 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(months, (year) => {
        let standing = january
        let quota = 0
        for (const { controlled, others, quota: more } of year) {
          quota += more
          const settled = settle(controlled, quota, standing, '2025-01', others)
          expect(imbalanceOf(settlementMovements(settled.statement))).toBe(0)
          expect(settled.statement.ordered).toBeGreaterThanOrEqual(0)
          standing = settled.standing
        }
        const { ordered, deposits, suspended, carried } = standing
        expect(ordered + deposits + suspended + carried).toBe(standing.controlled + standing.others)
        expect(standing.within).toBeLessThanOrEqual(Math.max(quota, 0))
      }),
    )
  })
})

describe('settling a month by a method of payment', () => {
  const claimed = {
    ...{ controlled: 1_000_00, inpatient: 600_00, others: 200_00 },
    ...{ recovered: 0, owedBack: 0, visitors: 0 },
  }
  const byMethod = (inpatient: number, quotaToDate: number, more: Partial<typeof claimed> = {}) =>
    settleInstitution({
      month: '2025-01',
      standing: january,
      claimed: { ...claimed, ...more },
      differences: { inpatient, outpatient: 0 },
      quotaToDate,
      depositShare: '0.05',
    })

  it('pays what the method makes of the claims, within the quota, and shows the difference', () => {
    // Claims 1,000, by points 150 more: 1,150 against a quota of 1,100; 5 % of 1,100 is held; others 200 in full.
    const { statement, standing } = byMethod(150_00, 1_100_00)
    expect(statement).toMatchObject({ claimed: 1_200_00, within: 1_100_00, suspended: 50_00, deposit: 55_00 })
    expect(statement.ordered).toBe(1_245_00)
    expect(standing).toMatchObject({ controlled: 1_000_00, inpatient: 600_00, inpatientDifference: 150_00 })
    expect(accruedBy(standing)).toEqual({ inpatient: 750_00, outpatient: 400_00 })
  })

  it('pays less than the claims where the method makes less of them', () => {
    expect(byMethod(-100_00, 5_000_00).statement).toMatchObject({
      within: 900_00,
      deposit: 45_00,
      ordered: 1_055_00,
    })
  })

  it('books the difference on the line of its care', () => {
    expect(differenceMovements({ inpatient: 150_00, outpatient: -20_00 })).toEqual({
      inpatient: 150_00,
      outpatient: -20_00,
      'institutions-payable': -130_00,
    })
  })

  it('takes back what the clearing of an earlier year left owing, as far as something is due', () => {
    expect(byMethod(0, 5_000_00, { owedBack: 150_00 }).statement).toMatchObject({
      ordered: 1_000_00,
      carried: 0,
    })
    expect(byMethod(0, 5_000_00, { owedBack: 2_000_00 }).statement).toMatchObject({
      ordered: 0,
      carried: -850_00,
    })
  })
})

describe('closing months for a settlement', () => {
  const period = (name: string, closedBy: string | null): FundPeriod => ({
    period: name,
    movements: {},
    counts: { claims: 0, reversals: 0, cost: 0, inScope: 0 },
    entries: 1,
    closedOn: closedBy && '2025-02-10',
    closedBy,
  })
  const close = (
    month: string,
    on: string,
    periods: FundPeriod[],
    unfinishedRun: string | undefined = undefined,
  ) => monthsToClose({ month, on, runId: `MS-${month}` }, { periods, unfinishedRun })
  const refusal = (code: string) => ({ status: 'refused', refusal: { code } })

  it('closes the month, and with it those before it in the year that hold no care', () => {
    expect(
      close('2025-03', '2025-04-10', [period('2025-01', 'MS-2025-01'), period('2025-02', null)]),
    ).toEqual({
      status: 'accepted',
      value: ['2025-02', '2025-03'],
    })
  })

  it('is refused past an open month with care of its own people or of others: months are settled in their order', () => {
    const without = period('2025-01', null)
    const counts = { ...without.counts, claims: 1 }
    const open = {
      status: 'refused',
      refusal: { code: 'settlement.earlier-month-open', figures: { month: '2025-01' } },
    }
    expect(close('2025-03', '2025-04-10', [{ ...without, counts }, period('2025-02', null)])).toMatchObject(
      open,
    )
    expect(close('2025-02', '2025-03-10', [{ ...without, visits: 1 }])).toMatchObject(open)
    expect(close('2025-01', '2025-02-10', [{ ...without, counts }])).toMatchObject({ value: ['2025-01'] })
  })

  it('has nothing to close when the run goes on', () => {
    const own = [period('2025-01', 'MS-2025-01')]
    expect(close('2025-01', '2025-02-10', own, 'MS-2025-01')).toEqual({ status: 'accepted', value: [] })
  })

  it('is refused for a closed month, a month that is not over, beside an unfinished run, before the year before is done', () => {
    expect(close('2025-01', '2025-02-10', [period('2025-01', 'MS-2025-02')])).toMatchObject(
      refusal('settlement.month-closed'),
    )
    for (const on of ['2025-02-28', '2025-03-02', '2025-03-31'])
      expect(close('2025-03', on, [])).toMatchObject(refusal('settlement.month-not-over'))
    expect(close('2025-03', '2025-04-01', [])).toMatchObject({ status: 'accepted' })
    expect(close('2025-02', '2025-03-10', [period('2025-01', 'MS-2025-01')], 'MS-2025-01')).toMatchObject(
      refusal('settlement.earlier-run-open'),
    )
    expect(close('2025-01', '2025-02-10', [period('2024-12', null)])).toMatchObject(
      refusal('settlement.earlier-year-open'),
    )
  })
})
