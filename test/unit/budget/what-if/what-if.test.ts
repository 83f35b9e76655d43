import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { FundYearBase } from '../../../../services/budget/what-if/rules/try-fund.ts'
import { outcomeOf, sumOutcomes, tryFund } from '../../../../services/budget/what-if/rules/try-fund.ts'
import type { FundVariant } from '../../../../services/budget/what-if/rules/variant.ts'
import {
  figureInForce,
  judgeVariant,
  lawOf,
  ofCity,
  policyOfFund,
} from '../../../../services/budget/what-if/rules/variant.ts'

const policy = readPolicy('shared/policy/anhui')
const [city, year] = ['340100', 2025]
const law = lawOf(policy, 'resident', year, city)
const given = {
  law,
  inForce: (figure: Parameters<typeof figureInForce>[1]) => figureInForce(policy, figure, year, city),
}

/** 10,000 residents at 400 and 670 yuan: 10.7 million yuan come in, 11.2 are spent, and 0.8 were there. */
const base: FundYearBase = {
  lines: { 'individual-premium': 400_000_000, 'city-subsidy': 670_000_000, inpatient: 1_120_000_000 },
  ...{ opening: 80_000_000, planned: 1_070_000_000, heads: { working: 0, retired: 0 }, score: 100 },
}
const inForce = outcomeOf(base, base.lines, law)
const accepted = (made: ReturnType<typeof tryFund>) => {
  if (made.status === 'refused') throw new Error(made.refusal.code)
  return made.value
}
const tried = (variant: Omit<FundVariant, 'title'>) =>
  accepted(tryFund(base, { title: 'tried', ...variant }, given))

describe('a what-if of a fund', () => {
  it('has the year in force beside it: half a million short, own balance first, the fund by bands', () => {
    expect(inForce).toMatchObject({ income: 1_070_000_000, expenditure: 1_120_000_000, current: -50_000_000 })
    // 0.8 million pay 0.9 months: nothing of less than a month goes first. The fund bears 80 % of 500,000.
    expect(inForce).toMatchObject({ gap: 50_000_000, own: 0, fromFund: 40_000_000, local: 10_000_000 })
    // 5 % of 10.7 million, which is what the next year's levy is taken of.
    expect(inForce.levy).toBe(53_500_000)
  })

  it('raises premiums with the standard: 450 instead of 400 yuan close the gap, and the levy grows with them', () => {
    const { outcome, steps } = tried({
      figures: [{ figure: 'contribution.resident.individual', becomes: '450' }],
    })
    expect(steps).toEqual([
      {
        by: 'contribution.resident.individual',
        ...{ line: 'individual-premium', before: 400_000_000, after: 450_000_000 },
      },
    ])
    expect(outcome).toMatchObject({ current: 0, gap: 0, fromFund: 0, levy: 56_000_000 })
  })

  it('shares a gap otherwise: half of each band, and never above the cap of a city', () => {
    const half = tried({ figures: [{ figure: 'adjustment_fund.gap.fund_share', becomes: '0.5' }] })
    expect(half.outcome).toMatchObject({ fromFund: 25_000_000, local: 25_000_000 })
    const capped = tried({ figures: [{ figure: 'adjustment_fund.gap.city_cap', becomes: '0.01' }] })
    expect(capped.outcome.fromFund).toBe(10_700_000)
  })

  it('tries a band of the gap’s rule by its place: half of the first tenth of the plan', () => {
    const rules = [
      {
        key: 'adjustment_fund.gap.rule.resident',
        ...{ at: '/bands/0/fundShare', was: '0.80', becomes: '0.50' },
      },
    ]
    const policyTried = policyOfFund(policy, { title: 'tried', rules }, { city, year })
    if (policyTried.status === 'refused') throw new Error(policyTried.refusal.reason)
    const half = accepted(
      tryFund(
        base,
        { title: 'tried', rules },
        {
          ...given,
          law: lawOf(policyTried.value, 'resident', year, city),
        },
      ),
    )
    expect(half.outcome).toMatchObject({ gap: 50_000_000, fromFund: 25_000_000, local: 25_000_000 })
  })

  it('makes stays dearer in an epidemic of three months by a fifth: 560,000 yuan more, months payable fewer', () => {
    const { outcome } = tried({ epidemic: { months: 3, more: '0.2' } })
    expect(outcome.expenditure - inForce.expenditure).toBe(56_000_000)
    expect(outcome.monthsPayable ?? 0).toBeLessThan(inForce.monthsPayable ?? 0)
  })

  it('reckons an ageing fund by what the retired cost: a tenth more of them cost 6 % more care', () => {
    const employees: FundYearBase = {
      lines: { 'employer-premium': 1_000_000, inpatient: 1_000_000 },
      ...{ opening: 0, planned: 1_000_000, heads: { working: 200, retired: 100 }, score: 100 },
    }
    const of = { law: lawOf(policy, 'employee', 2025, city), inForce: () => '0.07' }
    const { outcome } = accepted(tryFund(employees, { title: 'ageing', heads: { retired: '1.1' } }, of))
    // 200 who work cost as 200, 100 retired as 300: 30 more of 500.
    expect(outcome).toMatchObject({ income: 1_000_000, expenditure: 1_060_000 })
  })

  it('takes over what other benefits cost, as a what-if on claims told it', () => {
    const { outcome } = tried({ spending: [{ line: 'inpatient', more: -50_000_000 }] })
    expect(outcome).toMatchObject({ expenditure: 1_070_000_000, gap: 0 })
  })

  it('takes what claims told of a line as all that moves it: heads still move premiums', () => {
    const { outcome, steps } = tried({
      heads: { paying: '1.1' },
      prices: [{ line: 'inpatient', factor: '2' }],
      spending: [{ line: 'inpatient', more: 30_000_000 }],
    })
    expect(outcome).toMatchObject({ income: 1_177_000_000, expenditure: 1_150_000_000 })
    expect(steps.map(({ by, line }) => `${by} ${line}`)).toEqual([
      ...['heads individual-premium', 'heads city-subsidy', 'benefits inpatient'],
    ])
  })

  it('of all cities gives each what its own claims told', () => {
    const spending = [
      { city: '340100', line: 'inpatient' as const, more: 1 },
      { city: '340200', line: 'inpatient' as const, more: 2 },
    ]
    expect(ofCity({ title: 'tried', spending }, '340200').spending).toEqual([spending[1]])
    const given = { scheme: 'resident' as const, policy, year, at: 'variants/0' }
    expect(judgeVariant({ title: 'tried', spending }, given).status).toBe('accepted')
    expect(judgeVariant({ title: 'tried', spending }, { ...given, city: '340100' })).toMatchObject({
      refusal: { code: 'fund-what-if.of-no-city', field: 'variants/0/spending/1' },
    })
    const twice = [...spending, { city: '340100', line: 'inpatient' as const, more: 3 }]
    expect(judgeVariant({ title: 'tried', spending: twice }, given)).toMatchObject({
      refusal: { code: 'fund-what-if.told-twice', field: 'variants/0/spending/2' },
    })
  })

  it('moves nothing where nothing differs, and keeps a gap whole in its parts whatever is tried', () => {
    expect(tried({ prices: [{ line: 'inpatient', factor: '1' }] })).toEqual({ outcome: inForce, steps: [] })
    const percent = fc.integer({ min: 0, max: 300 }).map((each) => (each / 100).toFixed(2))
    fc.assert(
      fc.property(percent, percent, fc.integer({ min: 1, max: 12 }), (paying, more, months) => {
        const { outcome } = tried({ heads: { paying }, epidemic: { months, more } })
        const { gap, own, fromFund, local, ineligible } = outcome
        expect(own + fromFund + local + ineligible).toBe(gap)
        expect(outcome.balance).toBe(base.opening + outcome.income - outcome.expenditure)
        expect(sumOutcomes([outcome, inForce]).gap).toBe(gap + inForce.gap)
      }),
    )
  })
})

