import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutGreedily } from '#shared/kernel/cut-greedily.ts'

const weigh = (thing: number) => thing

describe('cutting a list into groups that fit', () => {
  it('fills each group by weight and by number, and lets what is too heavy stand alone', () => {
    expect(cutGreedily([3, 4, 3, 9, 12, 1, 1, 1], { most: 2, weigh, limit: 10 })).toEqual([
      [3, 4],
      [3],
      [9],
      [12],
      [1, 1],
      [1],
    ])
    expect(cutGreedily([], { weigh, limit: 10 })).toEqual([])
  })

  it('keeps everything in its order, and no group that could be joined with the next is left apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20 })),
        fc.integer({ min: 1, max: 5 }),
        (things, most) => {
          const groups = cutGreedily(things, { most, weigh, limit: 20 })
          expect(groups.flat()).toEqual(things)
          for (const [index, group] of groups.entries()) {
            const next = groups[index + 1]?.[0]
            const weight = group.reduce((sum, thing) => sum + thing, 0)
            expect(weight).toBeLessThanOrEqual(20)
            if (next !== undefined) expect(group.length === most || weight + next > 20).toBe(true)
          }
        },
      ),
    )
  })
})
