import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../../../local/bus/patterns/compile.ts'

const event = {
  source: 'tongchou.settlement',
  'detail-type': 'claim-settled.v1',
  resources: ['arn:aws:one', 'arn:aws:two'],
  detail: {
    city: '340100',
    fen: 12_500,
    note: null,
    empty: '',
    reversed: false,
    lines: [
      { code: 'A1', fen: 100 },
      { code: 'B2', fen: 900 },
    ],
  },
}

const matches = (pattern: Record<string, unknown>) => compilePattern(pattern)(event)
const matchesDetail = (detail: Record<string, unknown>) => matches({ detail })

describe('an event pattern', () => {
  it('matches when every field holds one of its listed values', () => {
    expect(matches({ source: ['tongchou.settlement'], 'detail-type': ['x', 'claim-settled.v1'] })).toBe(true)
    expect(matches({ source: ['tongchou.settlement'], 'detail-type': ['x'] })).toBe(false)
  })

  it('keeps text, numbers, booleans and null apart', () => {
    expect(matchesDetail({ city: ['340100'] })).toBe(true)
    expect(matchesDetail({ city: [340_100] })).toBe(false)
    expect(matchesDetail({ reversed: [false] })).toBe(true)
    expect(matchesDetail({ note: [null] })).toBe(true)
    expect(matchesDetail({ empty: [null] })).toBe(false)
    expect(matchesDetail({ empty: [''] })).toBe(true)
  })

  it('matches a list in the event when any member matches', () => {
    expect(matches({ resources: ['arn:aws:two'] })).toBe(true)
    expect(matches({ resources: ['arn:aws:three'] })).toBe(false)
  })

  it('asks the fields of a nested pattern of the same list member', () => {
    expect(matchesDetail({ lines: { code: ['B2'], fen: [900] } })).toBe(true)
    expect(matchesDetail({ lines: { code: ['A1'], fen: [900] } })).toBe(false)
  })

  it.each([
    ['prefix', { city: [{ prefix: '3401' }] }, { city: [{ prefix: '3402' }] }],
    ['suffix', { city: [{ suffix: '100' }] }, { city: [{ suffix: '200' }] }],
    [
      'prefix ignoring case',
      { lines: { code: [{ prefix: { 'equals-ignore-case': 'b' } }] } },
      { lines: { code: [{ prefix: { 'equals-ignore-case': 'c' } }] } },
    ],
    [
      'equals-ignore-case',
      { lines: { code: [{ 'equals-ignore-case': 'a1' }] } },
      { lines: { code: [{ 'equals-ignore-case': 'a' }] } },
    ],
    ['wildcard', { city: [{ wildcard: '34*00' }] }, { city: [{ wildcard: '34*01' }] }],
    ['numeric', { fen: [{ numeric: ['>', 0, '<=', 12_500] }] }, { fen: [{ numeric: ['<', 12_500] }] }],
    ['exists', { city: [{ exists: true }] }, { city: [{ exists: false }] }],
    ['absence', { missing: [{ exists: false }] }, { missing: [{ exists: true }] }],
    ['absence below an absent object', { deep: { field: [{ exists: false }] } }, { deep: { field: ['x'] } }],
    [
      'anything-but a value',
      { city: [{ 'anything-but': '340200' }] },
      { city: [{ 'anything-but': '340100' }] },
    ],
    [
      'anything-but a list',
      { city: [{ 'anything-but': ['340200', '340300'] }] },
      { city: [{ 'anything-but': ['340200', '340100'] }] },
    ],
    [
      'anything-but a prefix',
      { city: [{ 'anything-but': { prefix: '3402' } }] },
      { city: [{ 'anything-but': { prefix: ['3402', '3401'] } }] },
    ],
  ])('%s decides as EventBridge does', (_name, granted, refused) => {
    expect(matchesDetail(granted)).toBe(true)
    expect(matchesDetail(refused)).toBe(false)
  })

  it('does not let anything-but match an absent field', () => {
    expect(matchesDetail({ missing: [{ 'anything-but': 'x' }] })).toBe(false)
  })

  it('takes an escaped asterisk in a wildcard for itself', () => {
    const test = compilePattern({ name: [{ wildcard: 'a\\*b' }] })
    expect(test({ name: 'a*b' })).toBe(true)
    expect(test({ name: 'axb' })).toBe(false)
  })

  it('needs one alternative of $or and every other field besides', () => {
    const alternatives = [{ detail: { city: ['340200'] } }, { detail: { fen: [{ numeric: ['>', 10_000] }] } }]
    expect(matches({ source: ['tongchou.settlement'], $or: alternatives })).toBe(true)
    expect(matches({ source: ['tongchou.budget'], $or: alternatives })).toBe(false)
    expect(matches({ $or: [{ source: ['a'] }, { source: ['b'] }] })).toBe(false)
  })

  it.each([
    ['an unknown operator', { source: [{ cidr: '10.0.0.0/8' }] }],
    ['two operators at once', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['a bare value', { source: 'tongchou' }],
    ['an empty pattern', {}],
    ['an empty list', { source: [] }],
    ['an unknown comparison', { fen: [{ numeric: ['!=', 1] }] }],
    ['a numeric prefix', { fen: [{ prefix: 1 }] }],
    ['an unknown operator below anything-but', { fen: [{ 'anything-but': { exists: true } }] }],
    ['consecutive wildcards', { source: [{ wildcard: 'a**b' }] }],
    ['an unknown escape', { source: [{ wildcard: 'a\\b' }] }],
    ['$or with one alternative', { $or: [{ source: ['a'] }] }],
  ])('is refused at start for %s', (_name, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'bus.pattern' }))
  })
})
