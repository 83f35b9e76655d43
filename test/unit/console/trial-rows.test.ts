import { expect, test } from 'vitest'
import { trialRows } from '../../../console/src/desks/books/trial-rows.ts'

const title = (account: string, before: number, moved: number) => ({
  ...{ account, chinese: account, before, moved, balance: before + moved },
})

test('debit stands beside credit, and the totals of both sides are equal: 220 of deposits against 50 payable and 170 of the fund', () => {
  const rows = trialRows([
    title('deposits', 200_00, 20_00),
    title('payable', -30_00, -20_00),
    title('fund', -170_00, 0),
  ])
  expect(rows.map(({ sides }) => sides)).toEqual([
    [200_00, null, 20_00, null, 220_00, null],
    [null, 30_00, null, 20_00, null, 50_00],
    [null, 170_00, null, null, null, 170_00],
    [200_00, 200_00, 20_00, 20_00, 220_00, 220_00],
  ])
  expect(rows.at(-1)?.title).toBeUndefined()
})
