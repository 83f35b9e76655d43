import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideFew, isShownLast } from '../../../../services/budget/disclosure/rules/few.ts'

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

describe('a figure that grows over a year', () => {
  it('is shown again when enough came since it was shown last, or nothing', () => {
    expect(isShownLast([12], 10)).toBe(true)
    expect(isShownLast([12, 14], 10)).toBe(false)
    expect(isShownLast([12, 14, 22], 10)).toBe(true)
    expect(isShownLast([12, 12], 10)).toBe(true)
    expect(isShownLast([3], 10)).toBe(false)
  })
})
