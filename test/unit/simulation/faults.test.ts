import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../cli/generate/random.ts'
import type { FaultKind } from '../../../simulation/world/faults.ts'
import { openFaults } from '../../../simulation/world/faults.ts'

const some: readonly FaultKind[] = ['throttle', 'late', 'twice']
const occasions = Array.from({ length: 600 }, (_, nth) => some[nth % some.length] ?? 'late')
const drawn = (seed: string) => {
  const { happens } = openFaults(seededRandom(seed), some)
  return occasions.map(happens)
}

describe('the faults of a seed', () => {
  it('are the same each time, and others than those of another seed', () => {
    expect(drawn('1')).toEqual(drawn('1'))
    expect(drawn('1')).not.toEqual(drawn('2'))
  })

  it('are none but those asked for, and none at all once they are set off', () => {
    const faults = openFaults(seededRandom('1'), some)
    for (let nth = 0; nth < 600; nth += 1) faults.happens('killedBefore')
    expect(faults.counts()).toEqual({})
    faults.set(false)
    expect(occasions.some(faults.happens)).toBe(false)
  })
})
