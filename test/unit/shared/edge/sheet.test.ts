import excel from 'exceljs'
import { describe, expect, it } from 'vitest'
import type { Sheet } from '#shared/edge/files/sheet.ts'
import { csvOf, downloadOf, xlsxOf } from '#shared/edge/files/sheet.ts'

const sheet: Sheet = {
  title: '收支表',
  columns: ['项目', '金额', '笔数'],
  rows: [
    ['住院', { fen: -1_234_567 }, 3],
    ['=HYPERLINK("http://x")', { fen: 5 }, null],
    ['+1', { fen: 0 }, -2],
    ['a,b "c"', { fen: 100 }, 1],
  ],
}

describe('a sheet as CSV', () => {
  it('has a byte-order mark, amounts in yuan, quotes where needed, and no text that is a formula', () => {
    expect(csvOf(sheet)).toBe(
      [
        '\uFEFF项目,金额,笔数',
        '住院,-12345.67,3',
        '"\'=HYPERLINK(""http://x"")",0.05,',
        "'+1,0.00,-2",
        '"a,b ""c""",1.00,1',
        '',
      ].join('\r\n'),
    )
  })

  it('keeps a line break of any kind within its cell, and takes full-width signs for a formula too', () => {
    const rows = [
      ['王\r=1', '王\n=1', '\n=1'],
      ['＝1+1', '＋1', '－1'],
      ['＠A1', '王＝1', ''],
    ]
    expect(
      csvOf({ title: '', columns: ['a', 'b', 'c'], rows })
        .split('\r\n')
        .slice(1, -1),
    ).toEqual(['"王\r=1","王\n=1","\'\n=1"', "'＝1+1,'＋1,'－1", "'＠A1,王＝1,"])
  })

  it('is a file of its own type and name', () => {
    const { name, contentType, bytes } = downloadOf(sheet, 'csv', 'income-2025')
    expect([name, contentType]).toEqual(['income-2025.csv', 'text/csv; charset=utf-8'])
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })
})

describe('a sheet as a workbook', () => {
  it('holds numbers as numbers and text as text, never as a formula', async () => {
    const workbook = new excel.Workbook()
    await workbook.xlsx.load(xlsxOf(sheet).buffer as ArrayBuffer)
    const page = workbook.getWorksheet('收支表')
    const valuesOf = (row: number) => {
      const values = page?.getRow(row).values
      return Array.isArray(values) ? values.slice(1) : []
    }
    expect(valuesOf(1)).toEqual(['项目', '金额', '笔数'])
    expect(valuesOf(2)).toEqual(['住院', -12345.67, 3])
    expect(valuesOf(3)[0]).toBe('=HYPERLINK("http://x")')
    expect(page?.getCell('A3').type).toBe(excel.ValueType.String)
    expect(page?.getCell('B2').numFmt).toBe('#,##0.00')
  })

  it('of many columns, of characters that XML reserves or cannot hold, is read back as it was', async () => {
    const columns = Array.from({ length: 30 }, (_, index) => `第${index + 1}列`)
    const row = columns.map((name) => `<${name}> & "${name}"\u0001`)
    const workbook = new excel.Workbook()
    const file = xlsxOf({ title: 'A & B', columns, rows: [row] })
    await workbook.xlsx.load(file.buffer as ArrayBuffer)
    const page = workbook.getWorksheet('A & B')
    expect(page?.getCell('AD1').value).toBe('第30列')
    expect(page?.getCell('AD2').value).toBe('<第30列> & "第30列"')
  })

  it('is the same file for the same sheet', () => {
    expect(Buffer.from(xlsxOf(sheet)).equals(Buffer.from(xlsxOf(sheet)))).toBe(true)
  })
})
