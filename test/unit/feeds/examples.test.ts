import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readAnyTable } from '#shared/edge/files/any-table.ts'
import {
  employersComparedTemplate,
  marketTemplate,
} from '../../../services/contribution/market/market-kinds.ts'
import { readMarketRow } from '../../../services/contribution/market/rules/market-row.ts'
import { comparedFeeds, comparisonTemplate } from '../../../services/enrollment/comparison/feeds.ts'
import { readComparedRow } from '../../../services/enrollment/comparison/rules/compared-row.ts'
import { disabledTemplate, toldIn } from '../../../services/enrollment/import/disabled-kind.ts'

const rowsOf = (template: ReturnType<typeof comparisonTemplate>) => {
  const bytes = new Uint8Array(readFileSync(`examples/feeds/${template.kind}.csv`))
  let unread: readonly string[] = []
  const columns = { ...template.columns, unknown: 'ignored' as const }
  const rows = readAnyTable(bytes, columns, {}, (found) => {
    unread = found.unread
  }).rows
  return { rows: [...rows], unread: () => unread }
}

it('there is an example of every list of another office', () => {
  const kinds = [...comparedFeeds, marketTemplate, employersComparedTemplate, disabledTemplate].map(
    ({ kind }) => kind,
  )
  expect(readdirSync('examples/feeds').sort()).toEqual(kinds.map((kind) => `${kind}.csv`).sort())
})

it('every row of an example is read, and no column is left unread', () => {
  for (const feed of comparedFeeds) {
    const { rows, unread } = rowsOf(comparisonTemplate(feed))
    expect(rows.length, feed.kind).toBeGreaterThan(0)
    for (const { cells } of rows) expect(readComparedRow(cells, feed), feed.kind).toHaveProperty('row')
    expect(unread(), feed.kind).toEqual([])
  }
  for (const template of [marketTemplate, employersComparedTemplate]) {
    const { rows, unread } = rowsOf(template)
    const by = { division: '340100', today: '2025-02-01' }
    for (const { cells } of rows) expect(readMarketRow(cells, by), template.kind).toHaveProperty('entity')
    expect([rows.length > 0, unread()], template.kind).toEqual([true, []])
  }
  const { rows, unread } = rowsOf(disabledTemplate)
  expect(rows.map(({ cells }) => toldIn(cells))).toEqual([
    { disability: 'physical', level: 2 },
    { disability: 'sight', level: 4, ended: true },
  ])
  expect(unread()).toEqual([])
})

it('every column of a list is explained in Chinese', () => {
  for (const { columns, explained } of [
    ...comparedFeeds.map(comparisonTemplate),
    marketTemplate,
    disabledTemplate,
  ])
    for (const column of Object.keys({ ...columns.required, ...columns.further }))
      expect(explained[column], column).toMatch(/\p{Script=Han}/u)
})
