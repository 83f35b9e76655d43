import { describe, expect, it } from 'vitest'
import type { Declaration, DeclaredPage } from '../../../../services/contribution/payroll/rules/payroll.ts'
import {
  basesFor,
  baseYear,
  receivePage,
  standingFor,
} from '../../../../services/contribution/payroll/rules/payroll.ts'

const received = (pages: readonly DeclaredPage[]): readonly Declaration[] =>
  pages.reduce<readonly Declaration[]>((declared, page) => {
    const outcome = receivePage(page, declared)
    if (outcome.status === 'refused') throw new Error(outcome.refusal.code)
    return outcome.value.declared
  }, [])
const single = (of: Declaration['of']): DeclaredPage => ({ of, page: 1, pages: 1 })
const payroll = (...pages: DeclaredPage[]) => ({
  ...({ employerId: 'E1', city: '340100', lines: [] } as const),
  declared: received(pages),
})

describe('a wage list', () => {
  it('of a month stands for later months until another is declared', () => {
    const declared = payroll(single('2025-01'), single('2025-04'))
    const of = (month: string) => standingFor(declared, month)?.of
    expect([of('2024-12'), of('2025-01'), of('2025-03'), of('2025-04'), of('2026-04')]).toEqual([
      undefined,
      '2025-01',
      '2025-01',
      '2025-04',
      '2025-04',
    ])
  })

  it('declared once more for a month is the next revision, and stands', () => {
    const declared = payroll(single('2025-01'), single('2025-01'), single('2025-02'), single('2025-01'))
    expect(standingFor(declared, '2025-01')).toMatchObject({ of: '2025-01', revision: 3 })
    expect(standingFor(declared, '2025-02')).toMatchObject({ of: '2025-02', revision: 1 })
  })

  it('in pages stands as soon as all have come, in any order; the earlier one stands meanwhile', () => {
    const page = (number: number): DeclaredPage => ({ of: '2025-01', revision: 2, page: number, pages: 3 })
    const whole = (...pages: DeclaredPage[]) =>
      standingFor(payroll(single('2025-01'), ...pages), '2025-01')?.revision
    expect(whole(page(3), page(1))).toBe(1)
    expect(whole(page(3), page(1), page(1))).toBe(1)
    expect(whole(page(3), page(1), page(2))).toBe(2)
  })

  it('that is whole does not change, and has the pages it began with', () => {
    const twice = receivePage({ ...single('2025-01'), revision: 1 }, received([single('2025-01')]))
    expect(twice).toMatchObject({
      refusal: { code: 'contribution.declaration-whole', figures: { revision: 1 } },
    })
    const first = { of: '2025-01', revision: 1, page: 1, pages: 3 }
    expect(receivePage({ ...first, page: 2, pages: 2 }, received([first]))).toMatchObject({
      refusal: { code: 'contribution.declaration-pages', figures: { pages: 3 } },
    })
  })
})

describe('the bases of a year of contributions', () => {
  it('hold from July to the next June', () => {
    const declared = payroll(single(baseYear(2025)), single('2025-01'))
    const of = (month: string) => basesFor(declared, month, 7)?.of
    expect([of('2025-06'), of('2025-07'), of('2026-06'), of('2026-07')]).toEqual([
      undefined,
      'base-2025',
      'base-2025',
      undefined,
    ])
    expect(standingFor(declared, '2025-08')?.of).toBe('2025-01')
  })
})
