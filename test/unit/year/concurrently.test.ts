import { describe, expect, it } from 'vitest'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { concurrently, groupBy } from '../../../cli/year/concurrently.ts'

describe('work side by side', () => {
  it('never has more at a time than allowed, and answers in order', async () => {
    let running = 0
    let most = 0
    const doubled = await concurrently([1, 2, 3, 4, 5, 6, 7], 3, async (number) => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 8 - number))
      running -= 1
      return number * 2
    })
    expect(doubled).toEqual([2, 4, 6, 8, 10, 12, 14])
    expect(most).toBe(3)
  })

  it('fails with the first failure', async () => {
    const work = concurrently([1, 2], 2, async (number) => {
      if (number === 2) throw new Error('two')
    })
    await expect(work).rejects.toThrow('two')
  })

  it('cuts into pieces and groups in the order of first coming', () => {
    expect(inPieces([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect([...groupBy(['b1', 'a1', 'b2'], (text) => text.charAt(0))]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ])
  })
})
