import { expect, it } from 'vitest'
import { firstNamesOf } from '#shared/edge/files/first-names.ts'

const rows = (...names: readonly string[]) => names.map((name) => ({ cells: { name } }))

it('of a file the first five names are shown', () => {
  expect(firstNamesOf(rows('王芳', '李伟', '张敏', '刘洋', '陈静', '杨磊'))).toEqual([
    '王芳',
    '李伟',
    '张敏',
    '刘洋',
    '陈静',
  ])
})

it('of a cell that goes on and on sixty characters are shown, whatever it is', () => {
  const [shown = '', rare = ''] = firstNamesOf(rows('王'.repeat(1_000_000), '\u{20087}'.repeat(500)))
  expect(shown).toBe(`${'王'.repeat(60)}…`)
  expect(rare).toBe(`${'\u{20087}'.repeat(60)}…`)
  expect(firstNamesOf(rows('王'.repeat(60)))).toEqual(['王'.repeat(60)])
})
