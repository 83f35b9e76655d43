import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideFew, hideFewOfYear } from '../../../../services/budget/disclosure/rules/few.ts'

const rows = (...claims: number[]) => claims.map((each, index) => ({ key: `H${index}`, claims: each }))

describe('a public table', () => {
  it('shows all of it where every row stands for claims enough, or for none', () => {
    expect(hideFew(rows(10, 0, 12), 10)).toEqual({ rows: new Set(), totals: false })
  })

  it('hides a row of few, and the next smallest with it, which the total would tell otherwise', () => {
    expect(hideFew(rows(30, 3, 12), 10)).toEqual({ rows: new Set(['H1', 'H2']), totals: false })
  })

  it('hides several of few together without another, once they are enough', () => {
    expect(hideFew(rows(30, 6, 7), 10)).toEqual({ rows: new Set(['H1', 'H2']), totals: false })
  })

  it('hides the total where nothing is left beside it', () => {
    expect(hideFew(rows(3), 10)).toEqual({ rows: new Set(['H0']), totals: true })
  })

  it('never leaves a difference between total and shown rows that stands for few', () => {
    const counts = fc.array(fc.nat(40), { maxLength: 8 })
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 12 }), (claims, fewest) => {
        const all = rows(...claims)
        const hidden = hideFew(all, fewest)
        for (const { key, claims: each } of all)
          if (each > 0 && each < fewest) expect(hidden.rows.has(key)).toBe(true)
        const left = all.filter(({ key }) => hidden.rows.has(key)).reduce((sum, each) => sum + each.claims, 0)
        if (!hidden.totals && hidden.rows.size > 0) {
          expect(left).toBeGreaterThanOrEqual(fewest)
          expect(hidden.rows.size).toBeGreaterThan(1)
        }
      }),
    )
  })
})

describe('a year beside its months', () => {
  it('shows a hospital whose hidden months stand for enough, and hides one whose only hidden month does not', () => {
    const months = [rows(20, 30, 40), rows(20, 3, 12)]
    // February hides H1 with 3 and, for the total, H2 with 12: a year of H1 less January would tell of the 3.
    expect(hideFewOfYear(months, 10)).toEqual({ rows: new Set(['H1', 'H0']), totals: false })
    expect(hideFewOfYear([...months, rows(20, 8, 40)], 10)).toEqual({ rows: new Set(), totals: false })
  })

  it('hides its total, and a row, where the one month without a total stands for few', () => {
    expect(hideFewOfYear([rows(20, 30), rows(3, 4)], 10)).toEqual({
      ...{ rows: new Set(['H0', 'H1']), totals: true },
    })
    const covered = [rows(20, 30, 90), rows(3, 0, 0), rows(12, 2, 90)]
    expect(hideFewOfYear(covered, 10).totals).toBe(true)
    expect(hideFewOfYear(covered, 10).rows.size).toBeGreaterThan(0)
  })

  it('less the months that are shown leaves nothing that stands for few', () => {
    const months = fc.array(fc.array(fc.nat(25), { minLength: 4, maxLength: 4 }), {
      ...{ minLength: 1, maxLength: 12 },
    })
    fc.assert(
      fc.property(months, fc.integer({ min: 2, max: 12 }), (counts, fewest) => {
        const all = counts.map((claims) => rows(...claims))
        const year = hideFewOfYear(all, fewest)
        const shown = all.map((month) => hideFew(month, fewest))
        const isFew = (claims: number) => claims > 0 && claims < fewest
        const leftOf = (key: string) =>
          all.reduce(
            (sum, month, at) =>
              sum + (shown[at]?.rows.has(key) ? (month.find((each) => each.key === key)?.claims ?? 0) : 0),
            0,
          )
        for (const { key } of rows(0, 0, 0, 0))
          if (!year.rows.has(key)) expect(isFew(leftOf(key))).toBe(false)
        const leftOfTotals = all.reduce(
          (sum, month, at) =>
            sum + (shown[at]?.totals ? month.reduce((of, { claims }) => of + claims, 0) : 0),
          0,
        )
        if (isFew(leftOfTotals)) expect([year.totals, year.rows.size > 0]).toEqual([true, true])
      }),
    )
  })
})

describe('a row of claims that were taken back', () => {
  const row = (key: string, claims: number, isMoved?: boolean) => ({
    key,
    claims,
    ...(isMoved ? { isMoved } : {}),
  })

  it('stands for as many claims as were reversed of months before: one that is taken back is what one cost', () => {
    expect(hideFew([row('H0', 30), row('H1', -1), row('H2', 12)], 10)).toEqual({
      ...{ rows: new Set(['H1', 'H2']), totals: false },
    })
    expect(hideFew([row('H0', 30), row('H1', -12)], 10)).toEqual({ rows: new Set(), totals: false })
  })

  it('stands for one at least where it has amounts', () => {
    expect(hideFew([row('H0', 30), row('H1', 0, true)], 10)).toEqual({
      ...{ rows: new Set(['H0', 'H1']), totals: true },
    })
    expect(hideFew([row('H0', 30), row('H1', 0)], 10)).toEqual({ rows: new Set(), totals: false })
  })

  it('of a year stands for what its months leave of each other', () => {
    const months = [
      [row('H0', 30), row('H1', 12), row('H2', 40)],
      [row('H0', 30), row('H1', -11), row('H2', 40)],
    ]
    expect(hideFewOfYear(months, 10).rows).toEqual(new Set(['H1', 'H0']))
  })
})
