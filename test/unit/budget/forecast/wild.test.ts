import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastFund } from '../../../../services/budget/forecast/rules/forecast-fund.ts'
import type { BudgetLine } from '../../../../services/budget/ledger/rules/chart.ts'

/** The most that is taken of a month and line, and the most that an amount may be. */
const [mostOfMonth, largest] = [1_000_000_000_000, 1_000_000_000_000_000]

const isAmount = (value: number): boolean => Number.isSafeInteger(value) && Math.abs(value) <= largest

const forecast = (amounts: readonly number[], heads?: readonly number[]) =>
  forecastFund(
    {
      from: '2020-01',
      lines: new Map<BudgetLine, readonly number[]>([['inpatient', amounts]]),
      ...(heads ? { heads } : {}),
    },
    { balance: 0, steps: 24 },
  )

const figuresOf = ({ lines, months, heads }: ReturnType<typeof forecast>): number[] => [
  ...lines.flatMap((line) => [
    ...line.months.flatMap(({ amount, low, high }) => [amount, low, high]),
    ...Object.values(line.errors),
  ]),
  ...months.map(({ balance }) => balance),
  ...(heads ?? []).map(({ persons }) => persons),
]

describe('a history that nobody would believe', () => {
  it.each([
    [
      'a line of one fen that becomes large',
      Array.from({ length: 40 }, (_, index) => (index < 24 ? 1 : mostOfMonth)),
      undefined,
    ],
    [
      'a line that grows tenfold a month',
      Array.from({ length: 40 }, (_, index) => Math.min(mostOfMonth, 10 ** Math.max(0, index - 26))),
      undefined,
    ],
    [
      'one person, then a hundred million',
      Array.from({ length: 40 }, () => 100_00),
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 1 : 100_000_000)),
    ],
    [
      'ten times as many each month',
      Array.from({ length: 40 }, () => 100_00),
      Array.from({ length: 40 }, (_, index) => 10 ** Math.max(0, index - 32)),
    ],
    [
      'months that cancel each other out',
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? mostOfMonth : 1 - mostOfMonth)),
      undefined,
    ],
  ] as const)('is forecast in amounts: %s', (_, amounts, heads) => {
    expect(figuresOf(forecast(amounts, heads)).filter((value) => !isAmount(value))).toEqual([])
  })

  it('is forecast in amounts, whatever it is', () => {
    const amount = fc.oneof(
      fc.constant(0),
      fc.constant(1),
      fc.integer({ min: -mostOfMonth, max: mostOfMonth }),
      fc.constant(mostOfMonth),
    )
    const head = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 100_000_000 }))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(amount, head), { minLength: 36, maxLength: 60 }),
        fc.boolean(),
        (months, areCounted) => {
          const made = forecast(
            months.map(([one]) => one),
            areCounted ? months.map(([, one]) => one) : undefined,
          )
          return figuresOf(made).every(isAmount)
        },
      ),
      { numRuns: 60 },
    )
  })
})
