import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusalText } from '#shared/kernel/refusals.ts'
import { chineseStates } from '#shared/kernel/state-words.ts'
import { table as enrollment } from '../../../../services/enrollment/refusals.ts'
import { table as settlement } from '../../../../services/settlement/refusals.ts'

/** The values of every field of that name in a part of the contract. */
const valuesOf = (part: unknown, fields: ReadonlySet<string>, of = ''): string[] => {
  if (typeof part !== 'object' || part === null) return []
  if (Array.isArray(part)) return part.flatMap((each) => valuesOf(each, fields, of))
  const { enum: listed, const: only } = part as { enum?: unknown[]; const?: unknown }
  const own = fields.has(of) ? [...(Array.isArray(listed) ? listed : []), only] : []
  const found = own.filter((each) => typeof each === 'string')
  const within = Object.entries(part).flatMap(([name, each]) => {
    if (name === 'example' || name === 'examples') return []
    if (name === 'properties')
      return Object.entries(each as object).flatMap(([field, schema]) => valuesOf(schema, fields, field))
    return valuesOf(each, fields, ['anyOf', 'oneOf', 'allOf'].includes(name) ? of : '')
  })
  return [...found, ...within]
}

describe('a refusal in Chinese', () => {
  it('names the state of a record in Chinese', () => {
    const decided = {
      code: 'family-premium.decided',
      figures: { premiumId: 'FP-1', state: 'approved' },
    }
    expect(refusalText(settlement, decided, 'zh').reason).toBe('该代缴记录FP-1不待审批，状态为已批准')
    expect(refusalText(settlement, decided, 'en').reason).toBe(
      'The premium FP-1 waits for no approval: it is approved.',
    )
  })

  it('names a scheme in Chinese', () => {
    const figures = { from: '2025-01-01', city: '合肥市', scheme: 'resident' }
    const covered = { code: 'enrollment.already-covered', figures }
    expect(refusalText(enrollment, covered, 'zh').reason).toBe(
      '该人员自2025-01-01起已在合肥市参保（城乡居民基本医疗保险），不得重复参保',
    )
  })

  it('has a word for every state that a record of the contract can be in', () => {
    const contract: unknown = JSON.parse(readFileSync('docs/openapi.json', 'utf8'))
    const all = [...new Set(valuesOf(contract, new Set(['state', 'status'])))]
    expect(all.length).toBeGreaterThan(70)
    expect(all.filter((each) => !(each in chineseStates))).toEqual([])
  })
})
