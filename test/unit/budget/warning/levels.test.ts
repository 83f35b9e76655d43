import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { tableAt, valueAt } from '#shared/policy/policy.ts'
import { executionOf } from '../../../../services/budget/execution/rules/execution.ts'
import {
  seasonalPatterns,
  seasonalShare,
} from '../../../../services/budget/execution/rules/seasonal-pattern.ts'
import type { Frame, IndicatorValue } from '../../../../services/budget/indicator/rules/definitions.ts'
import { valuesOf } from '../../../../services/budget/indicator/rules/definitions.ts'
import { ledgerFigures } from '../../../../services/budget/indicator/rules/figures.ts'
import type { Movements } from '../../../../services/budget/ledger/rules/movements.ts'
import type { FundPeriod } from '../../../../services/budget/ledger/rules/year-periods.ts'
import { parameterOf } from '../../../../services/budget/warning/judge-fund.ts'
import type { ThresholdBook } from '../../../../services/budget/warning/rules/evaluate.ts'
import {
  changedSignals,
  judgedIndicators,
  signalsOf,
} from '../../../../services/budget/warning/rules/evaluate.ts'
import { levelOf, thresholdTable } from '../../../../services/budget/warning/rules/thresholds.ts'

const policy = readPolicy('shared/policy/anhui')
const moment = { on: '2025-03-31' }
const tableOf = (indicator: (typeof judgedIndicators)[number]) =>
  tableAt(policy, parameterOf(indicator), moment, thresholdTable)
const bookOf = (scheme: 'employee' | 'resident') =>
  Object.fromEntries(
    judgedIndicators.map((indicator) => [
      indicator,
      {
        table: tableOf(indicator)[scheme],
        cites: valueAt(policy, parameterOf(indicator), moment).cites,
      },
    ]),
  ) as ThresholdBook

const period = (name: string, movements: Movements): FundPeriod => ({
  period: name,
  movements,
  counts: { claims: 1, reversals: 0, cost: 0, inScope: 0 },
  entries: 1,
  closedOn: null,
  closedBy: null,
})

describe('the first quarter of 2023 of a county’s residents (case C-quarter)', () => {
  it('raises nothing: their deficit is the season', () => {
    const pattern = tableAt(policy, 'budget.seasonal_pattern', moment, seasonalPatterns).resident
    const periods = [
      period('2023-01', { 'pooled-fund': -9055, 'special-account': 9055 }),
      period('2023-03', {
        'individual-premium': -116,
        inpatient: 3870,
        'income-account': 116,
        'institutions-payable': -3870,
      }),
    ]
    const execution = executionOf({
      ...{ year: 2023, through: '2023-03', pattern, asBudgeted: [], periods },
      // The county's expenditure of a quarter is what its season lets expect of 16,261 in the year.
      table: {
        openingBalance: 9055,
        accountOpeningBalance: 0,
        income: {},
        expenditure: { inpatient: 16_261 },
      },
    })
    expect(execution).toMatchObject({ current: -3754, closing: 5301, monthsPayable: 4.1 })
    const frame: Frame = {
      ...{ scheme: 'resident', months: 3, seasonal: seasonalShare(pattern.expenditure, 3) },
      aims: { policyScope: '0.70', levelDifference: { least: '0.05', most: '0.15' } },
    }
    const values = valuesOf(ledgerFigures(execution, periods, { year: 2023, month: '2023-03' }), frame)
    const signals = signalsOf(values, { book: bookOf('resident'), month: 3, before: {} })
    expect(signals.map(({ indicator, level }) => [indicator, level])).toEqual([
      ['months-payable', 'normal'],
      ['budget-pace', 'normal'],
    ])
    expect(changedSignals(signals, {})).toEqual([])
  })
})

