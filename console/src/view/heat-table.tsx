import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'

/** A place of a heat table; it says in words too what its colour says, for whoever does not tell colours apart. */
export type HeatCell = {
  readonly text: string
  readonly ground: string
  readonly ink: string
  /** What is told of it to whoever points at it. */
  readonly told?: string
}

/** Cities by months, each place coloured by how grave it is there. */
export const HeatTable = ({
  label,
  columns,
  rows,
}: {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly city: string
    readonly name: ReactNode
    readonly cells: readonly HeatCell[]
  }[]
}) => {
  const words = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="scrolls" tabIndex={0} aria-label={label}>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{words.field('city')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ city, name, cells }) => (
            <tr key={city}>
              <th scope="row">{name}</th>
              {cells.map(({ text, ground, ink, told }, at) => (
                <td key={columns[at]} style={{ background: ground, color: ink }} title={told}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td className="nothing" colSpan={columns.length + 1}>
                {words.say('overview.none')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}
