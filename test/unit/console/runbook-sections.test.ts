import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cellsOf, sectionsInChinese, sectionsOf } from '../../../console/src/desks/watch/runbook-sections.ts'

const english = sectionsOf(readFileSync('docs/runbook.md', 'utf8'))
const chinese = sectionsInChinese(readFileSync('docs/runbook.zh.md', 'utf8'))

test('each section of the runbook says in Chinese what it means and what is done first', () => {
  expect(chinese.map(({ name }) => name)).toEqual(english.map(({ name }) => name))
  for (const { name, title, text } of chinese) {
    expect([name, title]).toEqual([name, expect.stringMatching(/\p{Script=Han}/u)])
    expect([name, text]).toEqual([name, expect.stringMatching(/^\*\*含义\*\* .+\n\n\*\*先做\*\* /)])
  }
})

const waitsIn = (sections: typeof english): readonly string[] =>
  sections
    .flatMap(({ text }) => text.split('\n\n'))
    .flatMap((block) => cellsOf(block) ?? [])
    .map(([name = '']) => name)
    .filter((name) => name.includes('.'))

test('each wait of the runbook says in Chinese what the department does, in the same order', () => {
  expect(waitsIn(english).length).toBeGreaterThan(60)
  expect(waitsIn(chinese)).toEqual(waitsIn(english))
})

test('a table of the runbook is read cell by cell, its heads first', () => {
  expect(cellsOf('| `a` | what |\n|---|---|\n| `x.y` | does it |')).toEqual([
    ['`a`', 'what'],
    ['`x.y`', 'does it'],
  ])
  expect(cellsOf('no table')).toBeUndefined()
})
