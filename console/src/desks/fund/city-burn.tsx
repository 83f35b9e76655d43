import { mayAsk } from '../../api/access.ts'
import { useCall } from '../../api/use-call.ts'
import { useCaller } from '../../session/who.tsx'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'
import { BurnChart } from '../overview/burn-chart.tsx'
import type { Execution } from '../overview/execution.ts'
import { type ForecastMonth, hasMonths, monthsLeft, spentThrough } from '../overview/forecast-band.ts'
import { useMonths } from '../overview/use-months.ts'

const forecasts = 'POST /v1/budget/forecasts'

type Forecast = {
  readonly sums: readonly { readonly kind: string; readonly months: readonly ForecastMonth[] }[]
}

/** A city's execution of one fund's year. */
export type FundYear = Execution & { readonly scheme: string; readonly year: number }

/** The fund of a city, month by month, against its plan and season; of a year that goes on, with what is expected. */
export const CityBurn = ({ execution }: { readonly execution: FundYear }) => {
  const { say } = useWords()
  const { scope } = useCaller()
  const { city, scheme } = execution
  const year = String(execution.year)
  const { found, loading } = useMonths(scheme, year, [execution])
  const through = spentThrough(found)
  const left = through === undefined ? 0 : monthsLeft(through)
  // Nothing is recorded by it: it is asked like a read. A fund whose books are too young for a forecast has none.
  const { answer } = useCall<Forecast>(
    forecasts,
    { body: { city, scheme, through, months: left } },
    { enabled: !loading && hasMonths(left) && mayAsk(forecasts, scope) },
  )
  const expected = answer?.sums.find(({ kind }) => kind === 'expenditure')?.months ?? []
  return (
    <Panel title={say('fund.burn')} loading={loading}>
      <BurnChart
        label={say('fund.burn')}
        year={year}
        whole={[execution]}
        found={found}
        expected={expected}
        height={260}
      />
    </Panel>
  )
}
