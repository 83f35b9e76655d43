import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '#shared/money/fen.ts'
import {
  carryOver,
  isClosed,
  isOpen,
  moveOn,
} from '../../../../services/settlement/account/rules/carry-over.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import type { RecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'

const first = 2024
const years = [2024, 2025, 2026]

const newYear = (year: number): RecordedYear => newRecordedYear('person-1', year)
/** An event that brings money to a year, or takes some: a credit, a reversal, or a claim when it is negative. */
const moved = (year: RecordedYear, amount: number): RecordedYear => ({
  ...year,
  state: evolve(year.state, { kind: 'account-credited', amount }),
})

describe('the balance of a personal account', () => {
  const before = moved(newYear(2024), 12_345)
  const year = moved(newYear(2025), 500)

  it('goes over to the year after, whole and by an entry on both sides, each year one version on', () => {
    const after = carryOver(year, before)
    expect(after.before).toMatchObject({ carriedOut: 12_345, state: { account: 0, version: 2 } })
    expect(after.year).toMatchObject({ carriedIn: 12_345, state: { account: 12_845, version: 2 } })
    expect([isClosed(after.before), isOpen(after.year), isClosed(after.year)]).toEqual([true, true, false])
  })

  it('that comes late goes the same way, and the closed year is no further version on for it', () => {
    const opened = carryOver(year, before)
    const late = moveOn(moved(opened.before, 700), opened.year)
    expect(late.before).toMatchObject({ carriedOut: 13_045, state: { account: 0, version: 3 } })
    expect(late.year).toMatchObject({ carriedIn: 13_045, state: { account: 13_545, version: 3 } })
  })

  it('of nothing opens the year all the same', () => {
    expect(carryOver(year, newYear(2024)).year).toMatchObject({ carriedIn: 0, state: { account: 500 } })
  })
})

/** What may happen to a person's account, in any order: money comes to a year, a claim takes some, a year is opened. */
const happening = fc.oneof(
  fc.record({
    what: fc.constant('comes' as const),
    year: fc.constantFrom(...years),
    amount: fc.nat(100_000),
  }),
  fc.record({
    what: fc.constant('claim' as const),
    year: fc.constantFrom(...years),
    amount: fc.nat(100_000),
  }),
  fc.record({
    what: fc.constant('opens' as const),
    year: fc.constantFrom(2025, 2026),
    amount: fc.constant(0),
  }),
)
type Happening = { what: 'comes' | 'claim' | 'opens'; year: number; amount: number }

/** The years after a happening, as the service writes them. */
const after = (
  all: Map<number, RecordedYear>,
  { what, year, amount }: Happening,
): Map<number, RecordedYear> => {
  const result = new Map(all)
  const at = (which: number): RecordedYear => result.get(which) ?? newYear(which)
  const open = (which: number): void => {
    if (which === first || isOpen(at(which))) return
    open(which - 1)
    const carried = carryOver(at(which), at(which - 1))
    result.set(which, carried.year).set(which - 1, carried.before)
  }
  if (what === 'opens') open(year)
  if (what === 'claim') result.set(year, moved(at(year), -Math.min(amount, at(year).state.account)))
  if (what !== 'comes') return result
  result.set(year, moved(at(year), amount))
  for (let each = year; isClosed(at(each)); each += 1) {
    const { before, year: next } = moveOn(at(each), at(each + 1))
    result.set(each, before).set(each + 1, next)
  }
  return result
}

it('nothing of an account is lost or doubled, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const total = () => sum([...all.values()].map(({ state }) => state.account))
      let all = new Map<number, RecordedYear>()
      let expected = 0
      for (const each of happenings) {
        const purse = all.get(each.year)?.state.account ?? 0
        if (each.what === 'comes') expected += each.amount
        if (each.what === 'claim') expected -= Math.min(each.amount, purse)
        all = after(all, each)
        expect(total()).toBe(expected)
      }
      for (const year of years) {
        const [own, next] = [all.get(year), all.get(year + 1)]
        // What went out of a year came into the next, to the fen, and a closed year holds nothing.
        expect(next?.carriedIn ?? 0).toBe(own?.carriedOut ?? 0)
        if (own && isClosed(own)) expect(own.state.account).toBe(0)
        expect(own?.state.account ?? 0).toBeGreaterThanOrEqual(0)
      }
    }),
    { numRuns: 2_000 },
  )
})
