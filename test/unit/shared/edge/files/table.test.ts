import { describe, expect, it } from 'vitest'
import type { TableColumns } from '#shared/edge/files/headings.ts'
import { readTextTable } from '#shared/edge/files/table.ts'

const columns: TableColumns = {
  required: { id: 'code', name: 'text', born_on: 'day', amount: 'number' },
  further: { note: 'text' },
  unknown: 'ignored',
}
const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string, of: TableColumns = columns) => readTextTable(bytes(text), of).rows
const heading = 'id,name,born_on,amount'
const cellsOf = (row: string) => read(`${heading}\n${row}\n`)[0]?.cells

const faultOf = (read: () => unknown) => {
  try {
    read()
  } catch (error) {
    const { code, details } = error as { code: string; details: object }
    return { code, details }
  }
  return undefined
}

describe('the line of a row', () => {
  it('is the one an editor shows: blank lines and line breaks within quotes are counted', () => {
    const rows = read(
      `${heading}\n\n\n1,王芳,1980-05-20,1\n2,"王\r\n芳",1980-05-20,1\r\n\r3,王芳,1980-05-20,1`,
    )
    expect(rows.map(({ line, cells }) => [line, cells.id])).toEqual([
      [4, '1'],
      [5, '2'],
      [8, '3'],
    ])
  })

  it('is counted from the top where headings stand below a title', () => {
    const rows = read(
      `2026年度缴费工资申报表,,,\n缴费人识别号：91340100,,,\n*id,*name,*born_on,*amount\n1,王芳,1980-05-20,1\n`,
    )
    expect(rows.map(({ line, cells }) => [line, cells.name])).toEqual([[4, '王芳']])
  })
})

describe('a row', () => {
  it('of nothing but delimiters, blanks or apostrophes is no row', () => {
    expect(read(`${heading}\n,,,\n  , ,\t,\u3000\n',,,\n,,,,,,,\n`)).toEqual([])
  })

  it('longer than the headings is a fault, and so is a shorter one', () => {
    const rows = read(`${heading}\n1,王芳,1980-05-20,1,2\n2,王芳\n3,王芳,1980-05-20,1,\n`)
    expect(rows.map(({ faults }) => faults)).toEqual([
      [{ line: 2, column: 'amount', code: 'file.row-too-long', figures: { cells: 5, columns: 4 } }],
      [{ line: 3, column: 'born_on', code: 'file.row-too-short', figures: { cells: 2, columns: 4 } }],
      [],
    ])
  })

  it('tells every cell that cannot be read', () => {
    const [row] = read(`${heading}\n3.40104E+17,#N/A,1980-05-20,1.1E+11\n`)
    expect(row?.faults.map(({ column, code }) => [column, code])).toEqual([
      ['id', 'file.number-lost'],
      ['name', 'file.error-cell'],
      ['amount', 'file.number-lost'],
    ])
  })
})

describe('what spreadsheets make of cells', () => {
  it('apostrophes before digits and blanks around are left out', () => {
    expect(cellsOf("'340102198803080247, 王芳 ,1980-05-20 ,\u30001\u00a0")).toEqual({
      ...{ id: '340102198803080247', name: '王芳', born_on: '1980-05-20', amount: '1' },
    })
  })

  it('full-width digits and letters are narrow ones where a number or code stands', () => {
    expect(cellsOf('３４０１０２１９８８０３０８０２４Ｘ,王芳,１９８０－０５－２０,１２')).toMatchObject({
      ...{ id: '34010219880308024X', born_on: '1980-05-20', amount: '12' },
    })
  })

  it('thousands have separators', () => {
    expect(cellsOf('1,王芳,1980-05-20,"1,234,567.80"')).toMatchObject({ amount: '1234567.80' })
    // No three digits between them: a list, or another country's decimals.
    expect(cellsOf('1,王芳,1980-05-20,"12,34"')).toMatchObject({ amount: '12,34' })
  })

  it.each([
    ['45000', '2023-03-15'],
    ['2025/1/5', '2025-01-05'],
    ['20250105', '2025-01-05'],
    ['2025.01.05', '2025-01-05'],
    ['2025年1月5日', '2025-01-05'],
    ['2025-01-05 00:00:00', '2025-01-05'],
    ['2025-01-05', '2025-01-05'],
    // Not days: left as they are, for the check of the field.
    ['2025/2/30', '2025/2/30'],
    ['20251305', '20251305'],
    ['2025', '2025'],
    ['5/1/2025', '5/1/2025'],
  ])('the day %s is read as %s', (written, day) => {
    expect(cellsOf(`1,王芳,${written},1`)?.born_on).toBe(day)
  })
})

