import { describe, expect, it } from 'vitest'
import { idNumberFault } from '../../../../services/enrollment/person/rules/id-number.ts'

describe('an ID number (GB 11643)', () => {
  // The example of the standard itself: check character X.
  const person = { sex: 'female', birthOn: '1949-12-31' } as const

  it('is accepted with its check character, birth day and sex', () => {
    expect(idNumberFault('11010519491231002X', person)).toBeUndefined()
    expect(idNumberFault('440524188001010014', { sex: 'male', birthOn: '1880-01-01' })).toBeUndefined()
  })

  it('is refused with another check character', () => {
    expect(idNumberFault('110105194912310021', person)).toBe('id-number.check-digit')
  })

  it('is refused for a person of another birth day or sex', () => {
    expect(idNumberFault('11010519491231002X', { ...person, birthOn: '1949-12-30' })).toBe(
      'id-number.birth-differs',
    )
    expect(idNumberFault('11010519491231002X', { ...person, sex: 'male' })).toBe('id-number.sex-differs')
  })

  it.each(['', '11010519491231002', '11010519491331002X', '01010519491231002X', '11010519491231002x'])(
    'is malformed: %s',
    (idNumber) => {
      expect(idNumberFault(idNumber, person)).toBe('id-number.malformed')
    },
  )
})
