import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { keyedToken } from '#shared/edge/secrets/keyed-token.ts'
import { seal, unseal } from '#shared/edge/secrets/seal.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'

const key = randomBytes(32)
const other = randomBytes(32)

describe('a sealed text', () => {
  it('opens with its key in its place, and is another each time it is sealed', () => {
    const sealed = seal(key, '["340102198005200021","王芳"]', 'P1')
    expect(unseal(key, sealed, 'P1')).toBe('["340102198005200021","王芳"]')
    expect(seal(key, '["340102198005200021","王芳"]', 'P1')).not.toBe(sealed)
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('340102')
  })

  it('does not open with another key, in another place, or changed in any byte', () => {
    const sealed = seal(key, '王芳', 'P1')
    const code = expect.objectContaining({ code: 'secrets.unreadable' })
    expect(() => unseal(other, sealed, 'P1')).toThrow(code)
    expect(() => unseal(key, sealed, 'P2')).toThrow(code)
    const bytes = Buffer.from(sealed, 'base64')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => unseal(key, changed.toString('base64'), 'P1')).toThrow(code)
    }
    expect(() => unseal(key, sealed.slice(0, 20), 'P1')).toThrow(code)
  })
})

describe('a keyed token', () => {
  it('is the same of the same, and another under another key, of another kind, or cut otherwise', () => {
    const token = keyedToken(key, 'name', '王芳')
    expect(keyedToken(key, 'name', '王芳')).toBe(token)
    expect(token).toMatch(/^[\w-]{43}$/)
    const others = [
      keyedToken(other, 'name', '王芳'),
      keyedToken(key, 'initials', '王芳'),
      keyedToken(key, 'name', '王', '芳'),
      keyedToken(key, 'name', '王方'),
    ]
    expect(new Set([token, ...others]).size).toBe(5)
  })
})

/** A table and a wrapping key in memory, which count what they are asked. */
const given = () => {
  const items = new Map<string, Stored>()
  const asked = { made: 0, unwrapped: 0 }
  let failing = false
  const store = {
    get: async ({ pk }: { pk: string }) => items.get(pk),
    write: async ([write]: readonly { readonly item: Stored }[]) => {
      if (!write || items.has(write.item.pk)) return { status: 'rejected', failed: [] }
      items.set(write.item.pk, write.item)
      return { status: 'written' }
    },
  } as unknown as Store
  const wrapping: WrappingKey = {
    make: async (name) => {
      asked.made += 1
      const clear = randomBytes(32)
      return { clear, wrapped: `${name}:${clear.toString('hex')}` }
    },
    unwrap: async (name, wrapped) => {
      if (failing) throw new Error('KMS does not answer')
      asked.unwrapped += 1
      const [of, hex = ''] = wrapped.split(':')
      if (of !== name) throw new Error('another name')
      return Buffer.from(hex, 'hex')
    },
  }
  const fail = (now: boolean) => {
    failing = now
  }
  return { items, asked, store, wrapping, fail }
}

describe('the keys of a service', () => {
  it('are made at the first use, kept wrapped, and unwrapped once a function', async () => {
    const { items, asked, store, wrapping } = given()
    const ring = openKeyRing(store, wrapping)
    expect(await ring.find('tokens')).toBeUndefined()
    const [one, two] = await Promise.all([ring.use('tokens'), ring.use('tokens')])
    expect(one).toEqual(two)
    expect(asked.made).toBe(1)
    expect([...items.keys()]).toEqual(['DATA-KEY#tokens'])
    const restarted = openKeyRing(store, wrapping)
    for (let time = 0; time < 3; time += 1) expect(await restarted.find('tokens')).toEqual(one)
    expect(asked).toEqual({ made: 1, unwrapped: 1 })
  })

  it('are one, though two functions make it at the same moment', async () => {
    const { store, wrapping } = given()
    const rings = [openKeyRing(store, wrapping), openKeyRing(store, wrapping)]
    const [one, two] = await Promise.all(rings.map((ring) => ring.use('tokens')))
    expect(one).toEqual(two)
  })

  it('are asked for again after the wrapping key did not answer', async () => {
    const { store, wrapping, fail } = given()
    const key = await openKeyRing(store, wrapping).use('tokens')
    const ring = openKeyRing(store, wrapping)
    fail(true)
    await expect(ring.find('tokens')).rejects.toThrow('KMS does not answer')
    fail(false)
    expect(await ring.find('tokens')).toEqual(key)
  })
})
