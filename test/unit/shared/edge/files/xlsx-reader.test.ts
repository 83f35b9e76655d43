import excel from 'exceljs'
import { strToU8, unzipSync, Zip, ZipDeflate, zipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import type { TableColumns } from '#shared/edge/files/headings.ts'
import { rowsOf } from '#shared/edge/files/table.ts'
import { xlsxFile } from '#shared/edge/files/xlsx.ts'
import { sheetRecords } from '#shared/edge/files/xlsx-reader.ts'

type Page = {
  readonly name: string
  readonly rows: readonly (readonly unknown[])[]
  readonly hidden?: boolean
}

/** A workbook as another program writes it. */
const workbookOf = async (pages: readonly Page[], spoil: (book: excel.Workbook) => void = () => {}) => {
  const book = new excel.Workbook()
  for (const { name, rows, hidden } of pages) {
    const page = book.addWorksheet(name)
    if (hidden) page.state = 'hidden'
    for (const row of rows) page.addRow([...row])
  }
  spoil(book)
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer)
}
const read = (bytes: Uint8Array, sheet?: string) => [...sheetRecords(bytes, sheet)].map(({ cells }) => cells)

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run()
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}

const relations = (target: string) =>
  `<Relationships xmlns="x"><Relationship Id="r1" Type="t" Target="${target}"/></Relationships>`
/** A workbook of one sheet written by hand. */
const handMade = (sheet: string, more: Readonly<Record<string, string>> = {}) =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml':
          '<workbook xmlns:r="o"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relations('worksheets/sheet1.xml'),
        'xl/worksheets/sheet1.xml': sheet,
        ...more,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  )

/** A workbook whose sheet repeats something so often, packed as it is made: it is never whole in memory. */
const bombOf = (start: string, repeated: string, times: number, end: string): Uint8Array => {
  const pieces: Uint8Array[] = []
  const zip = new Zip((_, piece) => pieces.push(piece))
  for (const [name, text] of Object.entries(unzipSync(handMade('')))) {
    if (name.includes('sheet1')) continue
    const entry = new ZipDeflate(name)
    zip.add(entry)
    entry.push(text, true)
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml')
  zip.add(sheet)
  sheet.push(strToU8(start))
  const bytes = strToU8(repeated)
  for (let time = 0; time < times; time += 1) sheet.push(bytes)
  sheet.push(strToU8(end), true)
  zip.end()
  return new Uint8Array(Buffer.concat(pieces))
}

/** Reads a workbook and says with which code that ended, and how many bytes were unpacked by then. */
const readCounting = (bytes: Uint8Array) => {
  const decode = vi.spyOn(TextDecoder.prototype, 'decode')
  try {
    const code = codeOf(() => read(bytes))
    const lengths = decode.mock.calls.map(([piece]) => piece?.byteLength ?? 0)
    return { code, unpackedBytes: lengths.reduce((sum, length) => sum + length, 0) }
  } finally {
    decode.mockRestore()
  }
}

describe('a workbook', () => {
  it('gives shared strings, rich text, numbers, days by their style, booleans and errors', async () => {
    const bytes = await workbookOf([
      {
        name: '名单',
        rows: [
          ['王芳', '340102198803080247', 12.5, new Date('2025-01-05'), true, { error: '#N/A' }],
          [
            { richText: [{ text: '买买提' }, { text: '·吐尔逊' }] },
            null,
            0.1 + 0.2,
            new Date('1988-03-08'),
            false,
          ],
          ['a<b>&"c"', ' x ', -3, { formula: 'A1', result: '王芳' }],
        ],
      },
    ])
    expect(read(bytes)).toEqual([
      ['王芳', '340102198803080247', '12.5', '2025-01-05', 'TRUE', '#N/A'],
      ['买买提·吐尔逊', '', '0.3', '1988-03-08', 'FALSE'],
      ['a<b>&"c"', ' x ', '-3', '王芳'],
    ])
  })

  it('of our own is read back: inline strings and amounts', () => {
    expect(read(xlsxFile('表', ['项目', '金额'], [['住院', { amount: '-12345.67' }]]))).toEqual([
      ['项目', '金额'],
      ['住院', '-12345.67'],
    ])
  })

  it('is read from its first sheet that is shown, or from the one that is named', async () => {
    const bytes = await workbookOf([
      { name: '说明', rows: [['隐藏']], hidden: true },
      { name: '名单', rows: [['一']] },
      { name: '填表说明', rows: [['二']] },
    ])
    expect(read(bytes)).toEqual([['一']])
    expect(read(bytes, '填表说明')).toEqual([['二']])
    expect(codeOf(() => read(bytes, '没有'))).toBe('file.sheet-missing')
  })

  it('counts days from 1904 where it says so, and shows custom formats as days where they have one', async () => {
    const style = (book: excel.Workbook) => {
      const page = book.getWorksheet('S')
      for (const [cell, format] of [
        ['A1', 'yyyy"年"m"月"d"日"'],
        ['B1', '0.00"d"'],
        ['C1', '[Red]#,##0'],
      ] as const)
        if (page) page.getCell(cell).numFmt = format
    }
    const rows = [[45000, 45000, 45000]]
    expect(read(await workbookOf([{ name: 'S', rows }], style))).toEqual([['2023-03-15', '45000', '45000']])
    const from1904 = await workbookOf([{ name: 'S', rows }], (book) => {
      style(book)
      book.properties.date1904 = true
    })
    expect(read(from1904)[0]?.[0]).toBe('2027-03-16')
  })

  it('keeps the numbers of rows and the places of cells where some are left out', () => {
    const sheet =
      '<worksheet><sheetData><row r="3"><c r="B3"><v>1</v></c><c r="AA3"><v>2</v></c></row><row r="7"><c><v>3</v></c><c><v>4</v></c></row></sheetData></worksheet>'
    const records = [...sheetRecords(handMade(sheet))]
    expect(
      records.map(({ line, cells }) => [line, cells.length, cells.filter((cell) => cell !== '')]),
    ).toEqual([
      [3, 27, ['1', '2']],
      [7, 2, ['3', '4']],
    ])
  })

  it('leaves out how to read characters, which some programs write beside them', () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>王</t><rPh sb="0" eb="1"><t>wang</t></rPh></is></c></row></sheetData></worksheet>'
    expect(read(handMade(sheet))).toEqual([['王']])
  })
})

