import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/day.ts'
import { isInTurn } from '../../../../services/settlement/night/rules/in-turn.ts'

/** Four weeks over the end of a leap year. */
const nights = Array.from({ length: 28 }, (_, night) => addDays('2024-12-20', night))
const ids = Array.from({ length: 2800 }, (_, number) => `C${(number * 7919).toString(16).padStart(20, '0')}`)

describe('what is looked at in turn', () => {
  it('comes up in exactly one night of any four weeks', () => {
    for (const id of ids.slice(0, 200)) expect(nights.filter((on) => isInTurn(id, on))).toHaveLength(1)
  })

  it('comes up again four weeks later, and not in between', () => {
    const [first = ''] = nights.filter((on) => isInTurn('CABC', on))
    expect(isInTurn('CABC', addDays(first, 28))).toBe(true)
    expect(isInTurn('CABC', addDays(first, 27))).toBe(false)
  })

  it('is spread over the nights: none has twice its share of a hundred, or less than half', () => {
    for (const on of nights) {
      const share = ids.filter((id) => isInTurn(id, on)).length
      expect(share).toBeGreaterThan(50)
      expect(share).toBeLessThan(200)
    }
  })
})
