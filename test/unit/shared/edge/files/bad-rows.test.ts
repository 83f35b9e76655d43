import { describe, expect, it } from 'vitest'
import { badRowsFile } from '#shared/edge/files/bad-rows.ts'
import type { TableColumns } from '#shared/edge/files/headings.ts'
import { readTextTable } from '#shared/edge/files/table.ts'

const columns: TableColumns = {
  required: { id: 'code', name: 'text' },
  headings: { id: ['身份证号'], name: ['姓名'] },
  unknown: 'refused',
}
const fault = (line: number, column: string, reasonZh: string) => ({
  ...{ line, column, code: 'import.invalid-cell', reason: 'no', reasonZh },
})

const fileOf = (text: string, faults: readonly ReturnType<typeof fault>[]) => {
  const file = badRowsFile()
  const { rows } = readTextTable(new TextEncoder().encode(text), columns, undefined, file.found)
  file.add(rows, faults)
  return file.parts()
}
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

describe('a file of bad rows', () => {
  const text = '身份证号,姓名\n340102198803080247, 王芳 \n\n340102198803080255,测试\n=1+1,"李,伟"\n'
  const faults = [fault(4, 'name', '不是姓名'), fault(5, 'id', '校验位错误'), fault(5, 'name', '不是姓名')]
  const [part] = fileOf(text, faults)

  it('has the rows as they were written under their own headings, with line and faults in both languages', () => {
    expect(textOf(part?.bytes)).toBe(
      [
        '\ufeff行号,身份证号,姓名,错误,What is wrong',
        "4,'340102198803080255,测试,姓名：不是姓名,姓名: no",
        '5,\'=1+1,"李,伟",身份证号：校验位错误；姓名：不是姓名,身份证号: no 姓名: no',
        '',
      ].join('\r\n'),
    )
    expect(part?.lines).toEqual([4, 5])
  })

  it('is read again as it stands, once it is mended: the digits of a number are all there', () => {
    const mended = textOf(part?.bytes).replace(',测试,', ',王芳,')
    const { rows, unread } = readTextTable(new TextEncoder().encode(mended), columns)
    expect(unread).toEqual([])
    expect(rows[0]).toMatchObject({ line: 2, cells: { id: '340102198803080255', name: '王芳' }, faults: [] })
  })

  it('sent again unchanged does not grow: line and fault are replaced', () => {
    const sentAgain = textOf(part?.bytes)
    const [again] = fileOf(sentAgain, [fault(2, 'name', '不是姓名'), fault(3, 'id', '校验位错误')])
    expect(textOf(again?.bytes)).toBe(
      [
        '\ufeff行号,身份证号,姓名,错误,What is wrong',
        "2,'340102198803080255,测试,姓名：不是姓名,姓名: no",
        '3,\'=1+1,"李,伟",身份证号：校验位错误,身份证号: no',
        '',
      ].join('\r\n'),
    )
  })

  it('is cut into parts that are files of their own, however long its rows and cells are', () => {
    const long = '王'.repeat(5_000)
    const body = Array.from({ length: 2_500 }, (_, each) => `${each},${each % 2 === 0 ? long : 'x'}`)
    const parts = fileOf(
      `id,name\n${body.join('\n')}\n`,
      body.map((_, each) => fault(each + 2, 'name', '不是姓名')),
    )
    expect(parts.length).toBeGreaterThan(2)
    expect(Math.max(...parts.map(({ bytes }) => bytes.byteLength))).toBeLessThan(300_000)
    for (const { bytes } of parts) expect(textOf(bytes)).toMatch(/^\ufeff行号,id,name,错误,What is wrong\r\n/)
    expect(parts.flatMap(({ lines }) => lines)).toEqual(body.map((_, each) => each + 2))
  })

  it('without bad rows is none', () => {
    expect(fileOf(text, [])).toEqual([])
  })
})
