import { PrintedTable } from '../../view/printed.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { type Title, trialRows } from './trial-rows.ts'

const parts = ['before', 'moved', 'balance'] as const

/** The trial balance as it is printed: debit beside credit of opening, period and closing, with their totals. */
const TrialBalance = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { city, scheme, month, rows } = record as unknown as {
    readonly city: string
    readonly scheme: string
    readonly month: string
    readonly rows: readonly Title[]
  }
  const nameOf = ({ account, chinese }: Title) =>
    words.language === 'zh' ? chinese : words.value(account, 'account')
  return (
    <PrintedTable
      title={words.say('printed.trial')}
      of={`${words.value(city, 'city')} · ${words.value(scheme, 'scheme')} · ${month}`}
      columns={[
        { title: words.field('account'), text: true },
        ...parts.flatMap((part) =>
          (['debit', 'credit'] as const).map((side) => ({
            title: words.say(`printed.${side}`, { of: words.field(part) }),
          })),
        ),
      ]}
      rows={trialRows(rows).map(({ title, sides }) => ({
        cells: [title ? nameOf(title) : words.say('printed.total'), ...sides],
        sum: title === undefined,
      }))}
    />
  )
}

export default TrialBalance
