import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { GatheringStatement } from '../../../../services/contribution/subsidy/rules/statement.ts'
import {
  countResidents,
  issueStatement,
  isToBeCounted,
} from '../../../../services/contribution/subsidy/rules/statement.ts'
import { splitSubsidy } from '../../../../services/contribution/subsidy/rules/subsidy.ts'
import { subsidyRule } from '../../../../services/contribution/subsidy/rules/subsidy-figures.ts'
import { employerMonth, residentYear } from '../given.ts'

const policy = readPolicy('shared/policy/anhui')

describe('a subsidy statement', () => {
  const paid = {
    ...residentYear,
    status: 'paid' as const,
    paid: { individual: 40_000 },
    completedOn: '2024-11-05',
  }
  const { perCapita, rule } = subsidyRule(policy, 2025, '340100')
  const gathering: GatheringStatement = {
    ...{ statementId: 'S-340100-2025-1', runId: 'S1', city: '340100', year: 2025, asOf: '2025-01-01' },
    perResident: splitSubsidy(perCapita, rule),
    status: 'gathering',
  }

  it('counts who is paid up by its day and in no other', () => {
    expect(isToBeCounted(paid, '2024-11-05')).toBe(true)
    expect(isToBeCounted(paid, '2024-11-04')).toBe(false)
    expect(isToBeCounted(residentYear, '2025-01-01')).toBe(false)
    expect(isToBeCounted({ ...paid, statementId: 'S-340100-2025-1' }, '2025-01-01')).toBe(false)
    expect(isToBeCounted(employerMonth, '2025-12-31')).toBe(false)
  })

  it('is named by the bills of those it counts, and never counts one twice', () => {
    const poor = { ...paid, billId: 'R-P2-2025', aidFunded: 32_000 }
    const counted = countResidents(gathering, [paid, poor])
    expect(counted).toEqual({
      count: { headcount: 2, aidFunded: 32_000 },
      bills: [paid, poor].map((bill) => ({ ...bill, statementId: 'S-340100-2025-1' })),
    })
    expect(() => countResidents(gathering, counted.bills)).toThrowError(
      expect.objectContaining({ code: 'contribution.counted-twice' }),
    )
  })

  it('is issued with what its parts counted, and bills each level for them', () => {
    const parts = [
      { headcount: 7, aidFunded: 0 },
      { headcount: 0, aidFunded: 0 },
      { headcount: 3, aidFunded: 32_000 },
    ]
    const { statement, bill } = issueStatement(gathering, parts)
    expect(statement).toEqual({ ...gathering, status: 'issued', headcount: 10, aidFunded: 32_000 })
    expect(bill).toMatchObject({
      ...{ billId: 'S-340100-2025-1', kind: 'subsidy', issuedOn: '2025-01-01', dueOn: '2025-12-31' },
      ...{ from: '2025-01', to: '2025-12', persons: [], status: 'issued' },
    })
    expect(bill?.dues).toEqual([
      { payer: 'centre', pooled: 420_000, account: 0 },
      { payer: 'province', pooled: 140_000, account: 0 },
      { payer: 'city', pooled: 28_000, account: 0 },
      { payer: 'county', pooled: 112_000, account: 0 },
      { payer: 'medical-aid', pooled: 32_000, account: 0 },
    ])
  })

  it('bills nobody where nobody was counted', () => {
    expect(issueStatement(gathering, [])).toEqual({
      statement: { ...gathering, status: 'issued', headcount: 0, aidFunded: 0 },
    })
  })
})
