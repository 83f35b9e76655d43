import { SaxesParser } from 'saxes'
import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { TextRecord } from '#shared/edge/files/delimited.ts'
import type { ZipEntry } from '#shared/edge/files/zip-entries.ts'
import { unpacked, zipEntries } from '#shared/edge/files/zip-entries.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** What a workbook may unpack to, in bytes: a sheet of a million full rows fits, a zip bomb does not. */
const most = { small: 5_000_000, strings: 100_000_000, sheet: 600_000_000 } as const

/** No file that the product reads has more columns; cells beyond are taken for content of the last one. */
const mostColumns = 200
/** The most characters that a spreadsheet keeps in one cell. */
const longestCell = 32_767

/**
 * So many characters may stand between two marks of a part: the parser keeps them in memory until the next one. It is a
 * cell's longest text with each character written as a reference, which takes ten at most.
 */
const longestUnmarked = 10 * longestCell

/** The elements of a workbook stand in one another a dozen deep; the parser keeps all that are open. */
const deepest = 100

/** So many characters are given to the parser at once. */
const parsedAtOnce = 65_536

const tooLong = (): TongchouError =>
  new TongchouError('file.cell-too-long', `a cell of the workbook has more than ${longestCell} characters`, {
    most: longestCell,
  })

/** A cell's text with a further piece of it. */
const joined = (text: string, piece: string): string => {
  if (text.length + piece.length > longestCell) throw tooLong()
  return text + piece
}

type Attributes = Readonly<Record<string, string>>
type Handlers = {
  readonly open?: (name: string, attributes: Attributes) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** The name of an element without its prefix, which each writer chooses. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const localAttributes = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), value]))

/** Makes a parser that gives up on what it would have to keep without end: a text, a tag, a comment, a depth of elements. */
const boundedParser = (handlers: Handlers) => {
  const parser = new SaxesParser()
  let unmarked = 0
  let depth = 0
  const mark = () => {
    unmarked = 0
  }
  const text = (piece: string) => {
    mark()
    handlers.text?.(piece)
  }
  parser.on('doctype', () => parser.fail('a document type is not allowed'))
  parser.on('opentag', ({ name, attributes }) => {
    mark()
    depth += 1
    if (depth > deepest) parser.fail('its elements stand too deep in one another')
    handlers.open?.(local(name), attributes as Attributes)
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('comment', mark)
  parser.on('processinginstruction', mark)
  parser.on('closetag', ({ name }) => {
    mark()
    depth -= 1
    handlers.close?.(local(name))
  })
  parser.on('error', (error) => {
    throw error
  })
  return {
    write: (piece: string): void => {
      unmarked += piece.length
      parser.write(piece)
      if (unmarked > longestUnmarked) throw tooLong()
    },
    close: (): void => {
      parser.close()
    },
  }
}

/** Reads a part of XML as it is unpacked; between two pieces the caller may take what was read. */
function* readXml(
  bytes: Uint8Array,
  entry: ZipEntry,
  mostBytes: number,
  handlers: Handlers,
): Generator<void> {
  const parser = boundedParser(handlers)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (const piece of unpacked(bytes, entry, mostBytes)) {
      const text = decoder.decode(piece, { stream: true })
      for (let place = 0; place < text.length; place += parsedAtOnce) {
        parser.write(text.slice(place, place + parsedAtOnce))
        yield
      }
    }
    parser.write(decoder.decode())
    parser.close()
    yield
  } catch (cause) {
    if (cause instanceof TongchouError) throw cause
    throw new TongchouError('file.bad-workbook', `${entry.name} of the workbook is not XML`, {}, { cause })
  }
}

const readWholeXml = (
  bytes: Uint8Array,
  entry: ZipEntry | undefined,
  handlers: Handlers,
  mostBytes: number,
): void => {
  if (entry) for (const _ of readXml(bytes, entry, mostBytes, handlers));
}

type Tab = { readonly name: string; readonly relation: string; readonly hidden: boolean }
type Book = { readonly tabs: readonly Tab[]; readonly from1904: boolean }

const readBook = (bytes: Uint8Array, entry: ZipEntry | undefined): Book => {
  const tabs: Tab[] = []
  let from1904 = false
  const open: Handlers['open'] = (name, written) => {
    const attributes = localAttributes(written)
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
    if (name === 'sheet')
      tabs.push({
        name: attributes.name ?? '',
        relation: attributes.id ?? '',
        hidden: (attributes.state ?? 'visible') !== 'visible',
      })
  }
  readWholeXml(bytes, entry, { open }, most.small)
  return { tabs, from1904 }
}

const readTargets = (bytes: Uint8Array, entry: ZipEntry | undefined): ReadonlyMap<string, string> => {
  const targets = new Map<string, string>()
  const open: Handlers['open'] = (name, { Id = '', Target = '' }) => {
    if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
  }
  readWholeXml(bytes, entry, { open }, most.small)
  return targets
}

/** Numbers of formats that are days whatever the workbook says; 27 to 36 and 50 to 58 are the Chinese ones. */
const isBuiltInDay = (format: number): boolean =>
  (format >= 14 && format <= 17) ||
  format === 22 ||
  (format >= 27 && format <= 36) ||
  (format >= 50 && format <= 58)

/** Whether a format shows a day: it has a year or day outside of quoted words, escapes and colours. */
const showsDay = (code: string): boolean =>
  /[yd年日]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, ''))

