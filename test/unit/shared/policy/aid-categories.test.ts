import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { aidCategories, aidRows } from '#shared/kernel/scheme.ts'

const policy = readPolicy('shared/policy/anhui')

type Row = { readonly code: string; readonly policyKey: string }

/** The codes that a benefit plan names for a condition, wherever it stands in the plan. */
const named = (plan: unknown): string[] => {
  if (Array.isArray(plan)) return plan.flatMap(named)
  if (plan === null || typeof plan !== 'object') return []
  return Object.entries(plan).flatMap(([key, value]) => (key === 'aid' ? [value].flat() : named(value)))
}

/** What the province's policy leaves out of each category: the share of its contribution, and its medical aid. */
const missing = (rows: readonly Row[]): string[] => {
  const aided = named(policy.parameters.get('settlement.resident.medical_aid'))
  return rows.flatMap(({ code, policyKey }) => {
    const share = `contribution.resident.aid_share.${policyKey}`
    return [
      ...(policy.parameters.has(share) ? [] : [share]),
      ...(aided.includes(code) ? [] : [`medical aid of ${code}`]),
    ]
  })
}

describe('the aid categories', () => {
  it('have their figures in the policy', () => {
    expect(missing(aidRows)).toEqual([])
  })

  it('are found when the policy leaves one out', () => {
    expect(missing([...aidRows, { code: 'veteran', policyKey: 'veteran' }])).toEqual([
      'contribution.resident.aid_share.veteran',
      'medical aid of veteran',
    ])
  })

  it('are told apart by each of their names', () => {
    for (const name of ['code', 'zh', 'policyKey'] as const)
      expect(new Set(aidRows.map((row) => row[name])).size).toBe(aidRows.length)
    expect(aidCategories[0]).toBe('none')
  })
})
