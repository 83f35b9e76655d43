import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { inUnit } from '../money/fen.ts'
import { useMoneyUnit } from '../money/money-unit.tsx'
import { useWords } from '../words/words.ts'

/** A cell of a printed table: a text, an amount in fen, `×` where the table has no cell, or nothing. */
export type PrintedCell = string | number | '×' | null

export type PrintedRow = {
  readonly cells: readonly PrintedCell[]
  /** A sum, which is printed bold. */
  readonly sum?: boolean
}

const Amount = ({ cell }: { readonly cell: PrintedCell }) => {
  const { unit } = useMoneyUnit()
  return typeof cell === 'number' ? inUnit(cell, unit) : (cell ?? '')
}

/** A table as offices print it: its title, whose it is and in which unit, and lines around every cell. */
export const PrintedTable = ({
  title,
  of,
  columns,
  rows,
  end,
}: {
  readonly title: string
  readonly of: ReactNode
  readonly columns: readonly { readonly title: string; readonly text?: boolean }[]
  readonly rows: readonly PrintedRow[]
  /** What stands below the table: whose hands it went through. */
  readonly end?: ReactNode
}) => {
  const { say } = useWords()
  const { unit } = useMoneyUnit()
  return (
    <section className="printed">
      <div className="print-button">
        <Button icon={<PrinterOutlined />} onClick={() => print()}>
          {say('printed.print')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="scrolls" tabIndex={0} aria-label={title}>
        <table>
          <caption>
            <b>{title}</b>
            <span className="of">
              <span>{of}</span>
              <span>{say('printed.unit', { unit: say(`app.unit.${unit}`) })}</span>
            </span>
          </caption>
          <thead>
            <tr>
              {columns.map((column, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: both sides of a table have columns of one name
                <th key={at} scope="col" className={column.text ? '' : 'number'}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ cells, sum }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a printed table stand in their order
              <tr key={row} className={sum ? 'sum' : ''}>
                {cells.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: and so do its cells
                  <td key={at} className={columns[at]?.text ? '' : 'number'}>
                    <Amount cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {end}
    </section>
  )
}