/** Which cell styles show days. */
const readDayStyles = (bytes: Uint8Array, entry: ZipEntry | undefined): ReadonlySet<number> => {
  const days = new Set<number>()
  const formats = new Map<number, string>()
  let within = ''
  let style = 0
  readWholeXml(
    bytes,
    entry,
    {
      open: (name, { numFmtId = '0', formatCode = '' }) => {
        if (name === 'numFmt') formats.set(Number(numFmtId), formatCode)
        if (name === 'cellXfs') within = name
        if (name !== 'xf' || within !== 'cellXfs') return
        const code = formats.get(Number(numFmtId))
        if (code === undefined ? isBuiltInDay(Number(numFmtId)) : showsDay(code)) days.add(style)
        style += 1
      },
      close: (name) => {
        if (name === 'cellXfs') within = ''
      },
    },
    most.small,
  )
  return days
}

/** Collects the text of `t` elements, without the reading aids that stand beside it. */
const textCollector = () => {
  let text = ''
  let inText = false
  let aside = 0
  return {
    open: (name: string) => {
      if (name === 'rPh') aside += 1
      if (name === 't') inText = aside === 0
    },
    text: (piece: string) => {
      if (inText) text = joined(text, piece)
    },
    close: (name: string) => {
      if (name === 'rPh') aside -= 1
      if (name === 't') inText = false
    },
    take: (): string => {
      const taken = text
      text = ''
      return taken
    },
  }
}

const readStrings = (bytes: Uint8Array, entry: ZipEntry | undefined): readonly string[] => {
  const strings: string[] = []
  const collected = textCollector()
  readWholeXml(
    bytes,
    entry,
    {
      open: collected.open,
      text: collected.text,
      close: (name) => {
        collected.close(name)
        if (name === 'si') strings.push(collected.take())
      },
    },
    most.strings,
  )
  return strings
}

/** A day of a spreadsheet's calendar, whose year 1900 has a 29 February. */
const dayOf = (serial: number, from1904: boolean): Day => {
  if (from1904) return addDays('1904-01-01', serial)
  return addDays(serial < 60 ? '1899-12-31' : '1899-12-30', serial)
}

const lastSerial = 2_958_465

/** Spreadsheets keep fifteen digits of a number; what is longer has lost the others. */
const mostDigits = 15

const numberIn = (written: string, isDayStyle: boolean, from1904: boolean): string => {
  const value = Number(written)
  if (written === '' || !Number.isFinite(value)) return written
  if (isDayStyle && value >= 1 && value <= lastSerial) return dayOf(Math.floor(value), from1904)
  // As a spreadsheet shows it: whoever reads it then knows that digits are lost.
  if (Math.abs(value) >= 10 ** mostDigits) return value.toExponential().replace('e', 'E')
  return String(Number(value.toPrecision(mostDigits)))
}

