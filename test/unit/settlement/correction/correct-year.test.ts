import { describe, expect, it } from 'vitest'
import { catalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { residentOfHefei, stay, visit, yearOf2025 } from '../support/claims.ts'
import { basicChanges, correctionBasis, startYear } from './persons-year.ts'

/** A visit of so many yuan of class A drugs. Residents are paid 60 %, at most 150 yuan a year. */
const visitOn = (claimId: string, serviceOn: string, yuan: number, over = {}) =>
  visit({
    ...{ claimId, serviceOn, today: serviceOn, total: yuan * 100 },
    lines: [{ code: 'drug-a', quantity: '1', unitPrice: String(yuan), amount: yuan * 100 }],
    ...over,
  })

/** Without what differs by the way a state was reached: its version, and the order stays were recorded in. */
const comparable = ({ version: _, stays, ...year }: InsuredYear) => ({
  ...year,
  stays: [...stays].sort((a, b) => (a.claimId < b.claimId ? -1 : 1)),
})

describe('a late claim, served before others that were settled', () => {
  it('gets what was left in its turn, and those after it lose what they were paid from it', () => {
    const person = startYear()
    person.settle(visitOn('march', '2025-03-10', 200))
    person.settle(visitOn('may', '2025-05-10', 300))
    person.settle(visitOn('february', '2025-02-10', 200))
    expect(person.stands('march').claim.amounts.basic).toBe(12_000)
    expect(person.stands('may').claim.amounts.basic).toBe(3_000)
    expect(person.stands('february').claim.amounts.basic).toBe(0)
    // By hand: February 60 % of 200 = 120, March the 30 left of 150, May nothing.
    expect(basicChanges(person.correct())).toEqual([
      ['february', 120],
      ['march', -90],
      ['may', -30],
    ])
    expect(person.stands('march').claim.amounts).toMatchObject({ basic: 3_000, fund: 3_000, cash: 17_000 })
    expect(person.year().accumulators.resident).toMatchObject({ outpatientPaid: 15_000 })
  })

  it('corrects each on the day of the order, but none before the day on which it was settled itself', () => {
    const person = startYear()
    person.settle(visitOn('march', '2025-03-10', 200))
    person.settle(visitOn('may', '2025-05-10', 300))
    person.settle(visitOn('february', '2025-02-10', 200))
    const entries = person.correct('2025-01-01', undefined, '2025-04-01')
    expect(entries.map(({ claimId, correctedOn }) => [claimId, correctedOn])).toEqual([
      ['february', '2025-04-01'],
      ['march', '2025-04-01'],
      ['may', '2025-05-10'],
    ])
  })

  it('changes nothing when nothing depended on the order', () => {
    const person = startYear()
    person.settle(visitOn('march', '2025-03-10', 50))
    person.settle(visitOn('february', '2025-02-10', 50))
    expect(person.correct()).toEqual([])
  })

  it('leaves those served before it as they are, whatever is known of them now', () => {
    const person = startYear()
    person.settle(visitOn('january', '2025-01-10', 50))
    person.settle(visitOn('march', '2025-03-10', 50))
    const find = () => catalogueEntry.parse({ code: 'drug-a', class: 'C' })
    const known = { ...correctionBasis, catalogue: { find } }
    expect(basicChanges(person.correct('2025-02-01', known))).toEqual([['march', -30]])
  })

  it('of the same day counts after the one that was settled first', () => {
    const person = startYear()
    person.settle(visitOn('z', '2025-03-10', 200))
    person.settle(visitOn('a', '2025-03-10', 200))
    expect(person.correct()).toEqual([])
    expect(person.stands('z').claim.amounts.basic).toBe(12_000)
  })
})

describe('a claim of an entitlement that is gone', () => {
  it('is taken back in full with its reason, and the others get what it had', () => {
    const person = startYear()
    person.settle(visitOn('march', '2025-03-10', 200))
    person.settle(visitOn('may', '2025-05-10', 300))
    person.change({ spells: [{ ...residentOfHefei, from: '2025-05-01' }] })
    const [march, may] = person.correct()
    expect(march).toMatchObject({
      ...{ claimId: 'march', sequence: 1, refusedFor: 'person.not-entitled' },
      amounts: { total: -20_000, basic: -12_000, cash: -8_000 },
      change: { outpatientPaid: -12_000, outpatientInScope: -20_000 },
    })
    expect(march).not.toHaveProperty('stands')
    expect(may).toMatchObject({ amounts: { total: 0, basic: 12_000, cash: -12_000 } })
    expect(person.stands('march')).toMatchObject({ isPaid: false, refusedFor: 'person.not-entitled' })
  })

  it('comes back exactly when the entitlement does', () => {
    const person = startYear(yearOf2025({ account: 5_000 }))
    person.settle(visitOn('march', '2025-03-10', 200, { useAccount: true }))
    person.settle(stay())
    const before = person.year()
    const amounts = person.stands('march').claim.amounts
    person.change({ spells: [] })
    expect(person.correct()).toHaveLength(2)
    expect(person.year()).toMatchObject({ accumulators: {}, stays: [], account: 5_000 })
    person.change({ spells: before.spells })
    person.correct()
    expect(comparable(person.year())).toEqual(comparable(before))
    expect(person.stands('march').claim.amounts).toEqual(amounts)
  })

  it('of another city is taken back in the one fund and given in the other', () => {
    const person = startYear()
    person.settle(visitOn('march', '2025-03-10', 200))
    person.change({ spells: [{ ...residentOfHefei, city: '340200' }] })
    const [back, given] = person.correct()
    expect(back).toMatchObject({ city: '340100', sequence: 1, amounts: { total: -20_000 } })
    expect(given).toMatchObject({ city: '340200', sequence: 2, amounts: { total: 20_000 }, at: '340100' })
    expect(person.stands('march').claim).toMatchObject({
      city: '340200',
      circumstances: { place: 'inProvince' },
    })
    expect(person.correct()).toEqual([])
  })
})

describe('a catalogue that changed backwards', () => {
  it('is applied from the first day asked for, with lines and steps that explain the new result', () => {
    const person = startYear()
    person.settle(visitOn('march', '2025-03-10', 100))
    const find = () => catalogueEntry.parse({ code: 'drug-a', class: 'B', firstSelfPaid: 0.2 })
    const [entry] = person.correct('2025-03-01', { ...correctionBasis, catalogue: { find } })
    // In scope 80 instead of 100, of it 60 %: 48 instead of 60.
    expect(entry).toMatchObject({
      amounts: { total: 0, firstSelfPaid: 2_000, inScope: -2_000, basic: -1_200, cash: 1_200 },
      stands: { lines: [{ code: 'drug-a', quantity: '1', firstSelfPaid: 2_000, inScope: 8_000 }] },
    })
    expect(person.stands('march').claim.steps.at(-1)).toMatchObject({ step: 'cash', out: 5_200 })
  })
})

describe('what the personal account pays', () => {
  /** An active employee: 400 yuan deductible a year at a hospital of level 3, then 50 %. */
  const employee = (account: number) =>
    yearOf2025({ account, spells: [{ ...residentOfHefei, scheme: 'employee', employment: 'employed' }] })

  it('is never more than it paid when the claim was settled: what is more to pay is asked in cash', () => {
    const person = startYear(employee(30_000))
    person.settle(visitOn('march', '2025-03-10', 600))
    person.settle(visitOn('may', '2025-05-10', 600, { useAccount: true }))
    expect(person.stands('may').claim.amounts).toMatchObject({ basic: 30_000, account: 30_000, cash: 0 })
    person.change({ account: 50_000 })
    person.reverse('march')
    // May bears the deductible now: (600 − 400) × 50 % = 100, so 500 are left to the person.
    expect(basicChanges(person.correct())).toEqual([['may', -200]])
    expect(person.stands('may').claim.amounts).toMatchObject({ basic: 10_000, account: 30_000, cash: 20_000 })
    expect(person.year().account).toBe(50_000)
  })

  it('goes back to the account when the fund pays more', () => {
    const person = startYear(employee(50_000))
    person.settle(visitOn('march', '2025-03-10', 600, { useAccount: true }))
    expect(person.stands('march').claim.amounts).toMatchObject({ basic: 10_000, account: 50_000, cash: 0 })
    person.settle(visitOn('february', '2025-02-10', 600))
    person.correct()
    expect(person.stands('march').claim.amounts).toMatchObject({ basic: 30_000, account: 30_000, cash: 0 })
    expect(person.year().account).toBe(20_000)
  })
})

describe('a corrected claim', () => {
  it('is reversed by the negative of all that stands of it', () => {
    const person = startYear()
    person.settle(visitOn('march', '2025-03-10', 200))
    const empty = comparable(yearOf2025())
    person.settle(visitOn('february', '2025-02-10', 200))
    person.correct()
    expect(person.reverse('march').amounts).toMatchObject({ total: -20_000, basic: -3_000, cash: -17_000 })
    person.reverse('february')
    expect(comparable(person.year())).toEqual(empty)
  })
})

it('a year whose claims were not all found is not corrected', () => {
  const person = startYear()
  person.settle(visitOn('march', '2025-03-10', 200))
  person.change({ accumulators: {} })
  expect(() => person.correct()).toThrow(expect.objectContaining({ code: 'correction.claims-missing' }))
})
