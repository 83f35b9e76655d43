import { describe, expect, it } from 'vitest'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'

const numberOf = (serial: number): string => {
  const digits = `340102198005${String(serial).padStart(5, '0')}`
  return digits + checkCharacter(digits)
}

describe('the lines on which ID numbers stand first', () => {
  it('are remembered exactly, for as many numbers as come', () => {
    const lines = firstLines()
    for (let serial = 0; serial < 20_000; serial += 1)
      expect(lines.note(numberOf(serial), serial + 2)).toBe(serial + 2)
    for (let serial = 0; serial < 20_000; serial += 1)
      expect(lines.note(numberOf(serial), 99_999)).toBe(serial + 2)
  })

  it('hold what is no ID number too', () => {
    const lines = firstLines()
    expect([lines.note('E-1', 2), lines.note('E-2', 3), lines.note('E-1', 4)]).toEqual([2, 3, 2])
  })
})
