import { expect, test } from 'vitest'
import { desks } from '../../../console/src/desks/desks.ts'
import { schemaAt } from '../../../console/src/form/values.ts'
import { standsInMenu, visibleTo } from '../../../console/src/shell/visible.ts'
import { operations, reached } from './catalogue.ts'

const all = new Set([...reached.reads, ...reached.beside, ...reached.commands])

/** What no desk reaches, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  'POST /v1/settlement/national': 'hospitals’ systems send messages; no person fills them in',
  'POST /v1/settlement/national/batches': 'hospitals’ systems send messages; no person fills them in',
  'POST /v1/settlement/national/gateway': 'hospitals’ systems send signed messages',
  'POST /v1/settlement/claims': 'hospitals’ systems send claims; the console previews and explains them',
  'POST /v1/budget/openings': 'a fund begins once; the operators’ command line does it',
  'POST /v1/budget/openings/{city}/{scheme}/approval':
    'a fund begins once; the operators’ command line does it',
}

test('whatever a city or a province may ask is reached by a desk, or stands on the list with the reason', () => {
  const asked = [...operations.values()].filter(({ scopes }) =>
    scopes.some((scope) => ['province', 'city'].includes(scope)),
  )
  const missing = asked.map(({ id }) => id).filter((id) => !all.has(id) && !(id in elsewhere))
  expect(missing).toEqual([])
})

test('the list names nothing that a desk reaches, and nothing that is not there', () => {
  expect(Object.keys(elsewhere).filter((id) => all.has(id) || !operations.has(id))).toEqual([])
})

test('every page is found by its own address', () => {
  const addresses = desks.flatMap(({ key, pages }) => pages.map((page) => `${key}/${page.key}`))
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('a list shows rows that its read answers, and opens a page of one record that is there', () => {
  for (const { pages } of desks)
    for (const page of pages) {
      if (page.kind !== 'list') continue
      expect(operations.get(page.read)?.answer?.properties?.[page.rows]?.items, page.read).toBeDefined()
      if (page.into === undefined) continue
      const [desk, key] = page.into.split('/')
      const into = desks.find((each) => each.key === desk)?.pages.find((each) => each.key === key)
      expect(into?.kind, page.into).toBe('record')
    }
})

test('a column that a list names is a field of its rows', () => {
  for (const { pages } of desks)
    for (const page of pages) {
      if (page.kind !== 'list') continue
      const item = operations.get(page.read)?.answer?.properties?.[page.rows]?.items
      for (const column of page.columns ?? [])
        expect(schemaAt(item ?? {}, column), `${page.read} ${column}`).toBeDefined()
    }
})

const menuOf = (scope: string): readonly string[] => {
  const visible = visibleTo({ sub: 'x', scope, division: '340100' })
  const inMenu = standsInMenu(visible)
  return visible.flatMap(({ key, pages }) =>
    pages.flatMap((page) => (inMenu(`${key}/${page.key}`, page) ? [`${key}/${page.key}`] : [])),
  )
}

test('a hospital has lists of its own months, clearings and rounds, which open their records', () => {
  const menu = menuOf('institution')
  expect(menu).toEqual(
    expect.arrayContaining(['control/institution-months', 'control/clearings', 'control/negotiations']),
  )
  expect(menu).toContain('books/postings')
  const opened = ['control/statement', 'control/clearing', 'control/negotiation', 'people/person']
  expect(menu.filter((address) => opened.includes(address))).toEqual([])
})

test('a page of one record stands in the menu of who sees nothing that opens it: a hospital’s own agreement', () => {
  expect(menuOf('institution')).toContain('institutions/agreement')
  const opened = ['people/person', 'control/statement', 'control/clearing', 'institutions/agreement']
  expect(menuOf('city').filter((address) => opened.includes(address))).toEqual([])
})

const workOf = (address: string) => {
  const [desk, key] = address.split('/')
  const page = desks.find((each) => each.key === desk)?.pages.find((each) => each.key === key)
  return page?.kind === 'list' ? page.work : undefined
}

test('what a hospital has to answer waits for it, and what it answered waits for the office', () => {
  const months = workOf('control/institution-months')
  expect(months?.of).toBe('institution')
  expect(months?.when?.({ state: 'awaiting-answer' }, 'institution')).toBe(true)
  expect(months?.when?.({ state: 'confirmed-by-silence' }, 'institution')).toBe(false)
  const contests = workOf('control/statement-contests')?.when
  expect(contests?.({ state: 'contested' }, 'city')).toBe(true)
  expect(contests?.({ state: 'contested' }, 'institution')).toBe(false)
  const clearings = workOf('control/clearings')?.when
  expect(['proposed', 'disputed'].map((state) => clearings?.({ state }, 'institution'))).toEqual([
    true,
    false,
  ])
  expect(['proposed', 'disputed'].map((state) => clearings?.({ state }, 'city'))).toEqual([false, true])
  const rounds = workOf('control/negotiations')?.when
  const offered = { status: 'proposed', position: { status: 'proposed' } }
  expect(rounds?.(offered, 'institution')).toBe(true)
  expect(rounds?.({ ...offered, position: { status: 'agreed' } }, 'institution')).toBe(false)
  expect(rounds?.({ status: 'agreed' }, 'city')).toBe(true)
  expect(rounds?.({ status: 'published' }, 'city')).toBe(false)
})
