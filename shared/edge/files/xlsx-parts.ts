/** A cell of a workbook: text, a number, an amount that is shown with two decimals, or nothing. */
export type XlsxCell = string | number | null | { readonly amount: string }

/** A part of a workbook, which is an archive of them. */
export type WorkbookPart = { readonly name: string; readonly text: string }

const escaped = (text: string): string =>
  text
    // Characters that XML cannot hold at all.
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Indexes of the styles below. */
const styleOf = { plain: 0, heading: 1, amount: 2, mandatory: 3 } as const

const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts><fonts count="3"><font><sz val="11"/></font><font><b/><sz val="11"/></font><font><b/><sz val="11"/><color rgb="FFC00000"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="2" applyFont="1"/></cellXfs></styleSheet>`

/** The letters of a column, from 0: A to Z, AA and so on. */
const lettersOf = (column: number): string =>
  (column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

const textXml = (at: string, text: string, style: number): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const cellXml = (at: string, cell: XlsxCell): string => {
  if (cell === null) return ''
  if (typeof cell === 'string') return textXml(at, cell, styleOf.plain)
  return typeof cell === 'number'
    ? `<c r="${at}"><v>${cell}</v></c>`
    : `<c r="${at}" s="${styleOf.amount}"><v>${cell.amount}</v></c>`
}

const rowXml = <Cell>(number: number, cells: readonly Cell[], toXml: (at: string, cell: Cell) => string) =>
  `<row r="${number}">${cells.map((cell, index) => toXml(`${lettersOf(index)}${number}`, cell)).join('')}</row>`

/** A sheet: what its tab is called, its headings, its rows. A heading that begins with a star is mandatory, and red. */
export type XlsxSheet = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly XlsxCell[])[]
}

const sheetXml = ({ columns, rows }: XlsxSheet): string => {
  const heading = rowXml(1, columns, (at, name) =>
    textXml(at, name, name.startsWith('*') ? styleOf.mandatory : styleOf.heading),
  )
  const body = rows.map((row, index) => rowXml(index + 2, row, cellXml)).join('')
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  const width = `<cols><col min="1" max="${columns.length}" width="20" customWidth="1"/></cols>`
  return `${head}<worksheet xmlns="${main}">${frozen}${width}<sheetData>${heading}${body}</sheetData></worksheet>`
}

/** A tab's name holds at most 31 characters, and none of these. */
const tabName = (title: string): string => title.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31)

const eachSheet = (sheets: readonly XlsxSheet[], xml: (number: number, sheet: XlsxSheet) => string): string =>
  sheets.map((sheet, index) => xml(index + 1, sheet)).join('')

/** The parts of a workbook of sheets with headings that stay in view. Text is text, never a formula. */
export const workbookParts = (sheets: readonly XlsxSheet[]): WorkbookPart[] => [
  {
    name: '[Content_Types].xml',
    text: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/>${eachSheet(sheets, (number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${contentType}.worksheet+xml"/>`)}<Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/></Types>`,
  },
  {
    name: '_rels/.rels',
    text: `${head}<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  },
  {
    name: 'xl/workbook.xml',
    text: `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${eachSheet(sheets, (number, { title }) => `<sheet name="${escaped(tabName(title))}" sheetId="${number}" r:id="r${number}"/>`)}</sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    text: `${head}<Relationships xmlns="${relations}">${eachSheet(sheets, (number) => `<Relationship Id="r${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  },
  { name: 'xl/styles.xml', text: styles },
  ...sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, text: sheetXml(sheet) })),
]