describe('delimiters', () => {
  it('are commas, tabs as "Unicode text" has them, or semicolons', () => {
    for (const sign of [',', '\t', ';'])
      expect(read([heading, '1,王芳,1980-05-20,7'].join('\n').replaceAll(',', sign))[0]?.cells).toMatchObject(
        {
          ...{ id: '1', amount: '7' },
        },
      )
  })

  it('stand within quotes, and quotes are doubled there', () => {
    expect(cellsOf('1,"王,""芳""",1980-05-20,7')?.name).toBe('王,"芳"')
  })

  it('a quote that is not closed, or stands within a cell, is told of every line', () => {
    expect(
      faultOf(() => read(`${heading}\n1,王"芳,1980-05-20,1\n2,王芳,1980-05-20,1\n3,"王芳,1980-05-20,1\n`)),
    ).toEqual({
      code: 'file.malformed',
      details: { line: '2, 4' },
    })
    expect(faultOf(() => read(`${heading}\n"1`))).toEqual({ code: 'file.malformed', details: { line: 2 } })
  })
})

describe('headings', () => {
  it('that are missing are all named, each with the nearest one there is', () => {
    expect(faultOf(() => read('id,name,bornon,sum\n1,王芳,1980-05-20,1\n'))).toEqual({
      code: 'file.column-missing',
      details: { column: 'born_on, amount', nearest: 'bornon, -' },
    })
  })

  it('that stand twice are refused', () => {
    expect(faultOf(() => read(`${heading},name\n`))).toMatchObject({
      ...{ code: 'file.column-twice', details: { column: 'name' } },
    })
  })

  it('that nobody reads are left out or refused, as the file’s reader says', () => {
    expect(read(`${heading},other\n1,王芳,1980-05-20,1,x\n`)[0]?.cells).toMatchObject({ id: '1' })
    expect(faultOf(() => read(`${heading},nota\n`, { ...columns, unknown: 'refused' }))).toEqual({
      code: 'file.column-unknown',
      details: { column: 'nota', nearest: 'note' },
    })
  })
})

describe('Chinese headings', () => {
  const named: TableColumns = {
    ...columns,
    headings: {
      id: ['身份证号', '公民身份号码'],
      name: ['姓名'],
      born_on: ['出生日期'],
      amount: ['缴费金额(元)'],
    },
  }
  const row = '340102198803080247,王芳,1980-05-20,1'

  it('stand for the columns, in whatever way forms decorate them', () => {
    for (const written of [
      '身份证号,姓名,出生日期,缴费金额（元）',
      '*公民身份号码,* 姓 名,出生日期（必填）,缴费金额(元)*',
      'id,姓名,born_on,amount',
    ])
      expect(read(`${written}\n${row}\n`, named)[0]?.cells).toEqual({
        ...{ id: '340102198803080247', name: '王芳', born_on: '1980-05-20', amount: '1' },
      })
  })

  it('of one column stand once, in Chinese or by its name', () => {
    expect(faultOf(() => read('身份证号,姓名,name,出生日期,amount\n', named))).toEqual({
      ...{ code: 'file.column-twice', details: { column: '姓名, name' } },
    })
    expect(faultOf(() => read('身份证号,公民身份号码,姓名,出生日期,amount\n', named))).toEqual({
      ...{ code: 'file.column-twice', details: { column: '身份证号, 公民身份号码' } },
    })
  })

  it('that are missing are named both ways, with the nearest one there is', () => {
    expect(faultOf(() => read('身份证号,姓明,出生日期,amount\n', named))).toEqual({
      ...{ code: 'file.column-missing', details: { column: 'name 姓名', nearest: '姓明' } },
    })
  })

  it('that nobody reads are told with the rows', () => {
    const { unread } = readTextTable(bytes(`序号,身份证号,姓名,出生日期,amount,备注\n1,${row},\n`), named)
    expect(unread).toEqual(['序号', '备注'])
  })

  it('of a file of bad rows are read as before: line and fault are nobody’s columns', () => {
    const strict = { ...named, unknown: 'refused' } as const
    expect(
      read(`行号,身份证号,姓名,出生日期,amount,错误\n7,${row},姓名不是人名\n`, strict)[0]?.cells,
    ).toEqual({
      ...{ id: '340102198803080247', name: '王芳', born_on: '1980-05-20', amount: '1' },
    })
  })
})

describe('a workbook', () => {
  it('is no text: it is refused by its first bytes, the old kind apart', () => {
    expect(faultOf(() => readTextTable(Uint8Array.of(0x50, 0x4b, 3, 4, 0), columns))?.code).toBe(
      'file.workbook',
    )
    expect(faultOf(() => readTextTable(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), columns))?.code).toBe(
      'file.old-workbook',
    )
  })
})
