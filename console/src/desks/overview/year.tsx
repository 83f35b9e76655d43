import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Chart } from '../../chart/chart.tsx'
import { inUnit } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { HeatTable } from '../../view/heat-table.tsx'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'
import { FundYearHeading, useFundYear } from './fund-year.tsx'
import { burnUp, monthsOf, plannedTogether } from './months.ts'
import { hasPlan, throughMonth, wholeYears } from './read-execution.ts'
import { shadeOf } from './tiles.ts'

/** The cities with a budget of the year, and then each of their months; months are read once. */
const useMonths = (scheme: string, year: string) => {
  const budgets = useQueries({ queries: wholeYears(scheme, year) })
  const whole = budgets.flatMap(({ data }) => (hasPlan(data) ? [data] : []))
  const wanted = whole.flatMap(({ city }) => monthsOf(year).map((month) => ({ city, month })))
  const byMonth = useQueries({
    queries: wanted.map(({ city, month }) => ({
      ...throughMonth({ city, scheme, year }, month),
      staleTime: 10 * 60_000,
    })),
  })
  const found = byMonth.flatMap(({ data }, at) => {
    const month = wanted[at]?.month
    return hasPlan(data) && month !== undefined ? [{ month, execution: data }] : []
  })
  return { whole, found, loading: [...budgets, ...byMonth].some(({ isLoading }) => isLoading) }
}

/** The year of all cities: how long each fund could pay at the end of each month, and spending against plan and season. */
const Year = () => {
  const words = useWords()
  const { unit } = useMoneyUnit()
  const { scheme, year, choose, open } = useFundYear()
  const { whole, found, loading } = useMonths(scheme, year)
  const months = monthsOf(year)
  const burned = burnUp(months, found)
  const planned = plannedTogether(whole)
  const option = useMemo(
    () => ({
      grid: { left: 90, right: 24, top: 40, bottom: 28 },
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
        {
          name: words.say('year.planned'),
          type: 'line',
          symbol: 'none',
          data: burned.map(() => planned),
        },
      ],
    }),
    [burned, planned, unit, words],
  )
  const monthsPayable = (city: string, month: string) =>
    found.find((each) => each.month === month && each.execution.city === city)?.execution.monthsPayable
  const cellOf = (city: string, month: string) => {
    const value = monthsPayable(city, month)
    const { ground, ink } = shadeOf(value)
    return { text: value?.toFixed(1) ?? '—', ground, ink }
  }
  return (
    <>
      <FundYearHeading title={['全省逐月', 'The year by month']} of={{ scheme, year }} onChoose={choose} />
      <Panel title={words.say('year.burn')} loading={loading}>
        <Chart option={option} label={words.say('year.burn')} />
      </Panel>
      <Panel title={words.say('year.heat')} loading={loading} className="below">
        <HeatTable
          label={words.say('year.heat')}
          columns={months.map((month) => month.slice(5))}
          rows={whole.map(({ city }) => ({
            city,
            name: (
              <button type="button" className="link" onClick={() => open(city)}>
                {words.value(city, 'city')}
              </button>
            ),
            cells: months.map((month) => cellOf(city, month)),
          }))}
        />
      </Panel>
    </>
  )
}

export default Year
