import { describe, expect, it, vi } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { openFund } from '../hefei-employees.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
const { open, approveBudget } = openFund(() => office)

const base = '/budgets/340100/employee/2025'
const watch = async (dueAt: string) => {
  const lines = vi.spyOn(console, 'log').mockImplementation(() => {})
  await office.does({ task: 'watch-lines', dueAt } as unknown as RunUnit)
  // A fund of which a line passed is judged at once: what that counts is not looked at here.
  const counted = lines.mock.calls.flatMap(([line]) => JSON.parse(String(line)).LinesPassed ?? [])
  lines.mockRestore()
  return counted
}
const told = async () =>
  (await office.recorded())
    .filter(({ kind }) => kind === 'line-passed')
    .map(({ line, approval, budget, executed, on }) => [line, approval, budget, executed, on])
const post = (claimId: string) => office.deliver(claimsSettled, group([inpatientClaim(claimId)]))

describe('a line that passes what was approved for it', () => {
  it('is told once, counted for the alarm, and nobody is refused; again when an adjustment is passed', async () => {
    await open(10_000_000)
    await approveBudget(600_000)
    await post('C1')
    // It came to its budget: nothing is above it yet.
    expect(await watch('2025-01-31T01:00:00Z')).toEqual([])
    expect(await post('C2')).toBe(true)
    expect(await watch('2025-01-31T01:10:00Z')).toEqual([1])
    expect(await watch('2025-01-31T01:20:00Z')).toEqual([])
    const first = ['inpatient', 1, 600_000, 1_200_000, '2025-01-31']
    expect(await told()).toEqual([first])
    const { table } = (await office.get('maker', base)).body as unknown as {
      table: { income: object; expenditure: object }
    }
    const expenditure = { ...table.expenditure, inpatient: 1_200_000 }
    const adjustment = { income: table.income, expenditure, reason: 'more stays than were planned' }
    await office.post('maker', `${base}/adjustment`, adjustment)
    await office.post('checker', `${base}/adjustment/review`)
    await office.post('province', `${base}/adjustment/approval`)
    expect(await watch('2025-02-01T01:00:00Z')).toEqual([])
    await post('C3')
    expect(await watch('2025-02-01T01:10:00Z')).toEqual([1])
    expect(await told()).toEqual([first, ['inpatient', 2, 1_200_000, 1_800_000, '2025-02-01']])
    const items = (await office.recorded()).filter(({ kind }) => kind === 'line-passed')
    const events = toEvents(items.map((item, n) => ({ sequence: String(n), item: item as never })))
    expect(events.map(({ event }) => event.id)).toEqual([
      'budget-line-passed:340100:employee:2025:1:inpatient',
      'budget-line-passed:340100:employee:2025:2:inpatient',
    ])
    expect(await violationsIn(office)).toEqual([])
    const [item] = items
    await office.store.write([
      { kind: 'create', item: { ...item, sk: '2025#PASSED#0003#outpatient', line: 'outpatient' } as never },
    ])
    expect((await violationsIn(office)).map(({ invariant }) => invariant)).toEqual([
      'budget.passed-lines-are-of-their-budget',
    ])
  })
})
