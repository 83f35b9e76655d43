import { describe, expect, it } from 'vitest'
import type { StatedLine } from '#shared/contracts/contribution.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { countEpidemic } from '../../../../services/budget/claims/rules/epidemic.ts'
import type { BookedYear } from '../../../../services/budget/clearing/rules/evidence.ts'
import { careOf, collectionOf, epidemicOf } from '../../../../services/budget/clearing/rules/evidence.ts'
import type { FundPeriod } from '../../../../services/budget/ledger/rules/year-periods.ts'
import type { Budget } from '../../../../services/budget/planning/rules/budget.ts'

const period = (of: string, claims: number, closedOn: string | null = '2026-01-20'): FundPeriod => ({
  ...{ period: of as FundPeriod['period'], movements: {}, entries: 1, closedOn, closedBy: closedOn && 'run' },
  counts: { claims, reversals: 1, cost: 0, inScope: 0 },
  epidemic: { claims: 2, cost: 500 },
})

/** 1,000 were booked for stays and 200 for visits; 50 of it is of the year before, and 30 came later. */
const year: BookedYear = {
  periods: [period('2025-01', 11), period('2025-12', 10)],
  during: { inpatient: 1_000_00, outpatient: 200_00, interest: -7_00 },
  costs: { later: { inpatient: { methods: 30_00 } }, ofEarlier: { inpatient: { claims: 50_00 } } },
}
const nothing: BookedYear = { periods: [], during: {}, costs: { later: {}, ofEarlier: {} } }
const before: BookedYear = {
  ...nothing,
  periods: [period('2024-12', 16)],
  during: { inpatient: 900_00 },
}

const table = (inpatient: number, income: number) => ({
  ...{ openingBalance: 0, accountOpeningBalance: 0 },
  income: { 'individual-premium': income },
  expenditure: { inpatient },
})
const budget = (more: object): Budget =>
  ({
    ...{ fund: { city: '340100', scheme: 'resident' }, year: 2025, status: 'executed' },
    table: table(1_300_00, 1_000_00),
    ...more,
  }) as unknown as Budget

describe('the care of a year', () => {
  it('is what belongs to it, beside that of the year before', () => {
    expect(careOf(year, before, budget({}))).toEqual({
      ...{ basis: 'year-before', volume: 19, cost: 1_180_00 },
      ...{ volumeBefore: 15, costBefore: 900_00 },
    })
  })

  it('stands beside the first approved budget where the year before was not closed here', () => {
    const open = { ...before, periods: [period('2024-12', 16, null)] }
    const earlier = [{ table: table(1_100_00, 1_200_00) }]
    for (const past of [nothing, open])
      expect(careOf(year, past, budget({ earlier }))).toMatchObject({
        ...{ basis: 'first-budget', volumeBefore: 0, costBefore: 1_100_00 },
      })
  })

  it('stands beside what the income of that budget carried, where the province consented to a deficit', () => {
    const exemption = { reason: 'a year of an epidemic', grantedBy: 'province', grantedOn: '2024-12-01' }
    expect(careOf(year, nothing, budget({ exemption }))).toMatchObject({ costBefore: 1_000_00 })
  })
})

describe('the collection of a year', () => {
  const line = (of: Pick<StatedLine, 'line' | 'of' | 'pooled'>): StatedLine => ({
    ...of,
    count: 1,
    account: 0,
  })
  const stated = [
    {
      lines: [
        line({ line: 'issued', of: 'resident-year', pooled: 900_00 }),
        line({ line: 'issued', of: 'late-fee', pooled: 5_00 }),
        line({ line: 'paid', of: 'premium', pooled: 880_00 }),
      ],
    },
    {
      lines: [
        line({ line: 'refunded', of: 'premium', pooled: -20_00 }),
        line({ line: 'taken-off', of: 'write-off', pooled: 10_00 }),
        line({ line: 'paid', of: 'late-fee', pooled: 5_00 }),
      ],
    },
  ]

  it('is what was billed less what was taken off, and what came in less refunds; late fees are neither', () => {
    expect(collectionOf(stated, budget({}), {})).toEqual({ due: 890_00, collected: 860_00 })
  })

  it('is that of the budget where no month was stated', () => {
    const during = { 'individual-premium': -950_00 }
    expect(collectionOf([], budget({}), during)).toEqual({ due: 1_000_00, collected: 950_00 })
  })
})

describe('care for an epidemic', () => {
  const policy = provincePolicy()
  const claim = (
    diagnosis: string | undefined,
    basic: number,
    more: Partial<SettledClaim> = {},
  ): SettledClaim => ({
    ...{ claimId: `C${basic}`, institution: 'H1', care: 'inpatient', settledOn: '2025-03-01' },
    ...{ total: basic, inScope: basic, basic, seriousIllness: 0, medicalAid: 0, supplement: 0 },
    ...{ account: 0, cash: 0 },
    medical: { personId: 'P1', ...(diagnosis === undefined ? {} : { diagnosis }) },
    ...more,
  })

  it('is the claims whose diagnosis is on the list of their day; a reversal takes its claim back', () => {
    const claims = [
      claim('A20.0', 100_00),
      claim('A00.900', 50_00),
      claim('J18.9', 70_00),
      claim(undefined, 30_00),
      claim('A20.0', -100_00, { reverses: 'C10000' }),
    ]
    expect(countEpidemic(claims, policy)).toEqual({ epidemicClaims: 1, epidemicCost: 50_00 })
  })

  it('is nothing before there was a list', () => {
    const early = [claim('A20.0', 100_00, { settledOn: '2023-01-01' })]
    expect(countEpidemic(early, policy)).toEqual({ epidemicClaims: 0, epidemicCost: 0 })
  })

  it('is the sum of the months', () => {
    expect(epidemicOf(year.periods)).toEqual({ claims: 4, cost: 1_000 })
  })
})
