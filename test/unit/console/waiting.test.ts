import { expect, test } from 'vitest'
import { asksOf } from '../../../console/src/work/asks.ts'
import { countAt, countText } from '../../../console/src/work/counts.ts'
import { byDaysLeft, withDaysLeft } from '../../../console/src/work/days-left.ts'
import { type RowPage, readOn } from '../../../console/src/work/read-on.ts'

test('what waits of a month is asked for in the month before, in this one and in the next, over the turn of a year', () => {
  const months = (on: string) => asksOf(['city', 'month'], [{}], { city: '340100' }, on)
  expect(months('2026-11-30')).toEqual([
    { city: '340100', month: '2026-10' },
    { city: '340100', month: '2026-11' },
    { city: '340100', month: '2026-12' },
  ])
  expect(months('2026-01-31').map(({ month }) => month)).toEqual(['2025-12', '2026-01', '2026-02'])
})

test('what waits of a year is asked for of last year, this year and next year, for each scheme', () => {
  const asks = asksOf(
    ['scheme', 'year'],
    [{ scheme: 'employee' }, { scheme: 'resident' }],
    { city: '340100' },
    '2027-01-15',
  )
  expect(asks).toEqual([
    { scheme: 'employee', year: '2026' },
    { scheme: 'employee', year: '2027' },
    { scheme: 'employee', year: '2028' },
    { scheme: 'resident', year: '2026' },
    { scheme: 'resident', year: '2027' },
    { scheme: 'resident', year: '2028' },
  ])
})

test('a list that wants no period is asked once, with what it takes and no more', () => {
  expect(
    asksOf(
      ['city', 'institution'],
      [{ state: 'open' }],
      { city: '340100', institution: undefined },
      '2026-05-01',
    ),
  ).toEqual([{ city: '340100' }])
})

const pages: readonly RowPage<string>[] = [
  { rows: ['closed', 'closed'], cursor: '1' },
  { rows: ['closed', 'open'], cursor: '2' },
  { rows: ['open'] },
]
const pageAt = async (cursor: string | undefined) => pages[Number(cursor ?? 0)] ?? { rows: [] }
const isOpen = (row: string) => row === 'open'

test('what waits behind a page of what is done is found all the same', async () => {
  expect(await readOn(pageAt, isOpen, { rows: 100, pages: 10 })).toEqual({
    rows: ['open', 'open'],
    more: false,
  })
})

test('who reads not to the end says so, also where nothing was found yet', async () => {
  expect(await readOn(pageAt, isOpen, { rows: 100, pages: 1 })).toEqual({ rows: [], more: true })
  expect(await readOn(pageAt, isOpen, { rows: 1, pages: 10 })).toEqual({ rows: ['open'], more: true })
})

test('days left are counted to the last day: 3 before it, 0 on it, and below 0 when it is late', () => {
  expect(withDaysLeft({ dueOn: '2026-12-11' }, '2026-12-08')).toEqual({ dueOn: '2026-12-11', daysLeft: 3 })
  expect(withDaysLeft({ answerBy: '2026-12-11' }, '2026-12-11').daysLeft).toBe(0)
  expect(withDaysLeft({ decideBy: '2026-12-11' }, '2026-12-13').daysLeft).toBe(-2)
})

test('an institution’s own last day in a round goes before that of the round', () => {
  const round = { answerBy: '2026-12-20', position: { answerBy: '2026-12-10' } }
  expect(withDaysLeft(round, '2026-12-08', 'position.answerBy').daysLeft).toBe(2)
  expect(withDaysLeft({ answerBy: '2026-12-20' }, '2026-12-08', 'position.answerBy').daysLeft).toBe(12)
})

test('what has no last day, or never becomes late, has no days left', () => {
  expect(withDaysLeft({ state: 'open' }, '2026-12-08')).toEqual({ state: 'open' })
  expect(withDaysLeft({ until: '9999-12-31' }, '2026-12-08').daysLeft).toBeUndefined()
  expect(withDaysLeft({ due: 120_000 }, '2026-12-08').daysLeft).toBeUndefined()
})

test('what is late or nearly due stands first, and what has no last day behind it', () => {
  const rows = [{ name: 'a' }, { name: 'b', dueOn: '2026-12-20' }, { name: 'c', dueOn: '2026-12-01' }]
  expect(byDaysLeft(rows, '2026-12-08').map(({ name }) => name)).toEqual(['c', 'b', 'a'])
})

const list = (address: string, rows: number, more = false) => ({
  address,
  rows: Array.from({ length: rows }),
  more,
})
const all = () => true

test('what a list shows and what the services say of its page count once: the more of both', () => {
  const read = [list('fund/warning-cases', 3), list('books/vouchers', 2)]
  const seen = [
    { wait: 'budget.warnings-are-answered', count: 1 },
    { wait: 'budget.warning-plans-are-carried-out', count: 11 },
    { wait: 'budget.months-are-stated-again', count: 2 },
  ]
  expect(countAt((address) => address === 'fund/warning-cases', read, seen)).toEqual({
    count: 12,
    isMore: false,
  })
  expect(countAt((address) => address.startsWith('books/'), read, seen).count).toBe(4)
  expect(countText(countAt(all, read, seen))).toBe('16')
})

test('a count says where more was not read, and nothing where nothing waits', () => {
  expect(countText(countAt(all, [list('books/vouchers', 200, true)], []))).toBe('200+')
  expect(countText(countAt(all, [list('books/vouchers', 0, true)], []))).toBe('0+')
  expect(countText(countAt(all, [], []))).toBe('')
  const told = { wait: 'budget.warnings-are-answered', count: 100, isMore: true }
  expect(countText(countAt(all, [list('fund/warning-cases', 3)], [told]))).toBe('100+')
})
