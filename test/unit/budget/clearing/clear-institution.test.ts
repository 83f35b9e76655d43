import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearInstitution, leftOver } from '../../../../services/budget/clearing/rules/clear-institution.ts'
import { clearingMovements } from '../../../../services/budget/clearing/rules/movements.ts'
import { imbalanceOf } from '../../../../services/budget/ledger/rules/movements.ts'
import { bandTables, cleared, yearOf } from './given.ts'

describe('overspending at the year’s end', () => {
  it('is shared by bands: case S1, a quota of 1,000 and 1,080 spent, of which the fund pays 1,045', () => {
    const { accepted, shared, overspend, ordered, unpaid } = cleared({ quota: 1_000_00, actual: 1_080_00 })
    expect({ accepted, shared, overspend }).toEqual({ accepted: 1_045_00, shared: 45_00, overspend: 80_00 })
    // 80 were suspended: 45 of them are paid now, 35 are the institution's own.
    expect({ ordered, unpaid: unpaid.inpatient }).toEqual({ ordered: 45_00, unpaid: 35_00 })
  })

  it('is the institution’s beyond the last band', () => {
    // 5 % at 60 %: 30; 5 % at 50 %: 25; the last 100 nothing.
    expect(cleared({ quota: 1_000_00, actual: 1_200_00 })).toMatchObject({
      accepted: 1_055_00,
      ordered: 55_00,
    })
    // Half of 20 %; the last 50 nothing.
    expect(cleared({ quota: 1_000_00, actual: 1_250_00, terms: bandTables.half }).accepted).toBe(1_100_00)
  })

  it('that came of more patients is compensated before the bands begin', () => {
    const terms = {
      ...bandTables.shenzhen,
      reasonableOverrun: { growthAbove: '0.05', fund: '1', upTo: '0.10' },
    }
    // Volume grew 8 %, 3 % beyond the agreed 5 %: 30 of the 80 are reasonable; of the other 50 the fund pays 60 %.
    expect(cleared({ quota: 1_000_00, actual: 1_080_00, terms, growth: '0.08' })).toMatchObject({
      reasonable: 30_00,
      compensated: 30_00,
      shared: 30_00,
      accepted: 1_060_00,
    })
  })

  it('is reasonable neither beyond what was overspent nor beyond what was agreed', () => {
    const terms = {
      ...bandTables.shenzhen,
      reasonableOverrun: { growthAbove: '0.05', fund: '0.8', upTo: '0.10' },
    }
    const grown = (actual: number) => cleared({ quota: 1_000_00, actual, terms, growth: '0.50' })
    expect(grown(1_020_00)).toMatchObject({
      reasonable: 20_00,
      compensated: 16_00,
      shared: 0,
      accepted: 1_016_00,
    })
    expect(grown(1_300_00)).toMatchObject({ reasonable: 100_00, compensated: 80_00, shared: 55_00 })
  })
})

describe('a surplus at the year’s end', () => {
  it.each([
    ['30 % up to 3 % of the quota, not reached', bandTables.half, 950_00, 15_00],
    ['30 % up to 3 % of the quota, reached', bandTables.half, 800_00, 30_00],
    ['30 % for employees', bandTables.employees, 800_00, 60_00],
    ['20 % for residents', bandTables.residents, 800_00, 40_00],
  ])('is kept by the agreement: %s', (_, terms, actual, kept) => {
    const year = cleared({ quota: 1_000_00, actual, terms })
    expect(year).toMatchObject({ surplus: 1_000_00 - actual, kept, accepted: actual + kept, ordered: kept })
    expect(year.unpaid.inpatient).toBe(-kept)
  })

  it('is never more than the quota, whatever was reversed', () => {
    expect(cleared({ quota: 1_000_00, actual: -50_00, terms: bandTables.employees })).toMatchObject({
      surplus: 1_000_00,
      kept: 300_00,
    })
  })
})

