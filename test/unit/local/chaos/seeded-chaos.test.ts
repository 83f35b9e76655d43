import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calm, createChaos } from '../../../../local/chaos/seeded-chaos.ts'

describe('chance', () => {
  it('repeats with its seed and differs with another', () => {
    const draws = (seed: number) => {
      const chaos = createChaos(seed)
      return Array.from({ length: 20 }, () => chaos.between(0, 1_000_000))
    }
    expect(draws(7)).toEqual(draws(7))
    expect(draws(7)).not.toEqual(draws(8))
  })

  it('never lets the impossible happen and always the certain', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const chaos = createChaos(seed)
        return !chaos.happens(0) && chaos.happens(1)
      }),
    )
  })

  it('draws whole numbers within both bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, from, span) => {
        const drawn = createChaos(seed).between(from, from + span)
        return Number.isInteger(drawn) && drawn >= from && drawn <= from + span
      }),
    )
  })

  it('comes about as often as its probability says', () => {
    const chaos = createChaos(42)
    const times = Array.from({ length: 10_000 }, () => chaos.happens(0.2)).filter(Boolean).length
    expect(times).toBeGreaterThan(1_850)
    expect(times).toBeLessThan(2_150)
  })

  it('takes new settings while it runs and keeps the others', () => {
    const chaos = createChaos(1)
    expect(chaos.settings()).toEqual(calm)
    chaos.adjust({ throttle: 0.5 })
    chaos.adjust({ late: 0.1 })
    expect(chaos.settings()).toEqual({ ...calm, throttle: 0.5, late: 0.1 })
  })
})
