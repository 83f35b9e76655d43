import { describe, expect, it } from 'vitest'
import { isUscc } from '../../../../services/contribution/employer/rules/uscc.ts'

describe('a unified social credit code', () => {
  it('ends in a character that fits the others (GB 32100-2015, its own example)', () => {
    expect(isUscc('91350100M000100Y43')).toBe(true)
    for (const other of '012456789ABCDEFGHJKLMNPQRTUWXY')
      expect(isUscc(`91350100M000100Y4${other}`), other).toBe(false)
  })

  it.each([
    ['two characters that changed places', '91350100M000010Y43'],
    ['a letter that is none of the code', '91350100M000I00Y43'],
    ['a small letter', '91350100m000100Y43'],
    ['a character too few', '91350100M000100Y4'],
    ['a character too many', '91350100M000100Y430'],
    ['nothing', ''],
  ])('is not one with %s', (_, text) => {
    expect(isUscc(text)).toBe(false)
  })
})
