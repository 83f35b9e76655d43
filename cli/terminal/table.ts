import { displayWidth, wrap } from './display-width.ts'

/** A column of a table for people. */
export type Column = {
  readonly head: string
  /** Figures stand at the right, texts at the left, where they may be wrapped. */
  readonly kind: 'figure' | 'text'
  /** To how many columns of the terminal a text may be narrowed. */
  readonly least?: number
  /** Cells of the same column in tables that stand near, so that all become as wide. */
  readonly like?: readonly string[]
}

type Cells = readonly string[]
type TableLayout = { readonly columns: readonly Column[]; readonly widths: readonly number[] }

const narrowest = 16
/** A border before each column with a blank on either side, and the last border. */
const frame = (count: number): number => count * 3 + 1
const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0)
const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth))

/**
 * A table within a width. Texts are wrapped first. Columns that still have no room go on in a table below, which repeats
 * the first column, so that no figure is lost. Where not even two columns fit, every row becomes a block of lines.
 */
export const tableOf = (columns: readonly Column[], rows: readonly Cells[], width: number): string => {
  const natural = columns.map(({ head, like = [] }, at) =>
    Math.max(...[head, ...like, ...rows.map((row) => row[at] ?? '')].map(widest)),
  )
  const groups = groupsOf(columns, natural, width)
  if (groups === undefined) return blocks(columns, rows, width)
  return groups
    .map((group) =>
      drawn(
        narrowed(columns, natural, group, width),
        rows.map((row) => group.map((at) => row[at] ?? '')),
      ),
    )
    .join('\n')
}

const leastOf = ({ kind, least = narrowest }: Column, natural: number): number =>
  kind === 'text' ? Math.min(natural, least) : natural

/** Which columns stand together in a table; nothing when the first leaves no room for another. */
const groupsOf = (
  columns: readonly Column[],
  natural: readonly number[],
  width: number,
): readonly (readonly number[])[] | undefined => {
  const least = columns.map((column, at) => leastOf(column, natural[at] ?? 0))
  const fits = (group: readonly number[]): boolean =>
    frame(group.length) + sum(group.map((at) => least[at] ?? 0)) <= width
  const groups: number[][] = [[0]]
  for (const at of columns.keys()) {
    if (at === 0) continue
    const current = groups.at(-1) ?? []
    if (fits([...current, at])) current.push(at)
    else groups.push([0, at])
  }
  return groups.every(fits) && groups.every(({ length }) => columns.length === 1 || length > 1)
    ? groups
    : undefined
}

/** The widths of columns side by side. Columns of text become narrower, the widest first. */
const narrowed = (
  all: readonly Column[],
  natural: readonly number[],
  group: readonly number[],
  width: number,
): TableLayout => {
  const columns = group.map((at) => all[at] as Column)
  const widths = group.map((at) => natural[at] ?? 0)
  const spare = widths.map((wide, index) => wide - leastOf(columns[index] as Column, wide))
  for (let over = frame(group.length) + sum(widths) - width; over > 0; over -= 1) {
    const most = spare.indexOf(Math.max(...spare))
    widths[most] = (widths[most] ?? 0) - 1
    spare[most] = (spare[most] ?? 0) - 1
  }
  return { columns, widths }
}

const drawn = ({ columns, widths }: TableLayout, rows: readonly Cells[]): string => {
  const rule = (left: string, cross: string, right: string): string =>
    `${left}${widths.map((wide) => '─'.repeat(wide + 2)).join(cross)}${right}`
  const between = rule('├', '┼', '┤')
  const body = rows.map((cells) => linesOf(cells, columns, widths))
  /** Rows of one line need no rule between them. */
  const isPlain = body.every(({ length }) => length === 1)
  const heads = columns.map(({ head }) => head)
  return [
    rule('┌', '┬', '┐'),
    ...(heads.some((head) => head !== '') ? [...linesOf(heads, columns, widths), between] : []),
    ...body.flatMap((lines, index) => (isPlain || index === 0 ? lines : [between, ...lines])),
    rule('└', '┴', '┘'),
  ].join('\n')
}

/** A row as the lines it takes. */
const linesOf = (cells: Cells, columns: readonly Column[], widths: readonly number[]): readonly string[] => {
  const wrapped = cells.map((cell, at) => wrap(cell, widths[at] ?? 0))
  const height = Math.max(...wrapped.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) => {
    const parts = wrapped.map((lines, at) => padded(lines[line] ?? '', widths[at] ?? 0, columns[at]?.kind))
    return `│ ${parts.join(' │ ')} │`
  })
}

const padded = (text: string, width: number, kind: Column['kind'] | undefined): string => {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return kind === 'figure' ? blanks + text : text + blanks
}

/** Every row as lines of their own, for a terminal in which no two columns fit side by side. */
const blocks = (columns: readonly Column[], rows: readonly Cells[], width: number): string =>
  rows
    .map((row) =>
      columns
        .flatMap(({ head }, at) => {
          const cell = row[at] ?? ''
          if (cell === '') return []
          return wrap(head === '' ? cell : `${head}: ${cell}`, width - 2).map(
            (line, index) => `${at > 0 || index > 0 ? '  ' : ''}${line}`,
          )
        })
        .join('\n'),
    )
    .join('\n')
