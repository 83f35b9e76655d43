import { PrintedTable } from '../../view/printed.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords, type Words } from '../../words/words.ts'

type Cell = {
  readonly head: string
  readonly chinese: string
  readonly part: boolean
  readonly last: number | null
  readonly budget: number | null
  readonly absent: boolean
}
type Table = {
  readonly city: string
  readonly scheme: string
  readonly year: number
  readonly status: string
  readonly rows: readonly { readonly income: Cell | null; readonly expenditure: Cell | null }[]
}

const sums = /(subtotal|sum|total)$/

const nameOf = ({ head, chinese, part }: Cell, words: Words): string => {
  if (words.language === 'zh') return part ? `　${chinese}` : chinese
  return `${part ? '　' : ''}${words.value(head, 'head')}`
}

const cellsOf = (cell: Cell | null, words: Words) => {
  if (cell === null) return [null, null, null]
  const amount = (value: number | null) => (cell.absent ? '×' : value)
  return [nameOf(cell, words), amount(cell.last) ?? '—', amount(cell.budget)]
}

/** The budget as the printed official table: income beside expenditure, last year beside this year. */
const OfficialTable = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { city, scheme, year, status, rows } = record as unknown as Table
  const figures = [
    { title: words.say('printed.lastYear', { year: year - 1 }) },
    { title: words.say('printed.planned', { year }) },
  ]
  const of = [
    words.value(city, 'city'),
    words.value(scheme, 'scheme'),
    String(year),
    words.value(status, 'status'),
  ]
  return (
    <PrintedTable
      title={words.say('printed.budget', { scheme: words.value(scheme, 'scheme') })}
      of={of.join(' · ')}
      columns={[
        { title: words.say('printed.incomeSide'), text: true },
        ...figures,
        { title: words.say('printed.expenditureSide'), text: true },
        ...figures,
      ]}
      rows={rows.map(({ income, expenditure }) => ({
        cells: [...cellsOf(income, words), ...cellsOf(expenditure, words)],
        sum: sums.test(expenditure?.head ?? ''),
      }))}
      end={<p className="hands">{words.say('printed.hands')}</p>}
    />
  )
}

export default OfficialTable
