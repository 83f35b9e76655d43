import { describe, expect, it } from 'vitest'
import { decideReversal, decideUndo } from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import type {
  ClaimReversed,
  ClaimSettled,
} from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import type { InsuredYear, Stay } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'
import { noTrail } from '../../../../services/settlement/insured-year/rules/trail.ts'
import {
  afterEntriesBeside,
  continuedInto,
  staysIn,
  yearBesideOf,
} from '../../../../services/settlement/insured-year/rules/year-beside.ts'
import { basis, booked, planOf } from '../support/basis.ts'
import { residentOfHefei, stay, yearOf2025 } from '../support/claims.ts'

const other = (claimId: string, from: string, to: string, more: Partial<Stay> = {}): Stay => ({
  ...{ claimId, from, to, institution: 'H9' },
  ...more,
})
const year2024 = yearOf2025({
  year: 2024,
  spells: [{ ...residentOfHefei, from: '2024-01-01', to: '2024-12-31' }],
})
const recorded = (state: InsuredYear, trail = noTrail): RecordedYear => ({
  ...newRecordedYear('person-1', state.year),
  ...{ state, trail },
})

const plans = booked(
  planOf({
    inpatient: {
      deductible: 1_000,
      pays: 0.5,
      oneStay: { withinDays: 1, deductible: 'topUp', institution: 'any' },
    },
  }),
)
const settled = (
  days: readonly [from: string, to: string],
  own: InsuredYear,
  beside: readonly InsuredYear[] = [],
): ClaimSettled => {
  const [admittedOn, dischargedOn] = days
  const decision = decide(
    stay({ admittedOn, dischargedOn }),
    own,
    { ...basis, plans },
    { neighbours: beside },
  )
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const reversalOf = (claim: ClaimSettled): ClaimReversed => {
  const command = { claimId: claim.claimId, reversalId: 'R1', today: '2025-05-25', recorded: { claim } }
  const decision = decideReversal(command)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const across = settled(['2024-12-28', '2025-01-05'], yearOf2025(), [year2024])

describe('a stay across the year’s end', () => {
  it('touches the year beside the one it belongs to', () => {
    expect(yearBesideOf(2025, { from: '2024-12-28', to: '2025-01-05' })).toBe(2024)
    expect(yearBesideOf(2024, { from: '2024-12-28', to: '2025-01-05' })).toBe(2025)
    expect(yearBesideOf(2025, { from: '2025-01-01', to: '2025-12-31' })).toBeUndefined()
  })

  it('is listed there too, with what was taken of it, and counted only where it belongs', () => {
    const { state } = afterEntriesBeside(recorded(year2024), [across], 1)
    const listed = { claimId: 'claim-1', from: '2024-12-28', to: '2025-01-05', deductible: 100_000 }
    expect(state.stays).toEqual([{ ...listed, institution: 'H34010000001' }])
    expect({ ...state, stays: [] }).toEqual(year2024)
  })

  it('is there once where both years are looked at, in the place it has in its own', () => {
    const [own, beside] = [
      other('own', '2025-02-01', '2025-02-03'),
      other('beside', '2024-03-01', '2024-03-02'),
    ]
    const shared = other('shared', '2024-12-28', '2025-01-05')
    const years = [{ ...year2024, stays: [shared, beside] }]
    expect(staysIn(yearOf2025({ stays: [own, shared] }), years)).toEqual([beside, own, shared])
  })

  it('goes with its reversal, and comes back as it was when that is taken back', () => {
    const before = recorded(year2024)
    const listing = afterEntriesBeside(before, [across], 1)
    const reversal = reversalOf(across)
    const without = afterEntriesBeside(listing, [reversal], 1)
    expect(without.state.stays).toEqual([])
    const undone = decideUndo({
      ...{ reversal, undoId: 'U1', today: '2025-05-26', claim: across, account: 0, isUntouched: true },
    })
    if (undone.status === 'refused') throw new Error(undone.refusal.code)
    expect(afterEntriesBeside(without, [undone.value], 1).state).toEqual(listing.state)
  })

  it('keeps a stay of that year that was reversed before it from just standing again', () => {
    const reversed = { ...noTrail, reversed: ['claim-7'], undoable: 1 }
    expect(afterEntriesBeside(recorded(year2024, reversed), [across], 1).trail).toEqual({
      ...{ ...reversed, undoable: 0 },
    })
  })

  it('leaves a year alone that it does not touch', () => {
    const year2026 = recorded(yearOf2025({ year: 2026 }))
    expect(afterEntriesBeside(year2026, [across], 1)).toBe(year2026)
    const within = settled(['2025-05-10', '2025-05-20'], yearOf2025())
    const before = recorded(year2024)
    expect(afterEntriesBeside(before, [within, reversalOf(within)], 1)).toBe(before)
  })
})

describe('a stay of December that a stay of January may continue', () => {
  const left = settled(['2024-12-20', '2024-12-31'], year2024)
  const entered = (from: string) => recorded(yearOf2025({ stays: [other('entered', from, '2025-01-09')] }))

  it('has the claims of January looked at again when it comes late, or is reversed', () => {
    expect(afterEntriesBeside(entered('2025-01-01'), [left], 1).trail.due).toEqual({
      'late-claim': '2025-01-01',
    })
    expect(afterEntriesBeside(entered('2025-01-01'), [reversalOf(left)], 1).trail.due).toEqual({
      reversal: '2025-01-01',
    })
  })

  it('up to the most days that any plan has between stays that are one', () => {
    const due = (from: string, within: number) => afterEntriesBeside(entered(from), [left], within).trail.due
    expect(due('2025-01-02', 1)).toEqual({})
    expect(due('2025-01-15', 15)).toEqual({ 'late-claim': '2025-01-01' })
    expect(due('2025-01-16', 15)).toEqual({})
  })

  it('also one across the year’s end, which its own year lists: then the next has to be read', () => {
    const next = other('next', '2024-12-31', '2025-01-09')
    expect(continuedInto(left, { ...year2024, stays: [next] }, 1)).toBe(2025)
    expect(continuedInto(left, { ...year2024, stays: [{ ...next, from: '2025-01-02' }] }, 1)).toBeUndefined()
    expect(continuedInto(left, { ...year2024, stays: [{ ...next, to: '2024-12-31' }] }, 1)).toBeUndefined()
  })
})

describe('what was taken before a stay, of stays it is one with', () => {
  const left = other('left', '2024-12-20', '2024-12-31', { deductible: 70_000 })

  it('is said by the stay where those are of another year', () => {
    const entered = settled(['2025-01-01', '2025-01-09'], yearOf2025(), [{ ...year2024, stays: [left] }])
    expect(entered.amounts.deductible).toBe(30_000)
    expect(entered.stay).toEqual({ from: '2025-01-01', to: '2025-01-09', before: 70_000 })
  })

  it('so that one that continues it counts the whole chain without reading that year', () => {
    const entered = other('entered', '2025-01-01', '2025-01-09', { deductible: 30_000, before: 70_000 })
    const alone = settled(['2025-01-10', '2025-01-12'], yearOf2025({ stays: [entered] }))
    const withBoth = settled(['2025-01-10', '2025-01-12'], yearOf2025({ stays: [entered] }), [
      { ...year2024, stays: [left] },
    ])
    expect([alone.amounts.deductible, withBoth.amounts.deductible]).toEqual([0, 0])
    expect(alone.stay).toEqual({ from: '2025-01-10', to: '2025-01-12' })
  })

  it('and by every stay across the year’s end, for the year that lists it does not list those', () => {
    const earlier = { ...left, to: '2024-12-28' }
    const next = settled(['2024-12-28', '2025-01-05'], yearOf2025(), [{ ...year2024, stays: [earlier] }])
    expect(next.stay?.before).toBe(70_000)
  })

  it('is nothing for a stay of its own', () => {
    expect(across.stay).toEqual({ from: '2024-12-28', to: '2025-01-05' })
  })
})
