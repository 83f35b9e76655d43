import { TongchouError } from '#shared/kernel/errors.ts'

/** A record of a text: its cells as written, and the line it begins on as an editor shows it. */
export type TextRecord = { readonly line: number; readonly cells: readonly string[] }

const delimiters = [',', '\t', ';'] as const

/** The sign between cells: the one that the lines at the top have most of; a comma where there is none. */
const delimiterOf = (text: string): string => {
  const top = text.slice(0, 4_000).split(/\r\n|\r|\n/, 10)
  const counts = delimiters.map((sign) => ({
    sign,
    count: Math.max(...top.map((line) => line.replace(/"[^"]*"/g, '').split(sign).length - 1)),
  }))
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).sign
}

/** No cell of a spreadsheet is longer; a longer one is a quote that nobody closed. */
const longestCell = 32_767

type CellEnd = { readonly cell: string; readonly end: number; readonly breaks: number }

const isBreak = (sign: string | undefined): boolean => sign === '\n' || sign === '\r'

/** Where the line break at `place` ends. */
const afterBreak = (text: string, place: number): number =>
  text[place] === '\r' && text[place + 1] === '\n' ? place + 2 : place + 1

const plainCell = (text: string, start: number, delimiter: string): CellEnd | undefined => {
  let end = start
  while (end < text.length && text[end] !== delimiter && !isBreak(text[end])) {
    if (text[end] === '"') return undefined
    end += 1
  }
  return { cell: text.slice(start, end), end, breaks: 0 }
}

/** The cell that begins with the quote at `start`; undefined when it is not closed before the next delimiter or break. */
const quotedCell = (text: string, start: number, delimiter: string): CellEnd | undefined => {
  let cell = ''
  let place = start + 1
  let breaks = 0
  while (place < text.length && place - start <= longestCell) {
    const sign = text[place]
    if (sign === '"' && text[place + 1] === '"') {
      cell += '"'
      place += 2
    } else if (sign === '"') {
      let end = place + 1
      while (text[end] === ' ' && delimiter !== ' ') end += 1
      const closed = end >= text.length || text[end] === delimiter || isBreak(text[end])
      return closed ? { cell, end, breaks } : undefined
    } else if (isBreak(sign)) {
      const next = afterBreak(text, place)
      cell += text.slice(place, next)
      breaks += 1
      place = next
    } else {
      cell += sign
      place += 1
    }
  }
  return undefined
}

const cellAt = (text: string, start: number, delimiter: string): CellEnd | undefined => {
  let first = start
  while (text[first] === ' ') first += 1
  return text[first] === '"' ? quotedCell(text, first, delimiter) : plainCell(text, start, delimiter)
}

type RecordEnd = { readonly cells: string[]; readonly end: number; readonly breaks: number }

const recordAt = (text: string, start: number, delimiter: string): RecordEnd | undefined => {
  const cells: string[] = []
  let place = start
  let breaks = 0
  for (;;) {
    const found = cellAt(text, place, delimiter)
    if (!found) return undefined
    cells.push(found.cell)
    breaks += found.breaks
    place = found.end
    if (text[place] !== delimiter) return { cells, end: place, breaks }
    place += 1
  }
}

const endOfLine = (text: string, start: number): number => {
  let end = start
  while (end < text.length && !isBreak(text[end])) end += 1
  return end
}

/** So much text tells the sign between cells. */
const tellsDelimiter = 4_000
/** So much text from a record on has to be there before its quotes count as broken: the end of a cell may still come. */
const mostAhead = 1_000_000

/** Reads records of a text that comes piece by piece; of what was read only the last record is kept. */
export type RecordReader = {
  readonly push: (text: string) => TextRecord[]
  /** @throws TongchouError `file.malformed` naming every line whose quotes are broken */
  readonly end: () => TextRecord[]
}

export const recordReader = (): RecordReader => {
  const broken: number[] = []
  let rest = ''
  let delimiter: string | undefined
  let line = 1

  const readOn = (isEnd: boolean): TextRecord[] => {
    if (!isEnd && delimiter === undefined && rest.length < tellsDelimiter) return []
    delimiter ??= delimiterOf(rest)
    const records: TextRecord[] = []
    let place = 0
    while (place < rest.length) {
      const record = recordAt(rest, place, delimiter)
      // What ends with the text may go on in the next piece.
      if (!isEnd && (record ? record.end + 2 > rest.length : rest.length - place < mostAhead)) break
      if (record) records.push({ line, cells: record.cells })
      else broken.push(line)
      const end = record?.end ?? endOfLine(rest, place)
      line += (record?.breaks ?? 0) + 1
      place = afterBreak(rest, end)
    }
    rest = rest.slice(place)
    return records
  }

  return {
    push: (text) => {
      rest += text
      return readOn(false)
    },
    end: () => {
      const records = readOn(true)
      if (broken.length > 0) throw malformed(broken)
      return records
    },
  }
}

/**
 * The records of a text whose cells are parted by commas, tabs or semicolons. Blank lines and line breaks within quotes are
 * counted, so that a record's line is the one an editor shows.
 * @throws TongchouError `file.malformed` naming every line whose quotes are broken
 */
export const readDelimited = (text: string): TextRecord[] => {
  const reader = recordReader()
  const records = reader.push(text)
  for (const record of reader.end()) records.push(record)
  return records
}

const mostTold = 20

const malformed = (lines: readonly number[]): TongchouError => {
  const [first = 0] = lines
  const line = lines.length === 1 ? first : lines.slice(0, mostTold).join(', ')
  return new TongchouError('file.malformed', `line ${line}: a quote is not closed or stands within a cell`, {
    line,
  })
}
