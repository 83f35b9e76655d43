import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { useWords } from '../../words/words.ts'
import type { Execution } from './execution.ts'
import { burnUp, type CityMonth, monthsOf, plannedTogether } from './months.ts'

/** Spending of cities together, month by month, against their plans and the season. */
export const BurnChart = ({
  year,
  whole,
  found,
  height,
  onPick,
}: {
  readonly year: string
  readonly whole: readonly Execution[]
  readonly found: readonly CityMonth[]
  readonly height?: number | 'fill'
  readonly onPick?: (month: string) => void
}) => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const burned = burnUp(monthsOf(year), found)
  const planned = plannedTogether(whole)
  const drawn = JSON.stringify([burned, planned])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same figures read again are drawn already
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 16, top: 44, bottom: 8, containLabel: true },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => inUnit(Number(value), unit) },
      xAxis: { type: 'category', data: burned.map(({ month }) => month) },
      yAxis: {
        type: 'value',
        name: words.say(`app.unit.${unit}`),
        min: 0,
        axisLabel: { formatter: (value: number) => inUnit(value, unit) },
      },
      series: [
        { name: words.say('fund.executed'), type: 'line', data: burned.map(({ spent }) => spent) },
        {
          name: words.say('fund.season'),
          type: 'line',
          lineStyle: { type: 'dashed' },
          data: burned.map(({ seasonal }) => seasonal),
        },
        { name: words.say('year.planned'), type: 'line', symbol: 'none', data: burned.map(() => planned) },
      ],
    }),
    [drawn, unit, words],
  )
  return (
    <Chart
      option={option}
      label={words.say('year.burn')}
      {...(height === undefined ? {} : { height })}
      {...(onPick === undefined ? {} : { onPick })}
    />
  )
}
