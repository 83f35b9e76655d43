import { describe, expect, it } from 'vitest'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'

describe('ids and logs', () => {
  it('gives the same payload the same fingerprint whatever the order of its fields', () => {
    expect(fingerprint({ a: 1, b: { c: 2, d: [1, 2] } })).toBe(fingerprint({ b: { d: [1, 2], c: 2 }, a: 1 }))
    expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }))
    expect(stableId('c-', 'ab', 'c')).not.toBe(stableId('c-', 'a', 'bc'))
  })

  it('masks the birth date of an ID number in a log line', () => {
    expect(maskPersonalData('person 34010019750615123X paid')).toBe('person 340100********123X paid')
    expect(maskPersonalData('person 340100750615123 paid')).toBe('person 340100********123 paid')
  })
})
