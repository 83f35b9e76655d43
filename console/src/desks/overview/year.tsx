import { useQueries } from '@tanstack/react-query'
import { HeatTable } from '../../view/heat-table.tsx'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'
import { BurnChart } from './burn-chart.tsx'
import { FundYearHeading, useFundYear } from './fund-year.tsx'
import { monthsOf } from './months.ts'
import { hasPlan, wholeYears } from './read-execution.ts'
import { SmallMultiples } from './small-multiples.tsx'
import { shadeOf } from './tiles.ts'
import { useMonths } from './use-months.ts'

/** The year of all cities: how long each fund could pay at the end of each month, and spending against plan and season. */
const Year = () => {
  const words = useWords()
  const { scheme, year, choose, open } = useFundYear()
  const budgets = useQueries({ queries: wholeYears(scheme, year) })
  const whole = budgets.flatMap(({ data }) => (hasPlan(data) ? [data] : []))
  const { found, loading: reading } = useMonths(scheme, year, whole)
  const loading = reading || budgets.some(({ isLoading }) => isLoading)
  const months = monthsOf(year)
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
        <BurnChart label={words.say('year.burn')} year={year} whole={whole} found={found} />
      </Panel>
      <Panel title={words.say('year.cities')} loading={loading} className="below">
        <SmallMultiples whole={whole} found={found} year={year} onOpen={open} />
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