/** The column of a reference, from 0: `AB12` is 27. */
const columnOf = (reference: string): number => {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

type Sheet = {
  readonly strings: readonly string[]
  readonly dayStyles: ReadonlySet<number>
  readonly from1904: boolean
}

type OpenCell = { readonly column: number; readonly type: string; readonly style: number }

const cellText = ({ type, style }: OpenCell, value: string, inline: string, sheet: Sheet): string => {
  switch (type) {
    case 's':
      return sheet.strings[Number(value)] ?? ''
    case 'inlineStr':
      return inline
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'd':
      return value.slice(0, 10)
    case 'n':
      return numberIn(value, sheet.dayStyles.has(style), sheet.from1904)
    default:
      return value
  }
}

/** Takes a sheet's elements, and gives its rows as they are complete. */
const rowCollector = (sheet: Sheet) => {
  const rows: TextRecord[] = []
  const inline = textCollector()
  let line = 0
  let cells: string[] = []
  let cell: OpenCell = { column: -1, type: 'n', style: 0 }
  let value = ''
  let inValue = false
  const handlers: Handlers = {
    open: (name, attributes) => {
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1)
        cells = []
        cell = { ...cell, column: -1 }
      } else if (name === 'c') {
        const column = attributes.r === undefined ? cell.column + 1 : columnOf(attributes.r)
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
        value = ''
      } else if (name === 'v') inValue = true
      else inline.open(name)
    },
    text: (piece) => {
      if (!inValue) inline.text(piece)
      else value = joined(value, piece)
    },
    close: (name) => {
      if (name === 'row') rows.push({ line, cells })
      else if (name === 'c') {
        const place = Math.min(cell.column, mostColumns)
        while (cells.length < place) cells.push('')
        cells[place] = cellText(cell, value, inline.take(), sheet)
      } else if (name === 'v') inValue = false
      else inline.close(name)
    },
  }
  return { handlers, take: (): TextRecord[] => rows.splice(0) }
}

const entryOfTab = (
  { tabs }: Book,
  targets: ReadonlyMap<string, string>,
  entries: ReadonlyMap<string, ZipEntry>,
  wanted: string | undefined,
): ZipEntry => {
  const tab =
    wanted === undefined
      ? (tabs.find(({ hidden }) => !hidden) ?? tabs[0])
      : tabs.find(({ name }) => name === wanted)
  const entry = tab && entries.get(targets.get(tab.relation) ?? '')
  if (entry) return entry
  if (wanted === undefined) throw new TongchouError('file.bad-workbook', 'the workbook has no sheet')
  const sheets = tabs.map(({ name }) => name).join(', ')
  throw new TongchouError('file.sheet-missing', `the workbook has no sheet ${wanted}`, {
    sheet: wanted,
    sheets,
  })
}

/**
 * The rows of a sheet of a workbook, read as a stream: of the sheet only a few rows are in memory, of the workbook its
 * bytes and its shared strings. Without a name the first sheet that is shown is read. Days are read by their style;
 * a number with more digits than a spreadsheet keeps is given as it shows it, so that its reader knows them lost.
 * @throws TongchouError `file.bad-workbook`, `file.sheet-missing`, `file.too-large-unpacked`, `file.cell-too-long`
 */
export function* sheetRecords(bytes: Uint8Array, wanted?: string): Generator<TextRecord> {
  const entries = zipEntries(bytes)
  const book = readBook(bytes, entries.get('xl/workbook.xml'))
  const targets = readTargets(bytes, entries.get('xl/_rels/workbook.xml.rels'))
  const entry = entryOfTab(book, targets, entries, wanted)
  const partNamed = (name: string): ZipEntry | undefined =>
    entries.get([...targets.values()].find((target) => target.toLowerCase() === name.toLowerCase()) ?? name)
  const collector = rowCollector({
    strings: readStrings(bytes, partNamed('xl/sharedStrings.xml')),
    dayStyles: readDayStyles(bytes, partNamed('xl/styles.xml')),
    from1904: book.from1904,
  })
  for (const _ of readXml(bytes, entry, most.sheet, collector.handlers)) yield* collector.take()
}
