import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import type { Headings } from '#shared/edge/files/headings.ts'
import { faultHeadings, isOfFaults } from '#shared/edge/files/headings.ts'
import { csvOf } from '#shared/edge/files/sheet.ts'
import type { Row } from '#shared/edge/files/table.ts'

/** One part of a file of bad rows: a file of its own, with its headings, that an item of the table holds. */
const mostRows = 1_000
const mostCharacters = 80_000

/** What is not a list of ours may have any number of columns, and cells of any length. */
const mostColumns = 100
const longestCell = 300

/** Digits that a spreadsheet would show as a number, and lose the last of: the apostrophe keeps them text. */
const longDigits = /^\d{12,}[Xx]?$/

const cellOf = (written: string): string => {
  if (longDigits.test(written.trim())) return `'${written.trim()}`
  return written.length > longestCell ? `${written.slice(0, longestCell)}…` : written
}

type Listed = readonly [line: string, ...cells: string[]]

/** A part as a file, and the lines whose rows are in it. */
export type BadRowsPart = { readonly bytes: Uint8Array; readonly lines: readonly number[] }

const longestFaults = 2_000

/** What is wrong with a row in Chinese and in English, each fault with the heading that its column has in the file. */
const faultsOf = (cells: readonly BadCell[], { columns, written }: Headings): readonly string[] => {
  const headed = cells.map(({ column, reason, reasonZh }) => {
    const place = columns.indexOf(column)
    return { heading: place === -1 ? column : written[place], reason, reasonZh }
  })
  const chinese = headed.map(({ heading, reasonZh }) => `${heading}：${reasonZh}`).join('；')
  const english = headed.map(({ heading, reason }) => `${heading}: ${reason}`).join(' ')
  return [chinese, english].map((text) => text.slice(0, longestFaults))
}

/** The places of a file's own cells: what a file of bad rows said of them, which is sent again with them, is replaced. */
const ownPlaces = ({ columns, written }: Headings): number[] =>
  written
    .flatMap((heading, place) => (columns[place] === '' && isOfFaults(heading) ? [] : [place]))
    .slice(0, mostColumns)

/** Rows that cannot be taken as a file to mend and send again: as they were written, with line and fault. */
export const badRowsFile = () => {
  let headings: Headings = { written: [], columns: [], unread: [] }
  let places: readonly number[] = []
  const rows: Listed[] = []

  const partOf = (listed: readonly Listed[]): BadRowsPart => {
    const own = places.map((place) => headings.written[place] ?? '')
    const columns = [faultHeadings.line, ...own, faultHeadings.fault, faultHeadings.inEnglish]
    const bytes = new TextEncoder().encode(csvOf({ title: '', columns, rows: listed }))
    return { bytes, lines: listed.map(([line]) => Number(line)) }
  }

  return {
    found: (of: Headings): void => {
      headings = of
      places = ownPlaces(of)
    },
    /** Of rows that were read together those that something is wrong with. */
    add: (read: readonly Pick<Row, 'line' | 'written'>[], bad: readonly BadCell[]): void => {
      const faults = Map.groupBy(bad, ({ line }) => line)
      for (const { line, written } of read) {
        const cells = faults.get(line)
        if (cells === undefined) continue
        const own = places.map((place) => cellOf(written[place] ?? ''))
        rows.push([String(line), ...own, ...faultsOf(cells, headings)])
      }
    },
    /** The file in parts, each of at most a thousand rows and about two hundred kilobytes. */
    parts: (): BadRowsPart[] => {
      const parts: BadRowsPart[] = []
      let part: Listed[] = []
      let characters = 0
      for (const row of rows) {
        const size = row.reduce((sum, cell) => sum + cell.length, 0)
        if (part.length === mostRows || (part.length > 0 && characters + size > mostCharacters)) {
          parts.push(partOf(part))
          part = []
          characters = 0
        }
        part.push(row)
        characters += size
      }
      return part.length > 0 ? [...parts, partOf(part)] : parts
    },
  }
}
