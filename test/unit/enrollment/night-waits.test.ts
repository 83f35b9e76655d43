import { expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { reportsAreDecided } from '../../../services/enrollment/report/waits.ts'
import { transfersAreDecided } from '../../../services/enrollment/transfer/waits.ts'

const policy = readPolicy('shared/policy/anhui')
const waits = [transfersAreDecided, reportsAreDecided(policy)]
const told = (item: object, on: string) =>
  overdueOf({ pk: 'P', sk: 'S', ...item }, waits, on).map(({ wait }) => wait)

const transfer = {
  ...{ kind: 'transfer', status: 'requested', deadlineOn: '2025-06-16' },
  requested: { on: '2025-06-01' },
  wanted: { personId: 'P1', city: '340100', turns: 0 },
}
const report = { kind: 'person-report', status: 'reported', reported: { on: '2025-06-01' } }

it('the night tells of a transfer whose deadline is over, unless it met nobody or is decided', () => {
  expect(told(transfer, '2025-06-16')).toEqual([])
  expect(told(transfer, '2025-06-17')).toEqual(['enrollment.transfers-are-decided'])
  expect(told({ ...transfer, wanted: undefined }, '2025-06-17')).toEqual([])
  expect(told({ ...transfer, status: 'released' }, '2025-06-17')).toEqual([])
})

it('the night tells of a death that was reported more than five days ago and has no second hand', () => {
  expect(told(report, '2025-06-06')).toEqual([])
  expect(told(report, '2025-06-07')).toEqual(['enrollment.reports-are-decided'])
  expect(told({ ...report, status: 'refused' }, '2025-06-07')).toEqual([])
})
