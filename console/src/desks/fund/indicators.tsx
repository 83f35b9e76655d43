import { useCall } from '../../api/use-call.ts'
import { inUnit } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { Panel } from '../../view/panel.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'

type Phrase = { readonly zh: string; readonly en: string }
type Defined = { readonly indicator: string; readonly name: Phrase; readonly measuredIn: string }
type Measured = { readonly indicator: string; readonly of?: string; readonly value: number | null }
type Division = { readonly city: string; readonly values: readonly Measured[] }

const nameOf = ({ indicator, of = '' }: Measured): string => `${indicator} ${of}`

/** A value as its definition measures it. */
const useShown = (): ((value: number | null | undefined, measuredIn: string | undefined) => string) => {
  const { unit } = useMoneyUnit()
  return (value, measuredIn) => {
    if (value === null || value === undefined) return '—'
    if (measuredIn === 'fen') return inUnit(value, unit)
    return measuredIn === 'ratio' ? `${(value * 100).toFixed(2)}%` : String(value)
  }
}

/** The indicators of a month, a row each, with a column for each city. */
const IndicatorsPicture = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const shown = useShown()
  const { unit } = useMoneyUnit()
  const unitOf = (measuredIn: string | undefined): string => {
    if (measuredIn === 'fen') return ` (${words.say(`app.unit.${unit}`)})`
    const named = measuredIn === 'yuan' || measuredIn === 'months' || measuredIn === 'days'
    return named ? ` (${words.say(`fund.in.${measuredIn}`)})` : ''
  }
  const { divisions } = record as unknown as { readonly divisions: readonly Division[] }
  const { answer } = useCall<{ definitions: readonly Defined[] }>('GET /v1/budget/indicators/definitions')
  const defined = new Map(answer?.definitions.map((each) => [each.indicator, each]))
  const byDivision = divisions.map(({ city, values }) => ({
    city,
    values: new Map(values.map((each) => [nameOf(each), each.value])),
  }))
  const rows = new Map(divisions.flatMap(({ values }) => values).map((each) => [nameOf(each), each]))
  return (
    <Panel title={words.say('fund.indicators')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="scrolls" tabIndex={0} aria-label={words.say('fund.indicators')}>
        <table className="heat">
          <thead>
            <tr>
              <th scope="col">{words.field('indicator')}</th>
              {byDivision.map(({ city }) => (
                <th key={city} scope="col">
                  {words.value(city, 'city')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows].map(([name, { indicator, of }]) => (
              <tr key={name}>
                <th scope="row" className="named">
                  {defined.get(indicator)?.name[words.language] ?? words.value(indicator, 'indicator')}
                  {of !== undefined && ` · ${words.value(of, 'of')}`}
                  <span className="quiet">{unitOf(defined.get(indicator)?.measuredIn)}</span>
                </th>
                {byDivision.map(({ city, values }) => (
                  <td key={city} className="number">
                    {shown(values.get(name), defined.get(indicator)?.measuredIn)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}

export default IndicatorsPicture
