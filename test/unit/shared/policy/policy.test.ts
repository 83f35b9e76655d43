import { describe, expect, it } from 'vitest'
import { amountAt, assemblePolicy, numberAt, ratioAt, valueAt } from '#shared/policy/policy.ts'

const standard = {
  title: 'Residents: what the individual pays a year',
  unit: 'yuan',
  values: [
    { from: '2024-01-01', known: '2024-08-26', value: 400, cites: '医保发〔2024〕19号', tag: 'read' },
    { from: '2026-01-01', known: '2025-09-01', value: '420.50', cites: 'example', tag: 'assumed' },
  ],
  cities: {
    '340100': [{ from: '2025-01-01', known: '2024-12-01', value: 430, cites: 'city', tag: 'assumed' }],
  },
}
const policy = assemblePolicy('v', [{ title: 'test', parameters: { 'resident.individual': standard } }])
const individual = (on: string, more = {}) =>
  amountAt(policy, 'resident.individual', { on, city: '340000', ...more })

describe('a figure of the law', () => {
  it('holds from its date until the next one', () => {
    expect(individual('2024-01-01')).toBe(40_000)
    expect(individual('2025-12-31')).toBe(40_000)
    expect(individual('2026-01-01')).toBe(42_050)
  })

  it('may be set otherwise by a city from a date, before which the province holds', () => {
    expect(individual('2025-06-01', { city: '340100' })).toBe(43_000)
    expect(individual('2024-06-01', { city: '340100' })).toBe(40_000)
    expect(individual('2025-06-01', { city: '340200' })).toBe(40_000)
  })

  it('is not asked for without a city where cities set their own', () => {
    expect(() => amountAt(policy, 'resident.individual', { on: '2025-06-01' })).toThrow(
      expect.objectContaining({ code: 'policy.city-needed', details: { key: 'resident.individual' } }),
    )
  })

  it('is not asked for without a city where cities may set it, though none does today', () => {
    const { cities: _, ...alone } = standard
    const parameters = { 'resident.individual': { ...alone, phase: 'financing' } }
    const open = assemblePolicy('v', [{ title: 'test', parameters }])
    expect(() => amountAt(open, 'resident.individual', { on: '2025-06-01' })).toThrow(
      expect.objectContaining({ code: 'policy.city-needed' }),
    )
    expect(amountAt(open, 'resident.individual', { on: '2025-06-01', city: '340100' })).toBe(40_000)
  })

  it('is seen as it was known on a day, so that an old decision can be explained', () => {
    expect(individual('2026-05-01', { knownBy: '2025-08-31' })).toBe(40_000)
    expect(() => individual('2024-05-01', { knownBy: '2024-01-01' })).toThrow(
      expect.objectContaining({ code: 'policy.missing' }),
    )
  })

  it('is an error when missing: there is no default', () => {
    expect(() => individual('2023-12-31')).toThrow(expect.objectContaining({ code: 'policy.missing' }))
    expect(() => valueAt(policy, 'no.such', { on: '2025-01-01' })).toThrow(
      expect.objectContaining({
        code: 'policy.missing',
        details: { key: 'no.such', on: '2025-01-01', city: null },
      }),
    )
  })

  it('names the article it comes from', () => {
    expect(valueAt(policy, 'resident.individual', { on: '2025-01-01', city: '340000' }).cites).toBe(
      '医保发〔2024〕19号',
    )
  })

  it('is not read in another unit', () => {
    expect(() => ratioAt(policy, 'resident.individual', { on: '2025-01-01', city: '340000' })).toThrow(
      expect.objectContaining({ code: 'policy.wrong-unit' }),
    )
    expect(() => numberAt(policy, 'resident.individual', { on: '2026-01-01', city: '340000' })).toThrow(
      expect.objectContaining({ code: 'policy.malformed' }),
    )
  })
})

describe('a policy file', () => {
  const assemble = (values: object[]) =>
    assemblePolicy('v', [{ title: 't', parameters: { 'a.b': { title: 't', unit: 'yuan', values } } }])
  const value = { from: '2024-01-01', known: '2024-01-01', value: 1, cites: 'x', tag: 'seed' }

  it('is refused with the place when a value has no article, no date or an unknown tag', () => {
    for (const wrong of [{ cites: '' }, { from: '2024-02-30' }, { tag: 'guess' }, { vlaue: 1 }]) {
      expect(() => assemble([{ ...value, ...wrong }])).toThrow(
        expect.objectContaining({ code: 'policy.malformed' }),
      )
    }
  })

  it('is refused when its values are out of order or a key stands in two files', () => {
    expect(() => assemble([value, { ...value, from: '2023-01-01' }])).toThrow(
      expect.objectContaining({ code: 'policy.malformed' }),
    )
    const file = { title: 't', parameters: { 'a.b': { title: 't', unit: 'yuan', values: [value] } } }
    expect(() => assemblePolicy('v', [file, file])).toThrow(
      expect.objectContaining({ code: 'policy.said-twice' }),
    )
  })
})
