import { describe, expect, it } from 'vitest'
import { bookOf, factsWith, foundBy, otherStay, stayClaim, visitClaim } from './given.ts'

const find = (kind: string, figures: object, facts: ReturnType<typeof factsWith>) =>
  foundBy(bookOf(kind, figures), facts)

describe('a readmission with the same disease within 15 days of discharge', () => {
  const figures = { withinDays: 15, sameDiseaseCharacters: 3, sameInstitution: true }
  const found = (other: ReturnType<typeof otherStay>, claim = stayClaim()) =>
    find('readmission', figures, factsWith(claim, [other]))

  it('is found on the fifteenth day, with both stays and the disease', () => {
    expect(found(otherStay('2025-02-10', '2025-02-14'))).toEqual({
      days: 15,
      withinDays: 15,
      otherClaim: 'C-OTHER',
      otherFrom: '2025-02-10',
      otherTo: '2025-02-14',
      diagnosis: 'I10.x02',
    })
  })

  it('is not found on the sixteenth', () => {
    expect(found(otherStay('2025-02-10', '2025-02-13'))).toBeUndefined()
  })

  it('is found when the earlier stay is settled after the later one', () => {
    expect(found(otherStay('2025-03-12', '2025-03-20'))).toMatchObject({ days: 3 })
  })

  it('is found in one of the two only, the one settled later', () => {
    const claim = stayClaim()
    const own = otherStay('2025-03-01', '2025-03-09', { claimId: claim.claimId })
    const other = otherStay('2025-02-10', '2025-02-14')
    const rule = bookOf('readmission', figures)
    expect(foundBy(rule, factsWith(claim, [other, own]))).toBeDefined()
    expect(foundBy(rule, factsWith(claim, [own, other]))).toBeUndefined()
  })

  it.each([
    ['of another disease', { diagnosis: 'J18.9' }],
    ['at another institution', { institution: 'H2' }],
  ])('is not found %s', (_, changed) => {
    expect(found(otherStay('2025-02-20', '2025-02-25', changed))).toBeUndefined()
  })

  it('is not found where nobody said what the disease was', () => {
    const { diagnosis: _, ...unknown } = otherStay('2025-02-20', '2025-02-25')
    expect(found(unknown)).toBeUndefined()
  })
})

describe('one stay cut into several', () => {
  const figures = { withinDays: 1, stays: 3 }
  const found = (...others: ReturnType<typeof otherStay>[]) =>
    find('split-stays', figures, factsWith(stayClaim(), others))

  it('is found when so many follow each other at one institution, before and after the claim’s own', () => {
    const before = otherStay('2025-02-20', '2025-02-28', { claimId: 'A', diagnosis: 'J18.9' })
    const after = otherStay('2025-03-10', '2025-03-15', { claimId: 'B' })
    expect(found(after, before)).toEqual({
      stays: 3,
      most: 2,
      withinDays: 1,
      from: '2025-02-20',
      to: '2025-03-15',
    })
  })

  it('is not found when days lie between them, or at another institution', () => {
    const before = otherStay('2025-02-20', '2025-02-28', { claimId: 'A' })
    expect(found(before, otherStay('2025-03-11', '2025-03-15', { claimId: 'B' }))).toBeUndefined()
    expect(
      found(before, otherStay('2025-03-10', '2025-03-15', { claimId: 'B', institution: 'H2' })),
    ).toBeUndefined()
  })
})

describe('a visit while lying in a hospital', () => {
  const found = (from: string, to: string) =>
    find('visit-during-stay', { marginDays: 1 }, factsWith(visitClaim(), [otherStay(from, to)]))

  it('is found on a day within the stay, but not on those of admission and discharge', () => {
    expect(found('2025-03-04', '2025-03-06')).toMatchObject({ servedOn: '2025-03-05', otherClaim: 'C-OTHER' })
    expect(found('2025-03-05', '2025-03-09')).toBeUndefined()
    expect(found('2025-03-01', '2025-03-05')).toBeUndefined()
  })
})