describe('what else a year’s end settles', () => {
  it('returns the deposit by score, and leaves the rest with the fund', () => {
    const at = (score: string) =>
      cleared({ quota: 1_000_00, actual: 1_000_00, terms: bandTables.half, deposits: 50_00, score })
    expect(at('90')).toMatchObject({ depositReturned: 50_00, depositForfeited: 0, ordered: 50_00 })
    expect(at('89.99')).toMatchObject({ depositReturned: 40_00, depositForfeited: 10_00, ordered: 40_00 })
    expect(at('79.5')).toMatchObject({ depositReturned: 0, depositForfeited: 50_00, ordered: 0 })
  })

  it('takes working capital back out of what is due, and the rest of it out of the next months', () => {
    const lent = (advance: number) => cleared({ quota: 1_000_00, actual: 1_080_00, advance, deposits: 50_00 })
    // 45 shared and 50 deposit are due.
    expect(lent(60_00)).toMatchObject({ ordered: 35_00, owedBack: 0 })
    expect(lent(100_00)).toMatchObject({ ordered: 0, owedBack: 5_00 })
  })

  it('takes back what months were paid beyond what the method finally makes of the year', () => {
    const outpatient = { accrued: 200_00, final: 170_00, banded: false, quota: 150_00 }
    const year = cleared({ quota: 1_000_00, actual: 900_00, outpatient, terms: bandTables.shenzhen })
    // Paid by points: 200 within the whole quota, finally worth 170; nothing of the surplus of stays is kept here.
    expect(year).toMatchObject({ byMethod: 170_00, accepted: 1_070_00, owedBack: 30_00, ordered: 0 })
    expect(year.unpaid).toEqual({ inpatient: 0, outpatient: 30_00 })
  })

  it('counts care that is paid by points or heads against no band', () => {
    const outpatient = { accrued: 400_00, final: 400_00, banded: false, quota: 150_00 }
    const year = cleared({ quota: 1_000_00, actual: 1_000_00, outpatient })
    expect(year).toMatchObject({
      quota: 1_000_00,
      overspend: 0,
      accepted: 1_400_00,
      suspended: 250_00,
      ordered: 250_00,
    })
  })

  it('pays everything accepted to an institution outside the quota plan', () => {
    expect(cleared({ quota: null, actual: 1_300_00, deposits: 65_00 })).toMatchObject({
      quota: null,
      accepted: 1_300_00,
      ordered: 65_00,
    })
  })

  it('divides what the fund does not pay among the kinds of care as they were accepted', () => {
    const outpatient = { accrued: 300_00, final: 300_00, banded: true, quota: 200_00 }
    const year = cleared({ quota: 800_00, actual: 900_00, outpatient })
    // 1,200 on 1,000: the fund pays 1,055, of which three quarters for stays: 791.25 and 263.75.
    expect(year.unpaid).toEqual({ inpatient: 108_75, outpatient: 36_25 })
  })

  it('adds what was decided on a dispute', () => {
    expect(cleared({ quota: 1_000_00, actual: 1_080_00, adjustment: 10_00 })).toMatchObject({
      accepted: 1_055_00,
      ordered: 55_00,
    })
  })

  it('refuses a year that is not as its months were settled', () => {
    const year = yearOf({ quota: 1_000_00, actual: 1_080_00 })
    expect(() => clearInstitution({ ...year, suspended: 79_00 })).toThrow('as its months were settled')
  })
})

describe('every clearing', () => {
  const amount = fc.integer({ min: 0, max: 1e11 })
  const share = fc.integer({ min: 0, max: 10_000 }).map((parts) => (parts / 10_000).toFixed(4))
  const bands = fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 })
  const year = fc
    .record({
      quota: fc.option(amount),
      actual: fc.integer({ min: -1e8, max: 1e11 }),
      outpatient: fc.record({
        accrued: fc.integer({ min: -1e8, max: 1e11 }),
        banded: fc.boolean(),
        change: fc.integer({ min: -1e9, max: 1e9 }),
        quota: amount,
      }),
      edges: bands,
      fund: share,
      kept: share,
      cap: fc.option(share),
      growth: share,
      overrun: fc.option(fc.record({ growthAbove: share, fund: share, upTo: share })),
      returned: share,
      deposits: amount,
      advance: amount,
      adjustment: fc.integer({ min: -1e9, max: 1e9 }),
    })
    .map(({ quota, outpatient, edges, fund, kept, cap, overrun, returned, ...more }) => {
      const sorted = edges.sort((a, b) => a - b).map((edge) => (edge / 10_000).toFixed(4))
      const { change, banded, accrued } = outpatient
      return yearOf({
        ...more,
        quota,
        outpatient: {
          accrued,
          banded,
          final: banded ? accrued : accrued + change,
          quota: quota === null ? null : outpatient.quota,
        },
        terms: {
          overspend: sorted.map((upTo) => ({ upTo, fund })),
          surplus: sorted.map((upTo) => ({ upTo, kept })),
          surplusCap: cap ?? undefined,
          reasonableOverrun: overrun ?? undefined,
          depositReturn: [{ from: '0', returned }],
        },
      })
    })

  it('accounts for every fen that was suspended, deposited and advanced, and its entry balances', () => {
    fc.assert(
      fc.property(year, (given) => {
        const result = clearInstitution(given)
        expect(leftOver(result)).toBe(0)
        expect(imbalanceOf(clearingMovements(result))).toBe(0)
        expect(Math.min(result.ordered, result.owedBack)).toBe(0)
        expect(result.depositReturned + result.depositForfeited).toBe(given.deposits)
      }),
    )
  })

  it('pays an institution that overspent no less than its quota and no more than it spent', () => {
    fc.assert(
      fc.property(year, (given) => {
        const { quota, actual, accepted, byMethod, adjustment, surplus, kept } = clearInstitution(given)
        const paid = accepted - byMethod - adjustment
        if (quota !== null && actual > quota) {
          expect(paid).toBeGreaterThanOrEqual(quota)
          expect(paid).toBeLessThanOrEqual(actual)
        }
        expect(kept).toBeLessThanOrEqual(surplus)
      }),
    )
  })
})
