import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { GatheringStatement } from '../../../../services/contribution/subsidy/rules/statement.ts'
import {
  concernsStatement,
  countResidents,
  issueStatement,
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

  const by = (asOf: string, { statementId, perResident } = gathering) => ({
    ...{ statementId, asOf, perResident },
    standards: new Map([['S-340100-2025-1', gathering.perResident]]),
    noResidents: new Set<string>(),
  })

  it('counts who is paid up by its day and in no other', () => {
    expect(concernsStatement(paid, by('2024-11-05'))).toBe(true)
    expect(concernsStatement(paid, by('2024-11-04'))).toBe(false)
    expect(concernsStatement(residentYear, by('2025-01-01'))).toBe(false)
    expect(concernsStatement({ ...paid, statementId: 'S-340100-2025-1' }, by('2025-01-01'))).toBe(false)
    expect(concernsStatement(employerMonth, by('2025-12-31'))).toBe(false)
  })

  const { completedOn: _, ...unpaid } = paid
  const refunded = {
    ...{ ...unpaid, status: 'refunded' as const, paid: { individual: 0 } },
    ...{ turns: 2, withdrawnOn: '2025-02-10', statementId: 'S-340100-2025-1' },
  }
  const next: GatheringStatement = { ...gathering, statementId: 'S-340100-2025-2', asOf: '2025-03-01' }

  it('takes off who was counted and refunded by its day, once, and counts them again when they have paid', () => {
    expect(concernsStatement(refunded, by('2025-02-10'))).toBe(true)
    expect(concernsStatement(refunded, by('2025-02-09'))).toBe(false)
    const { count, bills } = countResidents(by('2025-03-01', next), [refunded])
    expect(count).toEqual({ headcount: -1, aidFunded: 0 })
    const [takenOff] = bills
    if (!takenOff) throw new Error('there is no bill')
    expect(takenOff).toMatchObject({ earlierStatements: ['S-340100-2025-1', 'S-340100-2025-2'] })
    expect(concernsStatement(takenOff, by('2025-12-31'))).toBe(false)
    const { withdrawnOn: __, ...open } = takenOff
    const again = { ...open, status: 'paid' as const, turns: 3, completedOn: '2025-03-05' }
    expect(countResidents(by('2025-04-01', { ...next, statementId: 'S3' }), [again])).toMatchObject({
      count: { headcount: 1 },
      bills: [{ statementId: 'S3' }],
    })
  })

  /** 670 yuan were the standard when they were counted, 700 are it now: the centre pays 60 % of both. */
  const at670 = { centre: 40_200, province: 20_100, city: 1_340, county: 5_360 }
  const at700 = gathering.perResident
  const raised: GatheringStatement = { ...next, perResident: at700 }
  const since670 = (asOf: string) => ({
    ...{ statementId: raised.statementId, asOf, perResident: at700 },
    standards: new Map([
      ['S-340100-2025-1', at670],
      [raised.statementId, at700],
    ]),
    noResidents: new Set<string>(),
  })

  it('leaves out who paid and is no resident in the year', () => {
    const elsewhere = { ...by('2025-01-01'), noResidents: new Set(['P1']) }
    expect(concernsStatement(paid, elsewhere)).toBe(false)
    expect(concernsStatement(refunded, { ...elsewhere, asOf: '2025-02-10' })).toBe(true)
  })

  it('takes a head off at the standard at which it was counted, whatever the standard is now', () => {
    const { count } = countResidents(since670('2025-03-01'), [refunded])
    expect(issueStatement(raised, [count]).bill?.dues).toEqual([
      { payer: 'centre', pooled: -40_200, account: 0 },
      { payer: 'province', pooled: -20_100, account: 0 },
      { payer: 'city', pooled: -1_340, account: 0 },
      { payer: 'county', pooled: -5_360, account: 0 },
    ])
  })

  it('claims the difference for heads that were counted before a higher standard was published, once', () => {
    const before = { ...paid, statementId: 'S-340100-2025-1' }
    expect(concernsStatement(before, since670('2025-10-01'))).toBe(true)
    const { count, bills } = countResidents(since670('2025-10-01'), [before])
    const { statement, bill } = issueStatement(raised, [count])
    expect(statement).toMatchObject({ headcount: 0, aidFunded: 0 })
    expect(bill?.dues).toEqual([
      { payer: 'centre', pooled: 1_800, account: 0 },
      { payer: 'province', pooled: 900, account: 0 },
      { payer: 'city', pooled: 60, account: 0 },
      { payer: 'county', pooled: 240, account: 0 },
    ])
    expect(bills).toEqual([
      {
        ...before,
        statementId: 'S-340100-2025-2',
        earlierStatements: ['S-340100-2025-1', 'S-340100-2025-2'],
      },
    ])
    expect(bills.map((each) => concernsStatement(each, since670('2025-12-01')))).toEqual([false])
    // A statement at the earlier standard takes nothing back.
    const lower = { ...since670('2025-12-01'), statementId: 'S-340100-2025-3', perResident: at670 }
    expect(bills.map((each) => concernsStatement(each, lower))).toEqual([false])
  })

  it('that takes off more than it counts gives back each level’s part, by a bill of negative dues', () => {
    const { bill } = issueStatement(next, [{ headcount: -1, aidFunded: 0 }])
    expect(bill?.dues).toEqual([
      { payer: 'centre', pooled: -42_000, account: 0 },
      { payer: 'province', pooled: -21_000, account: 0 },
      { payer: 'city', pooled: -1_400, account: 0 },
      { payer: 'county', pooled: -5_600, account: 0 },
    ])
  })

  it('is named by the bills of those it counts, and never counts one twice', () => {
    const poor = { ...paid, billId: 'R-P2-2025', aidFunded: 32_000 }
    const counted = countResidents(by('2025-01-01'), [paid, poor])
    expect(counted).toEqual({
      count: { headcount: 2, aidFunded: 32_000 },
      bills: [paid, poor].map((bill) => ({ ...bill, statementId: 'S-340100-2025-1' })),
    })
    expect(() => countResidents(by('2025-01-01'), counted.bills)).toThrowError(
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
      { payer: 'province', pooled: 210_000, account: 0 },
      { payer: 'city', pooled: 14_000, account: 0 },
      { payer: 'county', pooled: 56_000, account: 0 },
      { payer: 'medical-aid', pooled: 32_000, account: 0 },
    ])
  })

  it('bills nobody where nobody was counted', () => {
    expect(issueStatement(gathering, [])).toEqual({
      statement: { ...gathering, status: 'issued', headcount: 0, aidFunded: 0 },
    })
  })
})
