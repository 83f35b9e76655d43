import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { assessmentRule, gapRule } from '#shared/gap/gap.ts'
import { ownBalanceRule } from '#shared/gap/own-balance.ts'
import { countedYearsRule } from '#shared/policy/counted-years.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { dayOfYear, shortfallRule } from '../../../services/adjustment-fund/gap/rules/gap-rule.ts'
import { terms } from '../../../services/budget/agreement/rules/agreement.ts'
import { epidemicDiagnoses } from '../../../services/budget/claims/rules/epidemic.ts'
import { draftingRules } from '../../../services/budget/drafting/rules/drafting-rules.ts'
import { asBudgetedLines } from '../../../services/budget/execution/rules/forecast.ts'
import { seasonalPatterns } from '../../../services/budget/execution/rules/seasonal-pattern.ts'
import { levelDifferenceAim, policyScopeAims } from '../../../services/budget/indicator/rules/aims.ts'
import { approvalLevel } from '../../../services/budget/ledger/rules/approval.ts'
import {
  draftingTable,
  indicatorTable,
  pointsTable,
} from '../../../services/budget/performance/rules/performance.ts'
import { seasonalTable } from '../../../services/budget/quota/rules/seasonal-weights.ts'
import { adjustmentRules, splitRules } from '../../../services/budget/quota/rules/split-rules.ts'
import { parameterOf } from '../../../services/budget/warning/judge-fund.ts'
import { judgedIndicators } from '../../../services/budget/warning/rules/evaluate.ts'
import { thresholdTable } from '../../../services/budget/warning/rules/thresholds.ts'
import { warningTimes } from '../../../services/budget/warning/rules/times.ts'
import { subsidyTable } from '../../../services/contribution/subsidy/rules/subsidy-figures.ts'
import { residentWaitRule } from '../../../services/enrollment/entitlement/rules/resident-wait.ts'
import { basicLayer, laterLayer } from '../../../services/settlement/plan/rules/format.ts'

const policy = provincePolicy()

/** The schema that each table is read by. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  'adjustment_fund.assessment': assessmentRule,
  'adjustment_fund.gap.rule.resident': gapRule,
  'adjustment_fund.gap.rule.employee': gapRule,
  'adjustment_fund.gap.own_balance.resident': ownBalanceRule,
  'adjustment_fund.gap.own_balance.employee': ownBalanceRule,
  'adjustment_fund.gap.apply_by': dayOfYear,
  'adjustment_fund.gap.shortfall': shortfallRule,
  'adjustment_fund.gap.epidemic_diagnoses': epidemicDiagnoses,
  'performance.indicators': indicatorTable,
  'performance.points': pointsTable,
  'performance.drafting': draftingTable,
  'budget.approval_level': approvalLevel,
  'budget.forecast_as_budgeted': asBudgetedLines,
  'budget.seasonal_pattern': seasonalPatterns,
  'contribution.resident.subsidy_split': subsidyTable,
  'drafting.rules': draftingRules,
  'enrollment.resident.wait': residentWaitRule,
  'general.counted_years': countedYearsRule,
  'total_control.adjustment': adjustmentRules,
  'total_control.model_agreement': terms,
  'total_control.seasonal_weights': seasonalTable,
  'total_control.split': splitRules,
  'indicator.policy_scope_aim': policyScopeAims,
  'indicator.level_difference': levelDifferenceAim,
  'warning.times': warningTimes,
  ...Object.fromEntries(judgedIndicators.map((indicator) => [parameterOf(indicator), thresholdTable])),
  ...Object.fromEntries(
    ['resident', 'employee'].flatMap((scheme) => [
      ...['inpatient', 'outpatient', 'chronic', 'two_diseases'].map((pool) => [
        `settlement.${scheme}.${pool}`,
        basicLayer,
      ]),
      ...['serious_illness', 'large_sum', 'medical_aid', 'tilted_aid', 'civil_servant'].map((layer) => [
        `settlement.${scheme}.${layer}`,
        laterLayer,
      ]),
    ]),
  ),
}

/** Every dated value of a parameter, of the province and of cities, those of later dates too. */
const valuesOf = (key: string): readonly unknown[] => {
  const { values = [], cities = {} } = policy.parameters.get(key) ?? {}
  return [values, ...Object.values(cities)].flat().map(({ value }) => value)
}

describe('every table of the province’s policy', () => {
  it.each(Object.keys(shapes).filter((key) => policy.parameters.has(key)))(
    '%s can be read, on every date and in every city',
    (key) => {
      const shape = shapes[key] as z.ZodType
      const faults = valuesOf(key).flatMap((value) => shape.safeParse(value).error?.issues ?? [])
      expect(faults).toEqual([])
    },
  )
})

/** A table of the policy with one thing wrong is refused where it is read. */
const refused = (key: string, shape: z.ZodType, wrong: unknown) => {
  const parameter = { title: 'wrong', unit: 'table', values: [] } as const
  const dated = {
    from: '2025-01-01',
    known: '2025-01-01',
    value: wrong,
    cites: 'none',
    tag: 'assumed',
  } as const
  const broken = {
    version: 'broken',
    parameters: new Map([[key, { ...parameter, values: [dated as never] }]]),
  }
  expect(() => tableAt(broken, key, { on: '2025-06-01' }, shape)).toThrow(
    expect.objectContaining({ code: 'policy.malformed', details: { key } }),
  )
}