describe('what a workbook makes of long numbers', () => {
  const columns: TableColumns = { required: { id: 'code', name: 'text' }, unknown: 'ignored' }

  it('is a fault at its row and column: an ID number kept as a number has lost its last digits', async () => {
    const bytes = await workbookOf([
      {
        name: 'S',
        rows: [
          ['id', 'name'],
          ['340102198803080247', '王芳'],
          [],
          [Number('340102198803080247'), '王芳'],
          [110000000000, '甲'],
        ],
      },
    ])
    const rows = [...rowsOf(sheetRecords(bytes), columns)]
    expect(rows.map(({ line, cells, faults }) => [line, cells.id, faults.map(({ code }) => code)])).toEqual([
      [2, '340102198803080247', []],
      [4, undefined, ['file.number-lost']],
      [5, '110000000000', []],
    ])
  })
})

describe('a workbook that is none', () => {
  it('is refused: cut off, of other content, locked, with a document type', async () => {
    const whole = await workbookOf([{ name: 'S', rows: [['a']] }])
    expect(codeOf(() => read(whole.subarray(0, whole.length - 30)))).toBe('file.bad-workbook')
    expect(codeOf(() => read(Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3)))).toBe('file.bad-workbook')
    expect(codeOf(() => read(zipSync({ 'a.txt': strToU8('x') })))).toBe('file.bad-workbook')
    expect(codeOf(() => read(handMade('<worksheet><sheetData><row>')))).toBe('file.bad-workbook')
    const entity = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'
    expect(codeOf(() => read(handMade(entity)))).toBe('file.bad-workbook')
  })

  it('that would unpack to more than any list is given up on, long before it is whole', () => {
    const bomb = handMade('<worksheet/>', {
      'xl/styles.xml': `<styleSheet>${'<xf/>'.repeat(1_200_000)}</styleSheet>`,
    })
    expect(bomb.length).toBeLessThan(20_000)
    expect(codeOf(() => read(bomb))).toBe('file.too-large-unpacked')
  })

  describe('with what has no end', () => {
    const start = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    const end = '</t></is></c></row></sheetData></worksheet>'

    it('in one cell is given up on once a cell of a spreadsheet is full, not when it was all unpacked', () => {
      const bomb = bombOf(start, 'A'.repeat(100_000), 600, end)
      expect(bomb.length).toBeLessThan(80_000)
      const { code, unpackedBytes } = readCounting(bomb)
      expect(code).toBe('file.cell-too-long')
      expect(unpackedBytes).toBeLessThan(10_000_000)
    })

    it.each([
      ['a comment', '<worksheet><!--', 'A', '--></worksheet>', 'file.cell-too-long'],
      ['an attribute', '<worksheet a="', 'A', '"></worksheet>', 'file.cell-too-long'],
      ['a name', '<', 'A', '/>', 'file.cell-too-long'],
      ['elements in one another', '', '<a>', '', 'file.bad-workbook'],
    ])('in %s likewise', (_, before, repeated, after, code) => {
      const found = readCounting(bombOf(before, repeated.repeat(50_000), 400, after))
      expect(found.code).toBe(code)
      expect(found.unpackedBytes).toBeLessThan(10_000_000)
    })

    it('but a cell that is just full is read, with every character written as a reference', () => {
      const full = handMade(`${start}${'&#x00041;'.repeat(32_767)}${end}`)
      expect(read(full)).toEqual([['A'.repeat(32_767)]])
      expect(codeOf(() => read(handMade(`${start}${'A'.repeat(32_768)}${end}`)))).toBe('file.cell-too-long')
    })
  })

  it('cells far to the right cost no memory', () => {
    const sheet = '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    expect(read(handMade(sheet))[0]).toHaveLength(201)
  })
})