describe('a warning level', () => {
  const { employee, resident } = tableOf('months-payable')

  it.each([
    [2.9, 'red'],
    [3, 'orange'],
    [4, 'yellow'],
    [6, 'normal'],
    [15, 'normal'],
    [15.1, 'blue'],
  ])('of employees with %f months payable is %s', (months, level) => {
    expect(levelOf(months, employee)).toBe(level)
  })

  it('gets graver at once, and is eased only when the figure is clear of what is as grave', () => {
    expect(levelOf(2.9, employee, 'orange')).toBe('red')
    expect(levelOf(3.1, employee, 'red')).toBe('red')
    expect(levelOf(3.3, employee, 'red')).toBe('red')
    expect(levelOf(3.4, employee, 'red')).toBe('orange')
    expect(levelOf(8, employee, 'red')).toBe('normal')
  })

  it('does not flap about an edge: from 3 months and less it comes back once, however often it swings', () => {
    const swings = [3.1, 2.9, 3.1, 2.95, 3.2, 2.9, 3.6]
    const levels: string[] = []
    let level: ReturnType<typeof levelOf> = 'normal'
    for (const months of swings) {
      level = levelOf(months, resident, level)
      levels.push(level)
    }
    expect(levels).toEqual(['orange', 'red', 'red', 'red', 'red', 'red', 'orange'])
  })

  const value = (
    indicator: IndicatorValue['indicator'],
    figure: number | null,
    parts = {},
  ): IndicatorValue => ({
    indicator,
    value: figure,
    parts,
  })

  it('is raised when it changes, and when it is over', () => {
    const book = bookOf('employee')
    const judged = [
      value('months-payable', 2, { balance: 200, expenditure: 100 }),
      value('budget-pace', 0.25, { spent: 0.5, seasonal: 0.25 }),
    ]
    const before = { 'months-payable': 'red' } as const
    const signals = signalsOf(judged, { book, month: 3, before })
    expect(changedSignals(signals, before)).toEqual([
      {
        indicator: 'budget-pace',
        level: 'red',
        figures: { spent: 0.5, seasonal: 0.25, ahead: 0.25 },
        article: book['budget-pace'].cites,
      },
    ])
    const calm = signalsOf([value('months-payable', 8)], { book, month: 3, before })
    expect(changedSignals(calm, before)).toMatchObject([{ level: 'normal' }])
  })

  it('needs a figure: nothing is said of a fund that spent nothing', () => {
    const values = [value('months-payable', null), value('budget-pace', null)]
    expect(signalsOf(values, { book: bookOf('employee'), month: 3, before: {} })).toEqual([])
  })

  it('is not judged before the month that its table names: a forecast of June swings too much', () => {
    const deficit = [value('forecast-result', -0.2)]
    const book = bookOf('employee')
    expect(signalsOf(deficit, { book, month: 6, before: {} })).toEqual([])
    expect(signalsOf(deficit, { book, month: 7, before: {} })).toMatchObject([{ level: 'red' }])
  })
})

describe('a table of thresholds is refused', () => {
  const table = (bands: readonly object[]) => {
    const of = { hysteresis: '0.1', bands }
    return thresholdTable.safeParse({ employee: of, resident: of })
  }
  const saysOf = (bands: readonly object[]) =>
    table(bands)
      .error?.issues.map(({ message }) => message)
      .at(0) ?? 'taken'
  const gap = 'bands leave no gap and do not overlap: each begins where the one before it ends'

  it.each([
    [
      'with a gap',
      [
        { below: '3', level: 'red' },
        { from: '4', level: 'normal' },
      ],
      gap,
    ],
    [
      'with an overlap',
      [
        { below: '4', level: 'red' },
        { from: '3', level: 'normal' },
      ],
      gap,
    ],
    [
      'of which two bands hold an edge',
      [
        { upTo: '3', level: 'red' },
        { from: '3', level: 'normal' },
      ],
      gap,
    ],
    [
      'of which no band holds an edge',
      [
        { below: '3', level: 'red' },
        { above: '3', level: 'normal' },
      ],
      gap,
    ],
    ['that does not begin at the least', [{ from: '3', level: 'normal' }], gap],
    ['that does not end at the greatest', [{ below: '3', level: 'normal' }], gap],
    [
      'whose band begins twice',
      [
        { below: '3', level: 'red' },
        { from: '3', above: '3', level: 'normal' },
      ],
      'a band begins once and ends once',
    ],
    [
      'that falls',
      [
        { below: '4', level: 'red' },
        { from: '4', below: '3', level: 'orange' },
        { from: '3', level: 'normal' },
      ],
      'bands rise, else a level is never reached',
    ],
    ['by which nothing is normal', [{ level: 'red' }], 'some figures are normal'],
  ])('%s', (_, bands, says) => {
    expect(saysOf(bands)).toBe(says)
  })

  it('and taken where its bands follow each other', () => {
    expect(
      saysOf([
        { below: '3', level: 'red' },
        { from: '3', level: 'normal' },
      ]),
    ).toBe('taken')
  })
})
