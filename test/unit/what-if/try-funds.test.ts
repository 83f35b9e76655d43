import { describe, expect, it } from 'vitest'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { fundTables } from '../../../cli/what-if/fund-tables.ts'
import { fundsIn, judgeFundVariants, spendingOf, tryOnFund } from '../../../cli/what-if/try-funds.ts'
import type { FileVariant } from '../../../cli/what-if/variant-file.ts'
import type { FundYearBase } from '../../../services/budget/what-if/rules/try-fund.ts'
import { nothingPaid } from '../../../services/settlement/insured-year/rules/payers.ts'
import type { GroupEffect, WhatIfEffect } from '../../../services/settlement/what-if/rules/effect.ts'
import { noEffect } from '../../../services/settlement/what-if/rules/effect.ts'

const policy = provincePolicy()
const fund = { city: '340100', scheme: 'resident' } as const

/** A line of which the pool pays 60 fen of 100, 75 under a variant, and 90.5 in another world. */
const ofLine: GroupEffect = {
  ...{ claims: 1, total: 100, inForce: { ...nothingPaid, basic: 60, cash: 40 } },
  variants: [
    { changed: 1, paid: { ...nothingPaid, basic: 75, cash: 25 } },
    {
      changed: 0,
      counted: {
        claims: '1.5',
        paid: {
          ...{ basic: '90.5', seriousIllness: '0', medicalAid: '0', supplement: '0', account: '0' },
          cash: '59.5',
        },
      },
    },
  ],
}
const effect: WhatIfEffect = {
  ...noEffect(2),
  groups: {
    all: { all: ofLine },
    fund: { '340100/resident/inpatient': ofLine, '340200/employee/outpatient': ofLine },
  },
}
const base: FundYearBase = {
  lines: { 'individual-premium': 400, 'city-subsidy': 670, inpatient: 1_120 },
  ...{ opening: 80, planned: 1_070, heads: { working: 0, retired: 0 }, score: 100 },
}
const variant = (more: Partial<FileVariant> = {}): FileVariant => ({ title: 'a trial', figures: [], ...more })

const triedOn = (
  ...[fundOf, ...given]: Parameters<typeof tryOnFund> extends [unknown, ...infer Rest] ? Rest : never
) => {
  const decision = tryOnFund(effect, fundOf, ...given)
  if (decision.status === 'refused') throw new Error(decision.refusal.reason)
  return decision.value
}

describe('what claims told, carried on into funds', () => {
  it('is what the pool of a fund pays more, line by line', () => {
    expect(fundsIn(effect)).toEqual([fund, { city: '340200', scheme: 'employee' }])
    expect(spendingOf(effect, fund, 0)).toEqual([{ line: 'inpatient', more: 15 }])
    // 90.5 fen are 91.
    expect(spendingOf(effect, fund, 1)).toEqual([{ line: 'inpatient', more: 31 }])
  })

  it('moves expenditure, balance, months payable and gap with what is tried on income, in one result', () => {
    const variants = [
      variant(),
      variant({
        title: 'another world',
        fund: { heads: { paying: '1.1' }, epidemic: { months: 12, more: '1' } },
      }),
    ]
    const tried = triedOn(fund, base, { year: 2025, variants, policy })
    expect(tried.inForce).toMatchObject({ income: 1_070, expenditure: 1_120, balance: 30 })
    expect(tried.variants[0]).toMatchObject({ income: 1_070, expenditure: 1_135, balance: 15, gap: 65 })
    // Premiums are a tenth more; the epidemic is in what claims told, and counts once.
    expect(tried.variants[1]).toMatchObject({ income: 1_177, expenditure: 1_151, balance: 106 })
    const asked = { titles: ['a trial', 'another world'], basis: 'executed' as const }
    const text = fundTables([tried], asked, { language: 'zh', width: 120 })
    for (const words of ['合肥市', '可支付月数', '下年上解', '基金缺口', 'another world', '11.51'])
      expect(text).toContain(words)
  })

  it('tries a figure of one scheme on its funds alone', () => {
    const raised = variant({
      fund: { figures: [{ figure: 'contribution.employee.employer_rate', becomes: '0.14' }] },
    })
    const asked = { year: 2025, variants: [raised], policy }
    expect(triedOn(fund, base, asked).variants[0]).toMatchObject({ income: 1_070 })
    const employees = { ...base, lines: { 'employer-premium': 700, outpatient: 100 } }
    const tried = triedOn({ city: '340200', scheme: 'employee' }, employees, asked)
    expect(tried.variants[0]?.income).toBeGreaterThan(700)
    expect(judgeFundVariants(asked, policy).status).toBe('accepted')
  })

  it('is refused where the funds cannot be judged under a variant', () => {
    const above = variant({ fund: { figures: [{ figure: 'adjustment_fund.levy.rate', becomes: '0.9' }] } })
    expect(judgeFundVariants({ year: 2025, variants: [variant(), above] }, policy)).toMatchObject({
      refusal: { code: 'fund-what-if.above-cap', field: 'variants/1/fund/figures/0' },
    })
  })
})
