import { describe, expect, it } from 'vitest'
import { readShared } from '../../../simulation/database/shared-items.ts'

describe('an item of the database in memory', () => {
  const stored = () => ({
    ...{ pk: { S: 'FUND' }, sk: { S: '2025' }, _w: { B: Uint8Array.of(1) } },
    lines: { L: [{ M: { fen: { N: '1200' } } }] },
  })

  it('is read once for all who look at it, without the marks of its writes', () => {
    const item = stored()
    expect(readShared(item)).toEqual({ pk: 'FUND', sk: '2025', lines: [{ fen: 1200 }] })
    expect(readShared(item)).toBe(readShared(item))
    expect(readShared(stored())).not.toBe(readShared(item))
  })

  it('cannot be changed by one who shares it', () => {
    const { lines } = readShared(stored()) as unknown as { lines: { fen: number }[] }
    expect(() => lines.push({ fen: 1 })).toThrow(TypeError)
    expect(() => Object.assign(lines[0] ?? {}, { fen: 1 })).toThrow(TypeError)
  })
})
