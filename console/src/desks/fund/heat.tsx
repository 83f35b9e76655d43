import { Panel } from '../../view/panel.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'

type Month = { readonly month: string; readonly level: string; readonly indicators: readonly string[] }
type Heat = { readonly cities: readonly { readonly city: string; readonly months: readonly Month[] }[] }

/** Colours of the levels; each cell says its level in words too, for whoever does not tell colours apart. */
const grounds: Readonly<Record<string, { readonly ground: string; readonly ink: string }>> = {
  normal: { ground: '#f0f2f5', ink: '#3c444c' },
  blue: { ground: '#bcd4f0', ink: '#000000' },
  yellow: { ground: '#fbe98b', ink: '#000000' },
  orange: { ground: '#f1a340', ink: '#000000' },
  red: { ground: '#b3261e', ink: '#ffffff' },
}

const Cell = ({ month: { level, indicators } }: { readonly month: Month }) => {
  const words = useWords()
  const { ground, ink } = grounds[level] ?? { ground: '#f0f2f5', ink: '#3c444c' }
  const of = indicators
    .map((each) => words.value(each, 'indicator'))
    .join(words.language === 'zh' ? '、' : ', ')
  return (
    <td className="heat-cell" style={{ background: ground, color: ink }} title={of}>
      {level === 'normal' ? '' : words.value(level, 'level')}
    </td>
  )
}

/** How grave the warnings of each city were, month by month. */
const HeatPicture = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { cities } = record as unknown as Heat
  const months = cities[0]?.months ?? []
  return (
    <Panel title={words.say('fund.heat')}>
      <table className="heat" aria-label={words.say('fund.heat')}>
        <thead>
          <tr>
            <th className="heat-cell">{words.field('city')}</th>
            {months.map(({ month }) => (
              <th key={month} className="heat-cell">
                {month}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cities.map(({ city, months: own }) => (
            <tr key={city}>
              <th className="heat-cell">{words.value(city, 'city')}</th>
              {own.map((each) => (
                <Cell key={each.month} month={each} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

export default HeatPicture
