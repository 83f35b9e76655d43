import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimFreeYears } from '../../../../services/settlement/insured-year/rules/claim-free-years.ts'
import type {
  Accumulators,
  InsuredYear,
} from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'

const rule = { countsFrom: 2025, schemes: ['resident' as const], repaired: false, withoutDays: true }
const asResident = (year: number, resident: Accumulators = {}): InsuredYear => ({
  ...newInsuredYear('P1', year),
  version: 1,
  spells: [
    {
      scheme: 'resident',
      city: '340100',
      employment: 'resident',
      aid: 'none',
      from: `${year}-01-01`,
      to: `${year}-12-31`,
    },
  ],
  accumulators: Object.keys(resident).length === 0 ? {} : { resident },
})
const asEmployee = (year: number): InsuredYear => {
  const held = asResident(year)
  return { ...held, spells: held.spells.map((spell) => ({ ...spell, scheme: 'employee' as const })) }
}
const visited = (year: number) => asResident(year, { outpatientInScope: 30_000, outpatientPaid: 18_000 })
const raised = (year: number) => asResident(year, { seriousIllnessPaid: 30_100_000, additionPaid: 100_000 })
const onlyBelowDeductible = (year: number) =>
  asResident(year, { inpatientInScope: 15_000, inpatientDeductible: 15_000 })

const counted = (year: number, ...earlier: InsuredYear[]) => claimFreeYears(year, earlier, {}, rule)

describe('years without claims', () => {
  it('are those since 2025 of which no fund paid anything; one of which something was paid adds none and ends none', () => {
    expect(counted(2025, asResident(2024))).toBe(0)
    expect(counted(2026, asResident(2025))).toBe(1)
    expect(counted(2029, asResident(2025), visited(2026), asResident(2027), asResident(2028))).toBe(3)
    expect(counted(2026, onlyBelowDeductible(2025))).toBe(1)
  })

  it('begin anew after the year in which more was paid than without them', () => {
    expect(counted(2028, asResident(2025), asResident(2026), raised(2027))).toBe(0)
    expect(counted(2029, asResident(2025), asResident(2026), raised(2027), asResident(2028))).toBe(1)
  })

  it('are not those in the employee scheme, nor those of no entitlement', () => {
    expect(counted(2027, asEmployee(2025), asResident(2026))).toBe(1)
    expect(counted(2027, { ...newInsuredYear('P1', 2025), version: 1 }, asResident(2026))).toBe(1)
  })

  it('are what an office registered as long as nothing was recorded here', () => {
    const since = (claimFreeSince: number, ...earlier: InsuredYear[]) =>
      claimFreeYears(2028, earlier, { claimFreeSince }, rule)
    expect(since(2026)).toBe(2)
    expect(since(2010)).toBe(3)
    expect(since(2025, visited(2027))).toBe(2)
  })

  it('are never more than the years between, and a claim never makes them more', () => {
    const kinds = [asResident, visited, raised, asEmployee]
    const drawn = fc.array(fc.constantFrom(...kinds), { maxLength: 12 })
    return fc.assert(
      fc.property(drawn, fc.nat(), (years, place) => {
        const earlier = years.map((kind, index) => kind(2025 + index))
        const year = 2025 + years.length
        const free = counted(year, ...earlier)
        expect(free).toBeLessThanOrEqual(years.length)
        const struck = earlier.map((each, index) =>
          index === place % years.length ? visited(each.year) : each,
        )
        const lost = earlier[place % Math.max(1, years.length)]?.accumulators.resident?.additionPaid
          ? Infinity
          : 0
        expect(counted(year, ...struck)).toBeLessThanOrEqual(free + lost)
      }),
    )
  })
})
