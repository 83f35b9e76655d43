import { useQueries } from '@tanstack/react-query'
import { InputNumber, Space } from 'antd'
import { useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { cities } from '../../../../shared/kernel/divisions.ts'
import { call } from '../../api/call.ts'
import { CallFailed } from '../../api/problem.ts'
import { Chart } from '../../chart/chart.tsx'
import { inUnit } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { Chooser } from '../../view/chooser.tsx'
import { Heading } from '../../view/heading.tsx'
import { Panel } from '../../view/panel.tsx'
import { rememberChosen, rememberedYear } from '../../view/preset.ts'
import { useWords } from '../../words/words.ts'
import type { Execution } from './execution.ts'
import { burnUp, monthsOf, plannedTogether } from './months.ts'
import { shadeOf } from './tiles.ts'

const read = 'GET /v1/budget/execution/{city}/{scheme}/{year}'

const orNull = (error: unknown): null => {
  if (error instanceof CallFailed && error.problem.status < 500) return null
  throw error
}

const hasPlan = (execution: Execution | null | undefined): execution is Execution =>
  execution !== null && execution !== undefined && execution.lines.length > 0

/** The cities with a budget of the year, and then each of their months; months are read once. */
const useMonths = (scheme: string, year: string) => {
  const budgets = useQueries({
    queries: cities.map(({ code }) => ({
      queryKey: ['call', read, 'province', code, scheme, year],
      queryFn: () => call<Execution>(read, { params: { city: code, scheme, year } }).catch(orNull),
      retry: false,
    })),
  })
  const whole = budgets.flatMap(({ data }) => (hasPlan(data) ? [data] : []))
  const wanted = whole.flatMap(({ city }) => monthsOf(year).map((month) => ({ city, month })))
  const byMonth = useQueries({
    queries: wanted.map(({ city, month }) => ({
      queryKey: ['call', read, 'through', city, scheme, month],
      queryFn: () =>
        call<Execution>(read, { params: { city, scheme, year }, query: { through: month } }).catch(orNull),
      staleTime: 10 * 60_000,
      retry: false,
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
  const go = useNavigate()
  const { unit } = useMoneyUnit()
  const [search, setSearch] = useSearchParams()
  const scheme = search.get('scheme') ?? 'resident'
  const year = search.get('year') ?? rememberedYear()
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
      yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => inUnit(value, unit) } },
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
  const choose = (next: Readonly<Record<string, string>>) => {
    rememberChosen(next)
    setSearch({ scheme, year, ...next })
  }
  const monthsPayable = (city: string, month: string) =>
    found.find((each) => each.month === month && each.execution.city === city)?.execution.monthsPayable
  return (
    <>
      <Heading title={['全省逐月', 'The year by month']}>
        <Space wrap>
          <Chooser
            label={words.field('scheme')}
            value={scheme}
            onChoose={(next) => choose({ scheme: next })}
            options={['resident', 'employee'].map((value) => ({
              value,
              label: words.value(value, 'scheme'),
            }))}
          />
          <InputNumber
            aria-label={words.field('year')}
            min={2025}
            max={2099}
            value={Number(year)}
            onChange={(next) => next !== null && choose({ year: String(next) })}
          />
        </Space>
      </Heading>
      <Panel title={words.say('year.burn')} loading={loading}>
        <Chart option={option} label={words.say('year.burn')} />
      </Panel>
      <Panel title={words.say('year.heat')} loading={loading} className="below">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <section className="scrolls" tabIndex={0} aria-label={words.say('year.heat')}>
          <table className="heat">
            <thead>
              <tr>
                <th scope="col" className="heat-cell">
                  {words.field('city')}
                </th>
                {months.map((month) => (
                  <th key={month} scope="col" className="heat-cell">
                    {month.slice(5)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {whole.map(({ city }) => (
                <tr key={city}>
                  <th scope="row" className="heat-cell">
                    <button
                      type="button"
                      className="link"
                      onClick={() =>
                        void go(`/fund/execution?${new URLSearchParams({ city, scheme, year }).toString()}`)
                      }
                    >
                      {words.value(city, 'city')}
                    </button>
                  </th>
                  {months.map((month) => {
                    const value = monthsPayable(city, month)
                    const { ground, ink } = shadeOf(value)
                    return (
                      <td key={month} className="number" style={{ background: ground, color: ink }}>
                        {value === null || value === undefined ? '—' : value.toFixed(1)}
                      </td>
                    )
                  })}
                </tr>
              ))}
              {whole.length === 0 && (
                <tr>
                  <td className="nothing" colSpan={13}>
                    {words.say('overview.none')}
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </section>
      </Panel>
    </>
  )
}

export default Year
