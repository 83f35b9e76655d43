import { describe, expect, it } from 'vitest'
import { isSamePerson } from '#shared/kernel/subject.ts'

describe('two people', () => {
  it.each(['Wang.Fang', ' wang.fang ', 'ｗａｎｇ.fang', 'wang.fa\u200bng', '\ufeffwang.fang'])(
    'are one where the names differ in case, blanks or invisible characters: %j',
    (other) => {
      expect(isSamePerson('wang.fang', other)).toBe(true)
    },
  )

  it('are two where the letters differ', () => {
    expect(isSamePerson('wang.fang', 'wang.fan')).toBe(false)
  })
})
