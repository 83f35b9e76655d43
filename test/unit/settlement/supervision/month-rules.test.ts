import { describe, expect, it } from 'vitest'
import type {
  ClaimNote,
  MonthFigures,
} from '../../../../services/settlement/supervision/rules/month-figures.ts'
import { countMonth } from '../../../../services/settlement/supervision/rules/month-figures.ts'
import { bookOf } from './given.ts'

const noFigures: MonthFigures = {
  ...{ visits: 0, visitors: 0, stays: 0, inpatients: 0 },
  ...{ total: 0, fund: 0, fullySelfPaid: 0 },
}
const month = (changed: Partial<MonthFigures>): MonthFigures => ({ ...noFigures, ...changed })

const find = (
  kind: string,
  figures: object,
  now: Partial<MonthFigures>,
  before: Readonly<Record<number, Partial<MonthFigures>>> = {},
) => {
  const [found] = bookOf(kind, figures).monthRulesOn('340100', '2025-06-30')
  const earlier = (months: number) => before[months] && month(before[months])
  return found?.rule.find({ now: month(now), before: earlier })
}

describe('what is counted of a month', () => {
  const note = (id: string, personId: string, changed: Partial<ClaimNote> = {}): ClaimNote => ({
    ...{ id, personId, care: 'inpatient', counts: 1 },
    ...{ total: 1_000_000, fund: 700_000, fullySelfPaid: 50_000 },
    ...changed,
  })

  it('is each stay and each person once, and a readmission within 15 days with the stay before it', () => {
    const notes = [note('C1', 'P1'), note('C2', 'P1', { counts: 0 }), note('C3', 'P2')]
    expect(countMonth(notes)).toEqual({
      ...{ visits: 0, visitors: 0, stays: 2, inpatients: 2 },
      ...{ total: 3_000_000, fund: 2_100_000, fullySelfPaid: 150_000 },
    })
  })

  it('is the same when a claim was noted twice', () => {
    const notes = [note('C1', 'P1'), note('C1', 'P1'), note('C2', 'P1', { care: 'outpatient' })]
    expect(countMonth(notes)).toMatchObject({
      stays: 1,
      inpatients: 1,
      visits: 1,
      visitors: 1,
      total: 2_000_000,
    })
  })

  it('leaves nothing of a claim and its reversal', () => {
    const reversal = { counts: -1, total: -1_000_000, fund: -700_000, fullySelfPaid: -50_000 } as const
    expect(countMonth([note('C1', 'P1'), note('R1', 'P1', reversal)])).toEqual(noFigures)
  })
})

describe('a month that changes out of line', () => {
  const growth = { of: 'total', against: { monthsBefore: 3 }, mostGrowth: 0.5, leastBefore: 10_000_000 }
  const before = { 1: { total: 30_000_000 }, 2: { total: 20_000_000 }, 3: { total: 10_000_000 } }

  it('grew by more than half over the average of three months', () => {
    expect(find('monthly-change', growth, { total: 30_000_001 }, before)).toEqual({
      of: 'total',
      now: 30_000_001,
      before: '20000000',
      most: '0.5',
      growth: '0.5000',
    })
    expect(find('monthly-change', growth, { total: 30_000_000 }, before)).toBeUndefined()
  })

  it('is not judged when one of the months was never counted, or they were too small', () => {
    const { 3: _, ...two } = before
    expect(find('monthly-change', growth, { total: 90_000_000 }, two)).toBeUndefined()
    const small = { 1: { total: 1 }, 2: { total: 1 }, 3: { total: 1 } }
    expect(find('monthly-change', growth, { total: 90_000_000 }, small)).toBeUndefined()
  })

  it('is held against the same month a year ago', () => {
    const overAYear = { of: 'fund', against: 'sameMonthLastYear', mostGrowth: 0.3, leastBefore: 1 }
    expect(find('monthly-change', overAYear, { fund: 131 }, { 12: { fund: 100 } })).toMatchObject({
      growth: '0.3100',
    })
    expect(find('monthly-change', overAYear, { fund: 131 }, { 11: { fund: 100 } })).toBeUndefined()
  })

  it('lost more than 40 % of its inpatients: perhaps they were sent away', () => {
    const decline = { of: 'inpatients', against: { monthsBefore: 1 }, mostDecline: 0.4, leastBefore: 30 }
    expect(find('monthly-change', decline, { inpatients: 59 }, { 1: { inpatients: 100 } })).toMatchObject({
      now: 59,
      before: '100',
      decline: '0.4100',
    })
    expect(find('monthly-change', decline, { inpatients: 60 }, { 1: { inpatients: 100 } })).toBeUndefined()
  })
})

describe('the head-to-head ratio', () => {
  const figures = { care: 'inpatient', most: 1.2, leastPersons: 20 }

  it('is stays for each person, and too high above its limit', () => {
    expect(find('monthly-heads', figures, { stays: 25, inpatients: 20 })).toEqual({
      care: 'inpatient',
      times: 25,
      persons: 20,
      ratio: '1.25',
      most: '1.2',
    })
    expect(find('monthly-heads', figures, { stays: 24, inpatients: 20 })).toBeUndefined()
    expect(find('monthly-heads', figures, { stays: 38, inpatients: 19 })).toBeUndefined()
  })
})

describe('the share left to patients', () => {
  it('is too high above its limit', () => {
    const figures = { part: 'patient', most: 0.6, leastTotal: 1000 }
    expect(find('monthly-share', figures, { total: 1_000_000, fund: 399_999 })).toEqual({
      part: 'patient',
      amount: 600_001,
      total: 1_000_000,
      most: '0.6',
    })
    expect(find('monthly-share', figures, { total: 1_000_000, fund: 400_000 })).toBeUndefined()
  })
})
