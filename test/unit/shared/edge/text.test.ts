import { describe, expect, it } from 'vitest'
import { decodeText, readCsv } from '#shared/edge/files/csv.ts'
import { maskPersonalData } from '#shared/edge/function/log.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'

describe('a file from outside', () => {
  it('is read in UTF-8, with or without a byte-order mark, and in GB18030', () => {
    expect(decodeText(new TextEncoder().encode('姓名'))).toBe('姓名')
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('a')
    expect(decodeText(Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb]))).toBe('姓名')
    expect(() => decodeText(Uint8Array.from([0xff, 0xff]))).toThrow(
      expect.objectContaining({ code: 'file.encoding' }),
    )
  })

  it('names the line of a row with too many cells and the column that is missing', () => {
    expect(readCsv('id,name\n1,王\n', ['id'])).toEqual([{ line: 2, cells: { id: '1', name: '王' } }])
    expect(() => readCsv('id,name\n1,2,3\n', ['id'])).toThrow(
      expect.objectContaining({ code: 'file.malformed', details: { line: 2 } }),
    )
    expect(() => readCsv('id\n1\n', ['id', 'sex'])).toThrow(
      expect.objectContaining({ code: 'file.column-missing', details: { column: 'sex' } }),
    )
  })
})

describe('ids and logs', () => {
  it('gives the same payload the same fingerprint whatever the order of its fields', () => {
    expect(fingerprint({ a: 1, b: { c: 2, d: [1, 2] } })).toBe(fingerprint({ b: { d: [1, 2], c: 2 }, a: 1 }))
    expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }))
    expect(stableId('c-', 'ab', 'c')).not.toBe(stableId('c-', 'a', 'bc'))
  })

  it('masks the birth date of an ID number in a log line', () => {
    expect(maskPersonalData('person 34010019750615123X paid')).toBe('person 340100********123X paid')
  })
})
