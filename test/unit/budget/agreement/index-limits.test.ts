import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Terms } from '../../../../services/budget/agreement/rules/agreement.ts'
import { outsideIndexes } from '../../../../services/budget/agreement/rules/index-limits.ts'
import { agreementLimits } from '../../../../services/budget/agreement/usual-terms.ts'

const policy = readPolicy('shared/policy/anhui')
const { indexes: limits } = agreementLimits(policy, { city: '340100', year: 2025 }).sharing
if (!limits) throw new Error('the policy says nothing of indexes')

type Indexes = Terms['indexes']
const cost = { index: 'average-cost', weight: 30, full: '9000', zero: '18000' } as const
const volume = { index: 'head-to-head-ratio', weight: 30, full: '2', zero: '6' } as const
const quality = { index: 'readmission', weight: 40, full: '0.02', zero: '0.10' } as const
const sound: Indexes = [cost, volume, quality]

const codeOf = (indexes: Indexes): string | undefined => {
  const decision = outsideIndexes({ indexes }, limits)
  return decision?.status === 'refused' ? decision.refusal.code : undefined
}

describe('what an institution is assessed by', () => {
  it('has three indexes at least, of cost, volume and quality, none of them more than 60', () => {
    expect(codeOf(sound)).toBeUndefined()
  })

  it.each<[string, Indexes, string]>([
    ['a single index', [{ ...quality, weight: 100 }], 'agreement.too-few-indexes'],
    [
      'one index that decides alone',
      [
        { ...cost, weight: 20 },
        { ...volume, weight: 10 },
        { ...quality, weight: 70 },
      ],
      'agreement.index-too-heavy',
    ],
    [
      'indexes of quality and volume alone',
      [volume, quality, { index: 'surgery', weight: 30, full: '0.2', zero: '0' }],
      'agreement.index-group-missing',
    ],
    [
      'a readmission rate that always holds',
      [cost, volume, { ...quality, full: '0.99', zero: '1' }],
      'agreement.index-trivial',
    ],
    [
      'a readmission rate the wrong way round',
      [cost, volume, { ...quality, full: '0.05', zero: '0' }],
      'agreement.index-trivial',
    ],
    [
      'operations that always are enough',
      [cost, volume, { ...quality, index: 'surgery', full: '0', zero: '-1' }],
      'agreement.index-trivial',
    ],
  ])('is not %s', (_, indexes, code) => {
    expect(codeOf(indexes)).toBe(code)
  })
})