describe('a diagnosis or item that the patient cannot have', () => {
  const onlyWomen = { diagnoses: ['O', 'C53'], sex: 'female' }

  it('is childbirth in a man, not in a woman, nor in someone whose sex nobody knows', () => {
    const birth = stayClaim({ diagnosis: 'O80.0' })
    expect(find('patient-conflict', onlyWomen, factsWith(birth, [], { sex: 'male' }))).toEqual({
      code: 'O80.0',
      sex: 'male',
      onlyFor: 'female',
    })
    expect(find('patient-conflict', onlyWomen, factsWith(birth))).toBeUndefined()
    expect(find('patient-conflict', onlyWomen, factsWith(birth, [], { sex: null }))).toBeUndefined()
  })

  it('is an item for children under seven given to a person of 44', () => {
    expect(find('patient-conflict', { items: ['B1'], age: { to: 6 } }, factsWith(stayClaim()))).toEqual({
      code: 'B1',
      age: 44,
      fromAge: 0,
      toAge: 6,
    })
    const born2020 = factsWith(stayClaim(), [], { birthOn: '2020-01-01' })
    expect(find('patient-conflict', { items: ['B1'], age: { to: 6 } }, born2020)).toBeUndefined()
  })
})

describe('more of an item than can be used', () => {
  const lines = (...quantities: string[]) =>
    quantities.map((quantity) => ({
      ...{ code: '110900001', unitPrice: '40', amount: 0, quantity },
      ...{ fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0, inScope: 0 },
    }))
  const bedDays = { items: ['1109'], most: '1', per: 'day' }

  it('is eleven bed-days in a stay of nine, whatever number of lines they are charged on', () => {
    const claim = stayClaim({ lines: lines('5', '6') })
    expect(find('item-limit', bedDays, factsWith(claim))).toEqual({
      code: '110900001',
      quantity: '11',
      limit: '9',
      days: 9,
    })
    expect(find('item-limit', bedDays, factsWith(stayClaim({ lines: lines('9') })))).toBeUndefined()
  })

  it('is more than so much in one claim, compared exactly', () => {
    const most = { items: ['1109'], most: '0.3', per: 'claim' }
    expect(find('item-limit', most, factsWith(visitClaim({ lines: lines('0.1', '0.2') })))).toBeUndefined()
    expect(find('item-limit', most, factsWith(visitClaim({ lines: lines('0.1', '0.2001') })))).toBeDefined()
  })
})

describe('too large a share of the cost', () => {
  const claim = stayClaim({ amounts: { ...stayClaim().amounts, total: 1_000_000, overLimit: 200_001 } })
  const figures = { part: 'overLimit', most: 0.2, leastTotal: 1000 }

  it('is a fen more than a fifth above the price limits', () => {
    expect(find('cost-share', figures, factsWith(claim))).toEqual({
      part: 'overLimit',
      amount: 200_001,
      total: 1_000_000,
      most: '0.2',
    })
    const even = stayClaim({ amounts: { ...claim.amounts, overLimit: 200_000 } })
    expect(find('cost-share', figures, factsWith(even))).toBeUndefined()
  })

  it('is not looked at in a small claim, nor in care of another kind', () => {
    expect(find('cost-share', { ...figures, leastTotal: '10000.01' }, factsWith(claim))).toBeUndefined()
    expect(find('cost-share', { ...figures, care: 'outpatient' }, factsWith(claim))).toBeUndefined()
  })
})

describe('a service after the end of coverage', () => {
  it('is found when the days were taken back since, and names the last covered one', () => {
    const [spell] = factsWith(stayClaim()).person.spells
    if (!spell) throw new Error('the person is covered')
    const until = (to: string) => factsWith(stayClaim(), [], { spells: [{ ...spell, to }] })
    expect(find('after-coverage', {}, until('2025-03-08'))).toEqual({
      servedOn: '2025-03-09',
      coveredTo: '2025-03-08',
    })
    expect(find('after-coverage', {}, until('2025-03-09'))).toBeUndefined()
  })
})
