import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { whatWaits } from '../../../../services/budget/night/what-waits.ts'

const waits = whatWaits(readPolicy('shared/policy/anhui'))
const at = { pk: 'P', sk: 'S' }
const signed = { by: 'officer', on: '2024-12-01' }
const overdueOn = (item: RecordedItem, on: string) => overdueOf(item, waits, on).map(({ wait }) => wait)

describe('what waits for a second person', () => {
  it('on quotas is told when the province has not decided within ten days', () => {
    const decision = { ...at, kind: 'quota-decision', status: 'proposed', proposed: signed }
    expect(overdueOn(decision, '2024-12-11')).toEqual([])
    expect(overdueOn(decision, '2024-12-12')).toEqual(['budget.quota-decisions-are-made'])
    for (const status of ['approved', 'withdrawn'])
      expect(overdueOn({ ...decision, status }, '2025-06-01')).toEqual([])
  })

  it('on a table of case groups is told after ten days', () => {
    const made = { ...signed, scope: 'province' }
    const table = { ...at, kind: 'group-table', status: 'waiting', made }
    expect(overdueOn(table, '2024-12-11')).toEqual([])
    expect(overdueOn(table, '2024-12-12')).toEqual(['budget.group-tables-are-decided'])
    expect(overdueOn({ ...table, status: 'in-force' }, '2025-06-01')).toEqual([])
    expect(overdueOn({ ...at, kind: 'group-table' }, '2025-06-01')).toEqual([])
  })

  it('is a round that nobody ends after its last deadline, or publishes once it is ended', () => {
    const round = {
      ...at,
      kind: 'negotiation-round',
      status: 'proposed',
      answerBy: '2024-12-15',
      agreed: signed,
    }
    expect(overdueOn(round, '2024-12-25')).toEqual([])
    expect(overdueOn(round, '2024-12-26')).toEqual(['budget.rounds-are-brought-to-an-end'])
    expect(overdueOn({ ...round, status: 'agreed' }, '2024-12-12')).toEqual([
      'budget.rounds-are-brought-to-an-end',
    ])
    for (const status of ['drafted', 'published'])
      expect(overdueOn({ ...round, status }, '2025-06-01')).toEqual([])
  })
})
