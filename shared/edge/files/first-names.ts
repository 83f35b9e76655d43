import type { Row } from '#shared/edge/files/table.ts'

/** So many names show whether the encoding was the right one. */
export const namesShown = 5

/** No name is longer; what is comes of a file that is not what it seems. */
const longestShown = 60

/** A name as an answer shows it: of text that goes on and on, its beginning. */
export const nameShown = (name: string): string => {
  const characters = [...name.slice(0, 2 * longestShown + 2)]
  return characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : name
}

/** The first names of a file as they were read. */
export const firstNamesOf = (rows: readonly Pick<Row, 'cells'>[]): string[] =>
  rows.slice(0, namesShown).map(({ cells }) => nameShown(cells.name ?? ''))
