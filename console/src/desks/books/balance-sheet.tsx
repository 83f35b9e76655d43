import { type PrintedRow, PrintedTable } from '../../view/printed.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'

type Sides = { readonly yearStart: number; readonly end: number }
type BalanceRow = Sides & { readonly account: string; readonly chinese: string }
const parts = ['assets', 'liabilities', 'balances'] as const
type Balance = Readonly<Record<(typeof parts)[number], readonly BalanceRow[]>> & {
  readonly city: string
  readonly scheme: string
  readonly month: string
  readonly totals: Readonly<Record<(typeof parts)[number], Sides>>
}

/** The balance of a fund as it is printed: the end of last year beside the end of the month. */
const BalanceSheet = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const sheet = record as unknown as Balance
  const { city, scheme, month, totals } = sheet
  const rows = parts.flatMap((part): readonly PrintedRow[] => [
    ...sheet[part].map(({ account, chinese, yearStart, end }) => ({
      cells: [`　${words.language === 'zh' ? chinese : words.value(account, 'account')}`, yearStart, end],
    })),
    { cells: [words.say(`printed.${part}`), totals[part].yearStart, totals[part].end], sum: true },
  ])
  const both = (of: keyof Sides) => totals.liabilities[of] + totals.balances[of]
  return (
    <PrintedTable
      title={words.say('printed.balance')}
      of={[words.value(city, 'city'), words.value(scheme, 'scheme'), month].join(' · ')}
      columns={[
        { title: words.field('account'), text: true },
        { title: words.say('printed.yearStart') },
        { title: words.say('printed.monthEnd') },
      ]}
      rows={[...rows, { cells: [words.say('printed.both'), both('yearStart'), both('end')], sum: true }]}
    />
  )
}

export default BalanceSheet
