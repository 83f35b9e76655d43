import { describe, expect, it } from 'vitest'
import type { BookedYear } from '../../../../services/budget/negotiation/rules/history-of.ts'
import { historyOf } from '../../../../services/budget/negotiation/rules/history-of.ts'
import type { CareYear } from '../../../../services/budget/quota/rules/weigh-institution.ts'

const care = (paid: number): CareYear => ({
  inpatient: { paid, volume: 10 },
  outpatient: { paid: 0, volume: 0 },
})
const none = care(0)
const nothing: CareYear = { inpatient: { paid: 0, volume: 0 }, outpatient: { paid: 0, volume: 0 } }
const booked = (year: number, isWhole: boolean, paid?: number): BookedYear => ({
  year,
  isWhole,
  care: new Map(paid === undefined ? [] : [['H1', care(paid)]]),
})
/** 2022 was before these books; 2023 is whole in them, 2024 is not over. */
const books = [booked(2022, false), booked(2023, true, 300), booked(2024, false, 250)]
const of = (years?: readonly CareYear[], institution = 'H1') => historyOf({ institution, years }, books)

describe('the history that a quota is worked out from', () => {
  it('is that of the books where nothing is typed', () => {
    expect(of()).toEqual({ status: 'accepted', value: [care(300), care(250)] })
  })

  it('of a year that the books have whole is theirs: a typed one that differs is refused, by name', () => {
    expect(of([care(900), care(280)])).toMatchObject({
      status: 'refused',
      refusal: { code: 'quota.history-is-of-the-books', figures: { institution: 'H1', year: 2023 } },
    })
  })

  it('may be typed for years before the books, and for one that is not settled to its December', () => {
    expect(of([care(100), care(300), care(280)])).toEqual({
      status: 'accepted',
      value: [care(100), care(300), care(280)],
    })
    expect(of([care(280)])).toEqual({ status: 'accepted', value: [care(300), care(280)] })
  })

  it('cannot be invented for an institution that the books did not pay in a year that they have', () => {
    expect(of([care(900), care(280)], 'H2')).toMatchObject({ status: 'refused' })
    expect(of([none, care(280)], 'H2')).toMatchObject({ status: 'refused' })
    expect(of([nothing, care(280)], 'H2')).toEqual({ status: 'accepted', value: [care(280)] })
  })

  it('leaves no room for an expected amount where there is a year', () => {
    const expected = { inpatient: 1, outpatient: 1, reason: 'more is expected' }
    expect(historyOf({ institution: 'H1', expected }, books)).toMatchObject({
      refusal: { code: 'quota.expected-beside-years' },
    })
    expect(historyOf({ institution: 'H2', expected }, books)).toEqual({ status: 'accepted', value: [] })
  })
})
