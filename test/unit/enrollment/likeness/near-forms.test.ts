import { describe, expect, it } from 'vitest'
import { exchangedNumbers, otherBirths } from '../../../../services/enrollment/likeness/rules/near-forms.ts'

describe('what one person may be mistyped as', () => {
  it('is a number with two neighbouring digits exchanged, whose check character was made to fit', () => {
    // 11010519491231002X with its last two digits before the check character exchanged: its check character is 6.
    const exchanged = exchangedNumbers('11010519491231002X')
    expect(exchanged).toContain('110105194912310206')
    expect(exchanged).not.toContain('11010519491231002X')
    // The thirteenth month is none, so that exchange is nobody’s number.
    expect(exchanged.some((number) => number.slice(10, 12) === '21')).toBe(false)
    expect(exchangedNumbers('H12345678')).toEqual([])
  })

  it('is a birth day that differs in its day, its month or its year, and in no two of them', () => {
    const others = otherBirths('1980-05-20')
    for (const born of ['1980-05-21', '1980-05-02', '1980-06-20', '1981-05-20', '1970-05-20', '1990-05-20'])
      expect(others).toContain(born)
    for (const born of ['1980-05-20', '1981-06-20', '1981-05-21', '1969-05-20'])
      expect(others).not.toContain(born)
    expect(others).toHaveLength(30 + 11 + 20)
    // The thirtieth of February is no day.
    expect(otherBirths('1980-05-30')).not.toContain('1980-02-30')
  })
})
