import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../cli/terminal/display-width.ts'
import type { Column } from '../../../cli/terminal/table.ts'
import { tableOf } from '../../../cli/terminal/table.ts'
import { terminalWidth } from '../../../cli/terminal/terminal-width.ts'

const columns: readonly Column[] = [
  { head: '统筹区', kind: 'text' },
  { head: 'income', kind: 'figure' },
  { head: 'expenditure', kind: 'figure' },
  { head: 'balance', kind: 'figure' },
  { head: 'warnings', kind: 'text', least: 14 },
]
const rows = [
  ['合肥市', '49,500.00', '52,534.82', '23,285.17', 'budget-pace red'],
  ["Ma'anshan", '1,063,800.00', '90,331.25', '6,917.07', 'budget-pace red, months-payable orange'],
]
const widthsOf = (text: string): number[] => text.split('\n').map(displayWidth)

describe('a table within a width', () => {
  it('stands as it is where there is room, with figures at the right', () => {
    expect(tableOf(columns.slice(0, 2), rows, 80)).toBe(
      [
        '┌───────────┬──────────────┐',
        '│ 统筹区    │       income │',
        '├───────────┼──────────────┤',
        '│ 合肥市    │    49,500.00 │',
        "│ Ma'anshan │ 1,063,800.00 │",
        '└───────────┴──────────────┘',
      ].join('\n'),
    )
  })

  it('wraps texts first', () => {
    const text = tableOf(columns, rows, 80)
    expect(text).toContain('│ budget-pace red,        │')
    expect(text.match(/统筹区/g)).toHaveLength(1)
  })

  it('goes on below with the first column again, so that no figure is lost', () => {
    const text = tableOf(columns, rows, 50)
    expect(text.match(/统筹区/g)).toHaveLength(2)
    for (const figure of rows.flatMap((row) => row.slice(1, 4))) expect(text).toContain(figure)
  })

  it('turns into one block a row where two columns have no room', () => {
    expect(tableOf(columns, rows.slice(0, 1), 20)).toBe(
      [
        '统筹区: 合肥市',
        '  income: 49,500.00',
        '  expenditure:',
        '  52,534.82',
        '  balance: 23,285.17',
        '  warnings:',
        '  budget-pace red',
      ].join('\n'),
    )
  })

  it('never is wider, and its lines are all as wide', () => {
    for (let width = 40; width <= 160; width += 1) {
      const text = tableOf(columns, rows, width)
      expect([width, Math.max(...widthsOf(text)) <= width]).toEqual([width, true])
      for (const table of text.split(/(?<=┘)\n/))
        if (table.startsWith('┌')) expect([width, new Set(widthsOf(table)).size]).toEqual([width, 1])
    }
  })

  it('has no head where no column has a name', () => {
    const unnamed = columns.slice(0, 2).map((column) => ({ ...column, head: '' }))
    expect(tableOf(unnamed, [['cash', '1.00']], 80)).toBe(
      ['┌──────┬──────┐', '│ cash │ 1.00 │', '└──────┴──────┘'].join('\n'),
    )
  })

  it('is as wide as its neighbours where it is told of their cells', () => {
    const [city, income] = columns.map((column) => ({ ...column, like: ['a long cell of another table'] }))
    const one = tableOf([city, income] as Column[], rows.slice(0, 1), 80)
    const other = tableOf([city, income] as Column[], rows.slice(1), 80)
    expect(widthsOf(one)[0]).toBe(widthsOf(other)[0])
  })
})

describe('the width of the output', () => {
  it.each([
    ['what COLUMNS says', { columns: 200 }, '80', 80],
    ["else the terminal's own", { columns: 97 }, undefined, 97],
    ['a page where there is no terminal', {}, undefined, 120],
    ['COLUMNS that is no number does not count', {}, 'wide', 120],
    ['and never less than a table needs', { columns: 10 }, undefined, 40],
  ])('is %s', (_, stream, said, width) => {
    expect(terminalWidth(stream, said)).toBe(width)
  })
})
