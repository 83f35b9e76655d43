import { useCall } from '../../api/use-call.ts'
import { type PrintedRow, PrintedTable } from '../../view/printed.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords, type Words } from '../../words/words.ts'

type Line = {
  readonly line: string
  readonly chinese: string
  readonly kind: string
  readonly month: number
  readonly year: number
}
type Totals = Readonly<Record<'opening' | 'income' | 'expenditure' | 'current' | 'closing', number>>
type Pool = { readonly lines: readonly Line[]; readonly month: Totals; readonly year: Totals }
type Statement = {
  readonly city: string
  readonly scheme: string
  readonly month: string
  readonly pooled: Pool
  readonly account: Pool
}

/** The same month a year before. */
const yearBefore = (month: string): string => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`

const rowsOf = (pool: Pool, before: Pool | undefined, words: Words): readonly PrintedRow[] => {
  const earlier = (line: string) => before?.lines.find((each) => each.line === line)?.year
  const ofKind = (kind: string): readonly PrintedRow[] =>
    pool.lines
      .filter((each) => each.kind === kind)
      .map(({ line, chinese, month, year }) => ({
        cells: [
          `　${words.language === 'zh' ? chinese : words.value(line, 'line')}`,
          month,
          year,
          earlier(line) ?? '—',
        ],
      }))
  const total = (of: keyof Totals): PrintedRow => ({
    cells: [words.say(`printed.${of}`), pool.month[of], pool.year[of], before?.year[of] ?? '—'],
    sum: true,
  })
  return [
    ...ofKind('income'),
    total('income'),
    ...ofKind('expenditure'),
    total('expenditure'),
    ...[total('current'), total('opening'), total('closing')],
  ]
}

const IncomeStatement = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { city, scheme, month, pooled, account } = record as unknown as Statement
  const { answer: before } = useCall<Statement>('GET /v1/budget/income-statement', {
    query: { city, scheme, month: yearBefore(month) },
  })
  const of = [words.value(city, 'city'), words.value(scheme, 'scheme'), month].join(' · ')
  const columns = [
    { title: words.field('line'), text: true },
    { title: words.say('printed.month') },
    { title: words.say('printed.toDate') },
    { title: words.say('printed.yearBefore') },
  ]
  const kept = before !== undefined && before.pooled.lines.length > 0 ? before : undefined
  return (
    <>
      <PrintedTable
        title={words.say('printed.statement')}
        {...{ of, columns }}
        rows={rowsOf(pooled, kept?.pooled, words)}
      />
      {account.lines.length > 0 && (
        <PrintedTable
          title={words.say('printed.accountStatement')}
          {...{ of, columns }}
          rows={rowsOf(account, kept?.account, words)}
        />
      )}
    </>
  )
}

export default IncomeStatement
