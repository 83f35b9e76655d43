import { expect, it } from 'vitest'
import { csvOf } from '#shared/edge/files/sheet.ts'
import { dueSheet, rowsOf } from '../../../../services/contribution/bill/due-sheet.ts'
import { employerMonth } from '../given.ts'

it('a file of dues has a row for each payer who still owes, in yuan', () => {
  const partly = { ...employerMonth, paid: { employer: 85_400, individual: 4_400 } }
  const [header, ...rows] = csvOf(dueSheet(rowsOf(partly)))
    .trimEnd()
    .split('\r\n')
  expect(header).toContain('未缴（元）')
  expect(rows).toEqual([
    'E-E1-2025-01,employee,2025,2025-01,2025-01,individual,2025-03-02,244.00,44.00,200.00',
  ])
  expect(rowsOf({ ...employerMonth, paid: { employer: 85_400, individual: 24_400 } })).toEqual([])
})
