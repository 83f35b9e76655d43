import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { invariants } from '../../../../services/budget/night/invariants.ts'
import { clearedBooks } from './cleared-books.ts'

const violated = (items: readonly RecordedItem[]): string[] =>
  invariants.flatMap((invariant) => {
    const check = invariant.start()
    for (const each of items) check.see(each)
    return check.finish().violations.map((violation) => violation.invariant)
  })

const changed = (kind: string, sk: string, more: (found: RecordedItem) => object) =>
  clearedBooks().map((each) => (each.kind === kind && each.sk === sk ? { ...each, ...more(each) } : each))
const dropped = (kind: string, sk: string) =>
  clearedBooks().filter((each) => each.kind !== kind || each.sk !== sk)
const cleared = (more: object) =>
  changed('clearing-statement', 'H2', ({ cleared: before }) => ({
    cleared: { ...(before as object), ...more },
  }))
const movements = (entryId: string, more: object) =>
  changed('journal-entry', entryId, ({ movements: before }) => ({
    movements: { ...(before as object), ...more },
  }))

describe('the invariants of a cleared year', () => {
  it('hold over books that are in order', () => {
    expect(violated(clearedBooks())).toEqual([])
  })

  it.each([
    ['budget.clearing-settles-to-zero', cleared({ ordered: 7_501 })],
    ['budget.clearing-settles-to-zero', cleared({ depositForfeited: 1 })],
    ['budget.clearing-is-of-the-year', changed('institution-standing', 'H2', () => ({ deposits: 4_499 }))],
    ['budget.clearing-is-of-the-year', dropped('institution-standing', 'H2')],
    ['budget.clearing-is-of-the-year', dropped('working-capital', 'H2')],
    ['budget.clearing-entries-are-the-statements', movements('E13', { inpatient: 5_001 })],
    ['budget.clearing-entries-are-the-statements', dropped('clearing-statement', 'H2')],
    ['budget.clearing-entries-are-the-statements', dropped('journal-entry', 'E13')],
    ['budget.pools-are-divided', changed('clearing-pool', 'inpatient:points:DIP', () => ({ fund: 95_001 }))],
    ['budget.pools-are-divided', dropped('clearing-statement', 'H2')],
    ['budget.method-differences-are-the-statements', movements('E11', { inpatient: -9_999 })],
    ['budget.method-differences-are-the-statements', dropped('settlement-statement', 'H2')],
    [
      'budget.settlement-accounts-for-claims',
      changed('institution-standing', 'H2', () => ({ inpatientDifference: -9_999 })),
    ],
    ['budget.settlement-accounts-for-claims', changed('institution-month', 'H2', () => ({ owedBack: 1 }))],
    ['budget.orders-are-the-statements', dropped('payment-order', 'PO-12')],
    ['budget.orders-are-the-statements', dropped('working-capital', 'H2')],
  ])('%s finds its planted fault', (id, items) => {
    expect(violated(items)).toContain(id)
  })
})