/** The table in force of the province, changed. */
const changed = (key: string, change: (value: never) => unknown) => change(valuesOf(key).at(-1) as never)

describe('a wrong table is refused when it is read', () => {
  it.each<readonly [string, string, (value: never) => unknown]>([
    [
      'shares of the rest of a subsidy that make 0.95',
      'contribution.resident.subsidy_split',
      (value: { centre: unknown }) => ({ ...value, rest: { province: 0.75, city: 0.05, county: 0.15 } }),
    ],
    [
      'a slice in the middle that is all the rest',
      'contribution.resident.subsidy_split',
      (value: { rest: unknown }) => ({ ...value, centre: [{ share: 0.6 }, { of: 100, share: 0.8 }] }),
    ],
    [
      'bands of a gap that fall',
      'adjustment_fund.gap.rule.resident',
      (value: object) => ({
        ...value,
        bands: [
          { upToShareOfPlan: '0.20', fundShare: '0.70' },
          { upToShareOfPlan: '0.10', fundShare: '0.80' },
        ],
      }),
    ],
    [
      'bands of a gap that open early',
      'adjustment_fund.gap.rule.employee',
      (value: object) => ({
        ...value,
        bands: [{ fundShare: '0.7' }, { upToShareOfPlan: '0.1', fundShare: '0.8' }],
      }),
    ],
    [
      'bands of a gap that end before what counts does',
      'adjustment_fund.gap.rule.resident',
      (value: object) => ({ ...value, bands: [{ upToShareOfPlan: '0.20', fundShare: '0.70' }] }),
    ],
    [
      'bands of an own balance that leave the least out',
      'adjustment_fund.gap.own_balance.resident',
      () => [
        { fromMonths: '3', share: '1' },
        { fromMonths: '1', share: '0.5' },
      ],
    ],
    [
      'bands of an own balance that overlap',
      'adjustment_fund.gap.own_balance.employee',
      () => [
        { fromMonths: '3', share: '1' },
        { fromMonths: '3', share: '0.5' },
        { fromMonths: '0', share: '0' },
      ],
    ],
    [
      'a share of an own balance above the whole',
      'adjustment_fund.gap.own_balance.employee',
      () => [{ fromMonths: '0', share: '1.2' }],
    ],
    ['a last day that is none', 'adjustment_fund.gap.apply_by', () => '02-30'],
    [
      'weights of a performance evaluation that make 0.9',
      'performance.indicators',
      (value: readonly object[]) => value.slice(1),
    ],
    [
      'points of a performance evaluation that leave the least out',
      'performance.points',
      () => [{ fromAttained: '0.5', points: 50 }],
    ],
    [
      'steps of an assessment that rise',
      'adjustment_fund.assessment',
      () => [
        { fromScore: 60, factor: '0.8' },
        { fromScore: 90, factor: '1' },
        { fromScore: 0, factor: '0.5' },
      ],
    ],
    [
      'years of history that count 1.1 together',
      'total_control.split',
      (value: object) => ({ ...value, history: ['0.3', '0.3', '0.5'] }),
    ],
    [
      'an adjustment whose least is above its most',
      'total_control.adjustment',
      (value: object) => ({ ...value, least: '1.3', most: '1.2' }),
    ],
    [
      'ages that do not rise',
      'drafting.rules',
      (value: object) => ({
        ...value,
        ages: [{ under: 60, weight: '1' }, { under: 18, weight: '1' }, { weight: '2' }],
      }),
    ],
    [
      'ages that end, so that the oldest count nothing',
      'drafting.rules',
      (value: object) => ({ ...value, ages: [{ under: 60, weight: '1' }] }),
    ],
    [
      'twelve months that count nothing',
      'total_control.seasonal_weights',
      (value: object) => ({ ...value, resident: Array.from({ length: 12 }, () => '0') }),
    ],
    [
      'a warning that is never reached',
      'warning.months_payable',
      (value: object) => ({
        ...value,
        resident: {
          hysteresis: '0.3',
          bands: [
            { below: '4', level: 'orange' },
            { from: '4', below: '3', level: 'red' },
            { from: '3', level: 'normal' },
          ],
        },
      }),
    ],
    [
      'a layer that follows twice',
      'settlement.resident.inpatient',
      (value: object) => ({ ...value, followedBy: ['serious_illness', 'medical_aid', 'serious_illness'] }),
    ],
    [
      'a range that nothing lies in',
      'settlement.employee.inpatient',
      (value: object) => ({
        ...value,
        adjust: [{ when: { stay: { from: 3, to: 2 } }, pays: { points: 1 } }],
      }),
    ],
    [
      'a part that a layer pays of twice',
      'settlement.resident.serious_illness',
      (value: object) => ({ ...value, base: ['deductible', 'coinsurance', 'deductible'] }),
    ],
  ] as never)('%s', (_, key: string, change) => {
    refused(key, shapes[key] as z.ZodType, changed(key, change))
  })
})
