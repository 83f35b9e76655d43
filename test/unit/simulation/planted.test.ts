import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readMeasured } from '../../../simulation/planted/measured.ts'
import { plants } from '../../../simulation/planted/plants.ts'

describe('a planted bug', () => {
  it.each(plants)('fits its file in one place: $name', ({ file, find }) => {
    expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2)
  })

  it('has a name of its own', () => {
    expect(new Set(plants.map(({ name }) => name)).size).toBe(plants.length)
  })

  it('was found by seeds, or it is said why none can show it and which test does', () => {
    const measured = readMeasured()
    for (const { name, unseen } of plants) {
      if (measured[name]?.isFound) continue
      const [tests] = /test\/[\w/-]+\.test\.ts/.exec(unseen ?? '') ?? []
      expect([name, tests, existsSync(tests ?? '')]).toEqual([name, expect.any(String), true])
    }
  })

  it('that was measured is still planted', () => {
    const names = plants.map(({ name }) => name)
    expect(Object.keys(readMeasured()).filter((name) => !names.includes(name))).toEqual([])
  })
})
