import { expect, test } from 'vitest'
import { desks } from '../../../console/src/desks/desks.ts'
import { recordsOf } from '../../../console/src/desks/watch/records.ts'

test('whoever asks what was decided chooses a record by the page that shows it, and types no address of a program', () => {
  const titles = recordsOf('budget', desks).map(({ title }) => title)
  expect(titles).toContainEqual(['基金 · 收支预算', 'Fund · Budget'])
  expect(titles).toContainEqual(['总额预算 · 清算确认书', 'Total control · A clearing statement'])
})

test('a budget and its printed table are one record, with one history', () => {
  const ofBudget = recordsOf('budget', desks).filter(
    ({ page }) => (page.historyOf ?? page.read) === 'GET /v1/budget/budgets/{city}/{scheme}/{year}',
  )
  expect(ofBudget.map(({ address }) => address)).toEqual(['fund/budget'])
})
