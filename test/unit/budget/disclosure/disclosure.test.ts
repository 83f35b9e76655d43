import { describe, expect, it } from 'vitest'
import { clearInstitution } from '../../../../services/budget/clearing/rules/clear-institution.ts'
import type { ClearingStatement } from '../../../../services/budget/clearing/rules/statement.ts'
import {
  clearingDocument,
  clearingIsFinal,
  quotaDocument,
} from '../../../../services/budget/disclosure/rules/public-documents.ts'

const fund = { city: '340100', scheme: 'employee' } as const

/** An institution that spent 1,080 yuan on a quota of 1,000 (case S1), 50 of it held back as deposit. */
const basis = {
  terms: {
    overspend: [
      { upTo: '0.05', fund: '0.60' },
      { upTo: '0.10', fund: '0.50' },
    ],
    surplus: [],
    depositReturn: [{ from: '0', returned: '1' }],
  },
  care: {
    inpatient: { accrued: 108_000, final: 108_000, banded: true, quota: 100_000 },
    outpatient: { accrued: 0, final: 0, banded: true, quota: 0 },
  },
  within: 100_000,
  suspended: 8_000,
  deposits: 5_000,
  advance: 0,
  recovered: 0,
  growth: '0',
  score: '92.50',
  adjustment: 0,
}
const statement = (institution: string): ClearingStatement => ({
  institution,
  year: 2025,
  agreementVersion: 1,
  basis,
  cleared: clearInstitution(basis),
  proposed: { by: 'clerk Zhang', on: '2026-03-01' },
  answerBy: '2026-03-16',
  state: 'locked',
  disputed: { by: 'doctor Li', on: '2026-03-10', reason: 'patient Wang was severe' },
  locked: { by: 'clerk Zhang', on: '2026-04-01', runId: 'YC' },
  entryId: 'E1',
})

describe('what is made public', () => {
  it('of a clearing are figures by institution, in order, and their totals: case S1 is paid 1,045 of 1,080', () => {
    const document = clearingDocument(fund, 2025, [statement('H2'), statement('H1')])
    const figures = {
      score: '92.50',
      quota: 100_000,
      actual: 108_000,
      overspend: 8_000,
      compensated: 0,
      shared: 4_500,
      surplus: 0,
      kept: 0,
      accepted: 104_500,
      depositReturned: 5_000,
      depositForfeited: 0,
      ordered: 9_500,
      owedBack: 0,
    }
    expect(document.institutions).toEqual([
      { institution: 'H1', ...figures },
      { institution: 'H2', ...figures },
    ])
    expect(document.totals).toMatchObject({ quota: 200_000, accepted: 209_000, ordered: 19_000 })
  })

  it('names no person and says nothing that anyone wrote', () => {
    expect(JSON.stringify(clearingDocument(fund, 2025, [statement('H1')]))).not.toMatch(/Zhang|Li|Wang/)
    const plan = {
      planId: 'P',
      version: 2,
      year: 2025,
      target: 100,
      institutions: 1,
      seasonalWeights: [],
      policyVersion: 'v',
      publishedOn: '2025-06-30',
      from: '2025-07',
      reason: 'asked for by director Zhang',
    } as const
    const steps = [{ rule: 'counter-proposed', given: { comment: 'director Zhang asks' }, gives: 100 }]
    const quota = {
      institution: 'H1',
      amount: 100,
      months: [100],
      derivation: { steps, seasonalWeights: [] },
    }
    expect(JSON.stringify(quotaDocument(fund, plan, [quota]))).not.toContain('Zhang')
  })

  it('is the same text whatever order the storage gave fields and rows in', () => {
    const reordered = (given: ClearingStatement): ClearingStatement =>
      Object.fromEntries(Object.entries(given).reverse()) as unknown as ClearingStatement
    const [one, other] = [statement('H1'), statement('H2')]
    expect(JSON.stringify(clearingDocument(fund, 2025, [one, other]))).toBe(
      JSON.stringify(clearingDocument(fund, 2025, [reordered(other), reordered(one)])),
    )
  })

  it('of a clearing waits for the last statement', () => {
    expect(clearingIsFinal([{ state: 'locked' }]).status).toBe('accepted')
    expect(clearingIsFinal([{ state: 'locked' }, { state: 'confirmed' }])).toMatchObject({
      refusal: { code: 'disclosure.not-final', figures: { open: 1 } },
    })
    expect(clearingIsFinal([]).status).toBe('refused')
  })
})
