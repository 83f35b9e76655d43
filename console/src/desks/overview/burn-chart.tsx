import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit, yuanText } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { useWords, type Words } from '../../words/words.ts'
import type { Execution } from './execution.ts'
import { bandOf, type ForecastMonth } from './forecast-band.ts'
import { type Burned, burnUp, type CityMonth, monthsOf, plannedTogether } from './months.ts'

const amountOf = (fen: number | undefined) => (fen === undefined ? null : { amount: yuanText(fen) })

/** The band as an area between its bounds, and what is expected as a line within it. */
const bandSeries = (band: readonly ForecastMonth[], { say }: Words) => {
  const at = (of: (each: ForecastMonth) => number) => band.map((each) => [each.month, of(each)])
  const quiet = { type: 'line', stack: 'band', symbol: 'none', lineStyle: { opacity: 0 } }
  return [
    { ...quiet, name: say('fund.band'), data: at(({ low }) => low), tooltip: { show: false } },
    {
      ...{ ...quiet, name: say('fund.band'), areaStyle: { color: '#56b4e9', opacity: 0.35 } },
      data: at(({ low, high }) => high - low),
    },
    {
      name: say('fund.forecast'),
      type: 'line',
      lineStyle: { type: 'dotted' },
      data: at(({ amount }) => amount),
    },
  ]
}

/** What the year's budget lets be spent: by the season, and in all. */
const plannedSeries = (
  months: readonly string[],
  all: readonly Burned[],
  planned: number,
  { say }: Words,
) => [
  {
    name: say('fund.season'),
    type: 'line',
    lineStyle: { type: 'dashed' },
    data: all.map(({ month, seasonal }) => [month, seasonal]),
  },
  { name: say('year.planned'), type: 'line', symbol: 'none', data: months.map(() => planned) },
]

/** Spending of cities together, month by month, against their plans and the season. */
export const BurnChart = ({
  year,
  whole,
  found,
  expected = [],
  label,
  height,
  onPick,
}: {
  readonly year: string
  readonly whole: readonly Execution[]
  readonly found: readonly CityMonth[]
  readonly label: string
  /** What is expected of the months that follow. */
  readonly expected?: readonly ForecastMonth[]
  readonly height?: number | 'fill'
  readonly onPick?: (month: string) => void
}) => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const months = monthsOf(year)
  const all = burnUp(months, found)
  const known = expected.length === 0 ? all : all.filter(({ month }) => month < (expected[0]?.month ?? ''))
  const band = bandOf(known.at(-1)?.spent ?? 0, expected)
  const planned = plannedTogether(whole)
  const drawn = JSON.stringify([months, all, band, planned])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same figures read again are drawn already
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 44, bottom: 8, containLabel: true },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => inUnit(Number(value), unit) },
      xAxis: { type: 'category', data: months },
      yAxis: {
        type: 'value',
        name: words.say(`app.unit.${unit}`),
        // A yuan: where nothing is spent yet, no label stands twice.
        minInterval: 100,
        axisLabel: { formatter: (value: number) => inUnit(value, unit) },
      },
      series: [
        {
          name: words.say('fund.executed'),
          type: 'line',
          data: known.map(({ month, spent }) => [month, spent]),
        },
        // Without a budget there is nothing to hold the spending against.
        ...(planned === 0 ? [] : plannedSeries(months, all, planned, words)),
        ...(band.length === 0 ? [] : bandSeries(band, words)),
      ],
    }),
    [drawn, unit, words],
  )
  return (
    <Chart
      option={option}
      label={label}
      data={() => ({
        heads: [
          words.field('month'),
          ...(['fund.executed', 'fund.season', 'year.planned', 'fund.forecast'] as const).map((each) =>
            words.say(each),
          ),
          words.field('low'),
          words.field('high'),
        ],
        cells: all.map(({ month, spent, seasonal }) => {
          const expects = band.find((each) => each.month === month)
          return [
            month,
            expects ? null : amountOf(spent),
            amountOf(seasonal),
            amountOf(planned),
            ...[expects?.amount, expects?.low, expects?.high].map(amountOf),
          ]
        }),
      })}
      {...(height === undefined ? {} : { height })}
      {...(onPick === undefined ? {} : { onPick })}
    />
  )
}
