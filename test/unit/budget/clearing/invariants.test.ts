import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { invariants } from '../../../../services/budget/night/invariants.ts'
import { inpatientClaim, reversalOf } from '../../../adapters/budget/claims.ts'
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
const based = (more: object, care: object = {}) =>
  changed('clearing-statement', 'H2', ({ basis: before }) => {
    const { care: both, ...basis } = before as { care: { inpatient: object } }
    const inpatient = { ...both.inpatient, ...care }
    return { basis: { ...basis, ...more, care: { ...both, inpatient } } }
  })
/** A decision of an amount, consistently written down: only what was claimed shows that it is too much. */
const decidedOn = (adjustment: number) =>
  changed('clearing-statement', 'H2', ({ cleared: before }) => ({
    decided: { by: 'third', on: '2025-03-10', reason: 'typed', adjustment, mostOfClaimed: '1.10' },
    cleared: { ...(before as object), adjustment, accepted: 95_000 + adjustment },
  }))
const movements = (entryId: string, more: object) =>
  changed('journal-entry', entryId, ({ movements: before }) => ({
    movements: { ...(before as object), ...more },
  }))

describe('the invariants of a cleared year', () => {
  it('judge years that were cleared before costs stood beside the books only when they are recorded as cleared', () => {
    const earlier = changed('clearing-statement', 'H2', () => ({ costs: undefined }))
    expect(violated(earlier)).toEqual([])
    const beside = ['cost-of-year', 'fund-year-cleared']
    expect(violated(earlier.filter(({ kind }) => !beside.includes(String(kind))))).toEqual([])
  })

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
    [
      'budget.cleared-cost-is-the-statements',
      changed('cost-of-year', 'COST#2024#2025-03', () => ({ 'inpatient:methods': 4_999 })),
    ],
    [
      'budget.cleared-cost-is-the-statements',
      changed('cost-of-year', 'COST#2024#2025-03', () => ({ 'inpatient:surplus': 1 })),
    ],
    ['budget.cleared-cost-is-the-statements', dropped('cost-of-year', 'COST#2024#2025-03')],
    [
      'budget.cleared-cost-is-the-statements',
      changed('clearing-statement', 'H2', () => ({ state: 'disputed', costs: undefined })),
    ],
    [
      'budget.cleared-cost-is-the-statements',
      changed('fund-year-cleared', 'YEAR-CLEARED#2024', () => ({ statements: 2 })),
    ],
    [
      'budget.cash-and-parts-are-the-cleared-cost',
      changed('cost-of-year', 'COST#2024#2025-03', () => ({ 'outpatient:methods': 1 })),
    ],
    ['budget.cash-and-parts-are-the-cleared-cost', movements('E9', { inpatient: 99_999 })],
    [
      'budget.cash-and-parts-are-the-cleared-cost',
      changed('fund-year-cleared', 'YEAR-CLEARED#2024', () => ({ accepted: 94_999 })),
    ],
    [
      'budget.late-costs-are-the-claims',
      changed('claim-posted', 'C10', () => ({ year: 2023, ...reversalOf(inpatientClaim('C10')) })),
    ],
    [
      'budget.late-costs-are-the-claims',
      changed('cost-of-year', 'COST#2024#2025-03', () => ({ 'inpatient:claims': 1 })),
    ],
    ['budget.pools-are-divided', changed('clearing-pool', 'inpatient:points:DIP', () => ({ paid: 95_001 }))],
    ['budget.pools-are-divided', dropped('clearing-statement', 'H2')],
    ['budget.pools-keep-the-rest', changed('clearing-pool', 'inpatient:points:DIP', () => ({ kept: 4_999 }))],
    [
      'budget.packages-are-for-approved-heads',
      changed('clearing-pool', 'outpatient:package:M1', () => ({ heads: 101 })),
    ],
    ['budget.packages-are-for-approved-heads', dropped('package-heads', 'M1')],
    [
      'budget.packages-are-for-approved-heads',
      changed('package-heads', 'M1', () => ({ approved: { by: ' Maker', on: '2024-12-29' } })),
    ],
    ['budget.packages-are-for-approved-heads', changed('package-heads', 'M1', () => ({ counted: 99 }))],
    ['budget.packages-are-for-approved-heads', changed('package-heads', 'M1', () => ({ heads: 201 }))],
    [
      'budget.packages-are-for-approved-heads',
      changed('package-heads', 'M1', () => ({ counted: 150, together: 150 })),
    ],
    [
      'budget.packages-are-for-approved-heads',
      changed('package-heads', 'M1', () => ({ counted: 150, together: 99 })),
    ],
    [
      'budget.locked-by-another-hand',
      changed('clearing-statement', 'H2', () => ({ decided: { by: ' Checker', on: '2025-03-10' } })),
    ],
    [
      'budget.locked-by-another-hand',
      changed('clearing-statement', 'H2', () => ({
        disputed: { by: ' Checker', on: '2025-03-08', reason: '-' },
      })),
    ],
    [
      'budget.locked-by-another-hand',
      changed('clearing-statement', 'H2', () => ({ confirmed: { by: ' Checker', on: '2025-03-08' } })),
    ],
    [
      'budget.clearings-are-answered-by-another-hand',
      changed('clearing-statement', 'H2', () => ({
        disputed: { by: 'zhang', on: '2025-03-08', reason: '-' },
        decided: { by: ' Zhang', on: '2025-03-10' },
      })),
    ],
    [
      'budget.clearings-are-answered-by-another-hand',
      changed('clearing-statement', 'H2', ({ proposed }) => ({ confirmed: proposed })),
    ],
    ['budget.decisions-stay-within-claims', decidedOn(999_999_999)],
    [
      'budget.years-end-in-order',
      changed('clearing-statement', 'H2', ({ proposed, year }) => ({
        proposed: { ...(proposed as object), on: `${year}-06-01` },
      })),
    ],
    [
      'budget.years-end-in-order',
      changed('clearing-statement', 'H2', () => ({ confirmed: { by: 'hospital', on: '2024-06-01' } })),
    ],
    [
      'budget.years-end-in-order',
      [
        ...clearedBooks(),
        { pk: 'F', sk: 'A', kind: 'institution-assessment', year: 2024, assessedOn: '2024-06-01' },
      ] as RecordedItem[],
    ],
    // Dated the 1st, told on the 15th: fifteen days from then on are not over on the 16th, nor on the 20th.
    [
      'budget.silence-waits-its-days',
      changed('clearing-statement', 'H2', () => ({
        ...{ told: '2025-03-15', answerDays: 15, answerBy: '2025-03-16' },
      })),
    ],
    [
      'budget.silence-waits-its-days',
      changed('clearing-statement', 'H2', () => ({
        ...{ told: '2025-03-15', answerDays: 15, answerBy: '2025-03-30' },
      })),
    ],
    [
      'budget.silence-waits-its-days',
      changed('clearing-statement', 'H2', () => ({
        ...{ told: '2025-02-01', answerDays: 15, answerBy: '2025-03-16' },
      })),
    ],
    ['budget.decisions-stay-within-claims', cleared({ adjustment: 1 })],
    // 1,000 yuan were claimed: at a rate of 0.94 no more than 940 are paid.
    ['budget.payment-is-bounded', based({}, { mostPaid: '0.94' })],
    ['budget.payment-is-bounded', based({}, { mostPaid: undefined })],
    ['budget.payment-is-bounded', based({}, { claimed: 100_001 })],
    [
      'budget.payment-is-bounded',
      based({}, { worth: { share: 95_000, floor: 0, ceiling: 94_999, toppedUp: 95_000, deducted: 0 } }),
    ],
    [
      'budget.payment-is-bounded',
      based({}, { worth: { share: 90_000, floor: 99_000, ceiling: 99_000, toppedUp: 94_999, deducted: 0 } }),
    ],
    // 50 yuan of the 950 were left of a list: at 59 points nobody keeps them.
    [
      'budget.surplus-needs-the-score',
      based({ score: '59', terms: { failingScore: '60' } }, { saved: 5_000 }),
    ],
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
