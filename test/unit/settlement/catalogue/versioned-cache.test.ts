import { describe, expect, it } from 'vitest'
import { versionedCache } from '../../../../services/settlement/catalogue/versioned-cache.ts'

const cacheOver = () => {
  const stored = { version: 1, clock: 0, looks: 0, loads: 0 }
  const cache = versionedCache({
    readVersion: async () => stored.version,
    load: async () => {
      stored.loads += 1
      return `content ${stored.version}`
    },
    now: () => stored.clock,
    maxAgeMillis: 1_000,
    looked: () => {
      stored.looks += 1
    },
  })
  return { stored, cache }
}

describe('content kept in memory', () => {
  it('is loaded once and then not looked after until it is old', async () => {
    const { stored, cache } = cacheOver()
    expect([await cache.current(), await cache.current()]).toEqual(['content 1', 'content 1'])
    stored.clock = 999
    await cache.current()
    expect(stored).toMatchObject({ looks: 1, loads: 1 })
  })

  it('is looked after when it is old, and loaded only if its version moved', async () => {
    const { stored, cache } = cacheOver()
    await cache.current()
    stored.clock = 1_000
    await cache.current()
    expect(stored).toMatchObject({ looks: 2, loads: 1 })
    stored.clock = 2_000
    stored.version = 2
    expect(await cache.current()).toBe('content 2')
    expect(stored).toMatchObject({ looks: 3, loads: 2 })
  })

  it('is looked after at once when that is asked for', async () => {
    const { stored, cache } = cacheOver()
    await cache.current()
    stored.version = 2
    expect(await cache.refresh()).toBe('content 2')
  })
})
