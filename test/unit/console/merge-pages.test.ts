import { expect, test } from 'vitest'
import { merges, readPages } from '../../../console/src/api/merge-pages.ts'
import { desks } from '../../../console/src/desks/desks.ts'
import { operations } from './catalogue.ts'

test('arrears by age add up over their answers: 3 bills of 12.50 and 2 of 7.50 are 5 of 20.00', async () => {
  const zero = { count: 0, open: 0 }
  const pages = [
    {
      ...{ asOf: '2026-11-30', notDue: zero, toGiveBack: { count: 1, open: -300 }, cursor: '1' },
      bands: [
        { overDays: 0, upToDays: 30, count: 3, open: 1_250 },
        { overDays: 30, ...zero },
      ],
    },
    {
      ...{ asOf: '2026-11-30', notDue: { count: 4, open: 900 }, toGiveBack: zero },
      bands: [
        { overDays: 0, upToDays: 30, count: 2, open: 750 },
        { overDays: 30, count: 1, open: 10 },
      ],
    },
  ]
  const read = async (cursor: string | undefined) => pages[Number(cursor ?? 0)] ?? {}
  expect(await readPages('GET /v1/contribution/arrears-by-age', read, 10)).toEqual({
    ...{ asOf: '2026-11-30', notDue: { count: 4, open: 900 }, toGiveBack: { count: 1, open: -300 } },
    bands: [
      { overDays: 0, upToDays: 30, count: 5, open: 2_000 },
      { overDays: 30, count: 1, open: 10 },
    ],
  })
})

test('the persons of a bill are read page after page, and what is left unread is told', async () => {
  const pages = [
    { billId: 'B1', dues: ['d'], persons: ['p1', 'p2'], cursor: '1' },
    { billId: 'B1', dues: ['d'], persons: ['p3'], cursor: '2' },
    { billId: 'B1', dues: ['d'], persons: ['p4'] },
  ]
  const read = async (cursor: string | undefined): Promise<Record<string, unknown>> =>
    pages[Number(cursor ?? 0)] ?? {}
  const bill = 'GET /v1/contribution/bills/{billId}'
  expect(await readPages(bill, read, 10)).toEqual({
    billId: 'B1',
    dues: ['d'],
    persons: ['p1', 'p2', 'p3', 'p4'],
  })
  expect(await readPages(bill, read, 2)).toMatchObject({ persons: ['p1', 'p2', 'p3'], cursor: '2' })
})

test('every record that comes in pages is read on', () => {
  const reads = desks.flatMap(({ pages }) =>
    pages.flatMap((page) => (page.kind === 'record' ? [page.read, ...(page.also ?? [])] : [])),
  )
  const paged = reads.filter((id) => operations.get(id)?.query.some(({ name }) => name === 'cursor'))
  expect([...new Set(paged)].toSorted()).toEqual(Object.keys(merges).toSorted())
})