describe('a variant that nobody can be judged under', () => {
  const rule = (at: string, was: unknown, becomes: unknown, key = 'adjustment_fund.gap.rule.resident') => ({
    rules: [{ key, at, was, becomes }],
  })
  const judge = (variant: Omit<FundVariant, 'title'>) =>
    judgeVariant({ title: 'tried', ...variant }, { scheme: 'resident', policy, year, at: 'variants/0' })
  it.each([
    ['fund-what-if.nothing', {}],
    [
      'fund-what-if.not-of-scheme',
      { figures: [{ figure: 'contribution.employee.employer_rate', becomes: '0.08' }] },
    ],
    ['fund-what-if.not-of-scheme', { heads: { retired: '1.1' } }],
    ['fund-what-if.not-a-share', { figures: [{ figure: 'adjustment_fund.gap.fund_share', becomes: '1.2' }] }],
    ['fund-what-if.above-cap', { figures: [{ figure: 'adjustment_fund.levy.rate', becomes: '0.06' }] }],
    ['fund-what-if.of-no-city', { spending: [{ line: 'inpatient', more: 1 }] }],
    // A tenth of the plan that counts and lies in no band; a figure that stands there otherwise; none of a gap.
    ['tried-law.malformed', rule('/bands/2/upToShareOfPlan', '0.30', '0.25')],
    ['tried-law.figure-otherwise', rule('/bands/0/fundShare', '0.90', '0.50')],
    ['tried-law.not-judged', rule('/value', 1, 2, 'adjustment_fund.gap.apply_by')],
    [
      'fund-what-if.not-of-scheme',
      rule('/bands/0/fundShare', '0.80', '0.50', 'adjustment_fund.gap.rule.employee'),
    ],
  ] as const)('is refused with %s', (code, variant) => {
    expect(judge(variant)).toMatchObject({ status: 'refused', refusal: { code } })
  })
})
