import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareEntries } from '../../../../services/settlement/reconciliation/rules/reconcile.ts'
import type { SettledDifference } from '../../../../services/settlement/reconciliation/rules/settle-difference.ts'
import { settleDifference } from '../../../../services/settlement/reconciliation/rules/settle-difference.ts'
import { totalsOf } from '../../../../services/settlement/reconciliation/rules/settled-entry.ts'

const entry = (entryId: string, total: number, fund = total, account = 0) => ({
  entryId,
  total,
  fund,
  account,
})

describe('details compared', () => {
  it('differ in both directions and in their amounts, and in nothing else', () => {
    const ours = [entry('C1', 1_000), entry('C2', 2_000), entry('C3', 3_000, 2_000)]
    const theirs = [entry('C1', 1_000), entry('C3', 3_000, 2_500), entry('C4', 4_000)]
    expect(compareEntries(ours, theirs)).toEqual([
      {
        entryId: 'C3',
        kind: 'other-amount',
        ours: { total: 3_000, fund: 2_000, account: 0 },
        theirs: { total: 3_000, fund: 2_500, account: 0 },
      },
      { entryId: 'C4', kind: 'missing-here', theirs: { total: 4_000, fund: 4_000, account: 0 } },
      { entryId: 'C2', kind: 'missing-there', ours: { total: 2_000, fund: 2_000, account: 0 } },
    ])
  })

  it('show an entry that is named twice: the second has nothing to match', () => {
    const twice = [entry('C1', 1_000), entry('C1', 1_000)]
    expect(compareEntries([entry('C1', 1_000)], twice)).toMatchObject([{ kind: 'missing-here' }])
  })

  it('explain the whole difference of the totals', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }))
    const entries = (having: readonly number[], off: number) =>
      having.map((each) => entry(`C${each}`, each * 100 + (each % 3 === 0 ? off : 0)))
    fc.assert(
      fc.property(ids, ids, (here, there) => {
        const ours = entries(here, 0)
        const theirs = entries(there, 7)
        const explained = compareEntries(ours, theirs).reduce(
          (total, difference) => total + (difference.ours?.total ?? 0) - (difference.theirs?.total ?? 0),
          0,
        )
        expect(explained).toBe(totalsOf(ours).total - totalsOf(theirs).total)
      }),
    )
  })
})

describe('a difference', () => {
  const missingHere: SettledDifference = { entryId: 'C1', kind: 'missing-here', theirs: entry('C1', 1) }
  const missingThere: SettledDifference = { entryId: 'C1', kind: 'missing-there', ours: entry('C1', 1) }
  const as = (how: 'reversed' | 'confirmed' | 'resent') => ({ how, on: '2025-04-02', by: 'clerk' })
  const code = (decision: ReturnType<typeof settleDifference>) =>
    decision.status === 'refused' ? decision.refusal.code : decision.value.settled?.how

  it('ends as it is recorded: reversed when the claim is, resent when it stands', () => {
    expect(code(settleDifference(missingThere, as('reversed'), 'reversed'))).toBe('reversed')
    expect(code(settleDifference(missingThere, as('reversed'), 'stands'))).toBe('reconciliation.not-so')
    expect(code(settleDifference(missingHere, as('resent'), 'stands'))).toBe('resent')
    expect(code(settleDifference(missingHere, as('resent'), 'none'))).toBe('reconciliation.not-so')
    expect(code(settleDifference(missingHere, as('reversed'), 'none'))).toBe('reconciliation.not-so')
    expect(code(settleDifference(missingHere, as('confirmed'), 'none'))).toBe('confirmed')
  })

  it('ends once: again in the same way changes nothing, in another is refused', () => {
    const settled = { ...missingHere, settled: as('confirmed') }
    expect(settleDifference(settled, { ...as('confirmed'), by: 'other' }, 'none')).toEqual({
      status: 'accepted',
      value: settled,
    })
    expect(code(settleDifference(settled, as('resent'), 'stands'))).toBe('reconciliation.settled')
  })
})
