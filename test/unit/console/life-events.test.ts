import { expect, test } from 'vitest'
import {
  claimEvents,
  coverageEvents,
  newestFirst,
  paymentEvents,
} from '../../../console/src/desks/people/life-events.ts'
import type { Words } from '../../../console/src/words/words.ts'

/** Words that say their key and what stands in it, so that a test reads both. */
const words: Words = {
  language: 'en',
  say: (key, with_ = {}) => [key, ...Object.values(with_)].join(' '),
  field: (name) => name,
  value: (value) => String(value),
  operation: (id) => id,
  either: ([zh]) => zh,
}
const of = { personId: 'P1', year: 2025, amount: (fen: number) => `${fen / 100}` }

test('twelve paid months of a year are one event with the sum of what the account got', () => {
  const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`)
  const line = { charge: 'normal', account: 12_480, status: 'paid' }
  const lines = months.map((month) => ({ ...line, from: month, to: month }))
  expect(paymentEvents({ lines }, of, words)).toEqual([
    {
      at: '2025-01',
      tone: 'good',
      kind: 'people.contributions',
      content: 'people.paid normal 2025-01 2025-12 12 paid 1497.6',
      opens: '/contributions/person-months?personId=P1&year=2025',
    },
  ])
})

test('a month that is not paid stands for itself beside those that are', () => {
  const line = { charge: 'normal', account: 100 }
  const lines = [
    { ...line, from: '2025-01', to: '2025-01', status: 'paid' },
    { ...line, from: '2025-02', to: '2025-02', status: 'issued' },
  ]
  expect(paymentEvents({ lines }, of, words).map(({ at, tone }) => [at, tone])).toEqual([
    ['2025-01', 'good'],
    ['2025-02', ''],
  ])
})

test('a stay opens into its claim, and an account that never held anything is not told', () => {
  const stays = [{ claimId: 'C1', from: '2025-03-10', to: '2025-03-16', institution: 'H1' }]
  expect(claimEvents({ account: 0, credited: 0, stays }, of, words)).toMatchObject([
    { at: '2025-03-10', opens: '/claims/explanation?claimId=C1' },
  ])
})

test('the newest stands first, and the end of coverage on its own day', () => {
  const coverage = { scheme: 'employee', city: '340100', from: '2024-01-01', to: '2025-06-30' }
  expect(newestFirst(coverageEvents({ personId: 'P1', coverage }, words)).map(({ at }) => at)).toEqual([
    '2025-06-30',
    '2024-01-01',
  ])
})
