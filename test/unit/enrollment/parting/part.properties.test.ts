import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../../../services/enrollment/duplicate/rules/merge.ts'
import type { PartedItems } from '../../../../services/enrollment/parting/rules/named-items.ts'
import { billsToName } from '../../../../services/enrollment/parting/rules/named-items.ts'
import { part } from '../../../../services/enrollment/parting/rules/part.ts'
import type { CoverageSpell, Insured } from '../../../../services/enrollment/person/rules/insured.ts'
import { lastSpell, whoseBill } from '../../../../services/enrollment/person/rules/insured.ts'

const place = { scheme: 'resident', city: '340100', employment: 'resident' } as const
const by = { partingId: 'PART1', hand: { subject: 'checker', division: '340100' } }
const bill = (billId: string, year: number) => ({
  ...{
    billId,
    scheme: 'resident' as const,
    from: `${year}-01`,
    to: `${year}-12`,
    paidOn: `${year - 1}-12-01`,
  },
})

/** Somebody covered in some of the years from 2015, the last spell open or not, who paid some of them. */
const person = (personId: string) =>
  fc
    .record({
      years: fc.uniqueArray(fc.integer({ min: 2015, max: 2025 }), { minLength: 1, maxLength: 6 }),
      paid: fc.uniqueArray(fc.integer({ min: 2015, max: 2025 }), { maxLength: 8 }),
      isOpen: fc.boolean(),
    })
    .map(({ years, paid, isOpen }): Insured => {
      const sorted = years.toSorted((a, b) => a - b)
      const spells = sorted.map((year, index): CoverageSpell => {
        const isLast = index === sorted.length - 1
        return { ...place, from: `${year}-03-01`, to: isLast && isOpen ? null : `${year}-12-31` }
      })
      const common = {
        ...{ personId, sex: 'female' as const, birthOn: '1980-05-20', aids: [], horizonYear: 2026 },
        spells: spells as unknown as Insured['spells'],
        paidBills: paid.map((year) => bill(`R-${personId}-${year}`, year)),
      }
      return isOpen ? { ...common, status: 'covered' } : { ...common, status: 'ended', reason: 'other' }
    })

const whose = fc.constantFrom('stays' as const, 'goes' as const)
const nameAll = (
  stays: Insured,
  goes: Insured,
  choose: (index: number) => 'stays' | 'goes',
): PartedItems => ({
  coverage: stays.spells.map(({ from }, index) => ({ from, whose: choose(index) })),
  payments: billsToName({ stays, goes }).map((billId, index) => ({ billId, whose: choose(index + 7) })),
})
const billsOf = ({ paidBills }: Insured) => paidBills.map(({ billId }) => billId)

describe('parting one record that was two persons', () => {
  it('loses no spell and no bill, and doubles none, however the items are named', () => {
    void fc.assert(
      fc.property(
        person('P1'),
        person('P2'),
        fc.array(whose, { minLength: 30, maxLength: 30 }),
        (one, other, picks) => {
          const items = nameAll(one, other, (index) => picks[index] ?? 'stays')
          const parted = part({ stays: one, goes: other, former: [] }, items, by)
          if (parted.status === 'refused') {
            expect(['parting.leaves-nothing', 'parting.covered-twice']).toContain(parted.refusal.code)
            return
          }
          const { stays, goes } = parted.value
          const before = [...billsOf(one), ...billsOf(other)].sort()
          expect([...billsOf(stays), ...billsOf(goes)].sort()).toEqual(before)
          const days = [...one.spells, ...other.spells].map(({ from }) => from).sort()
          expect([...stays.spells, ...goes.spells].map(({ from }) => from).sort()).toEqual(days)
          // A bill that goes on standing on the first number is the other's, whoever asks by it.
          for (const { billId, whose: of } of items.payments)
            expect(whoseBill(stays, billId)).toBe(of === 'goes' ? 'P2' : 'P1')
          // Only the last spell of either may be open, and none meet.
          for (const each of [stays, goes]) {
            expect(each.status === 'covered').toBe(lastSpell(each).to === null)
            each.spells.slice(0, -1).forEach(({ to }, index) => {
              expect(to !== null && to < (each.spells[index + 1]?.from ?? '')).toBe(true)
            })
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('takes a merge back exactly: both have their own days, bills and state again', () => {
    void fc.assert(
      fc.property(person('P1'), person('P2'), (one, other) => {
        const merged = merge(one, other, 'L1')
        if (merged.status === 'refused') return
        const { kept, ended } = merged.value
        const items: PartedItems = {
          coverage: kept.spells.map(({ from }) => ({ from, whose: 'stays' })),
          payments: billsToName({ stays: kept, goes: ended }).map((billId) => ({
            ...{ billId, whose: billsOf(other).includes(billId) ? 'goes' : 'stays' },
          })),
        }
        const parted = part({ stays: kept, goes: ended, former: [] }, items, by)
        if (parted.status === 'refused') throw new Error(parted.refusal.code)
        const { stays, goes } = parted.value
        const comparable = ({ parted: _, ...each }: Insured) => ({ ...each, horizonYear: 0 })
        expect(comparable(stays)).toEqual(comparable(one))
        expect(comparable(goes)).toEqual(comparable(other))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is refused while one item is not named, or is named twice', () => {
    void fc.assert(
      fc.property(person('P1'), person('P2'), (one, other) => {
        const items = nameAll(one, other, () => 'stays')
        const code = (named: PartedItems) => {
          const parted = part({ stays: one, goes: other, former: [] }, named, by)
          return parted.status === 'refused' ? parted.refusal.code : 'parted'
        }
        expect(code({ ...items, coverage: items.coverage.slice(1) })).toBe('parting.item-not-named')
        expect(code({ ...items, coverage: [...items.coverage, ...items.coverage] })).toBe(
          'parting.item-unknown',
        )
      }),
      { numRuns: 200 },
    )
  })
})
