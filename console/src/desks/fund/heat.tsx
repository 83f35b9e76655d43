import { type HeatCell, HeatTable } from '../../view/heat-table.tsx'
import { Panel } from '../../view/panel.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords, type Words } from '../../words/words.ts'

type Month = { readonly month: string; readonly level: string; readonly indicators: readonly string[] }
type Heat = { readonly cities: readonly { readonly city: string; readonly months: readonly Month[] }[] }

/** Colours of the levels that are told. */
const grounds: Readonly<Record<string, { readonly ground: string; readonly ink: string }>> = {
  blue: { ground: '#bcd4f0', ink: '#000000' },
  yellow: { ground: '#fbe98b', ink: '#000000' },
  orange: { ground: '#f1a340', ink: '#000000' },
  red: { ground: '#b3261e', ink: '#ffffff' },
}

const ordinary = { ground: '#f0f2f5', ink: '#3c444c' }

const cellOf = ({ level, indicators }: Month, words: Words): HeatCell => ({
  ...(grounds[level] ?? ordinary),
  text: level === 'normal' ? '' : words.value(level, 'level'),
  told: indicators.map((each) => words.value(each, 'indicator')).join(words.language === 'zh' ? '、' : ', '),
})

/** How grave the warnings of each city were, month by month. */
const HeatPicture = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { cities } = record as unknown as Heat
  return (
    <Panel title={words.say('fund.heat')}>
      <HeatTable
        label={words.say('fund.heat')}
        columns={cities[0]?.months.map(({ month }) => month) ?? []}
        rows={cities.map(({ city, months }) => ({
          city,
          name: words.value(city, 'city'),
          cells: months.map((each) => cellOf(each, words)),
        }))}
      />
    </Panel>
  )
}

export default HeatPicture
