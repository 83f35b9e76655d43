import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Statement } from '../statement/rules/statement.ts'
import { faultsOfStatement } from '../statement/rules/statement.ts'
import { statements } from '../statement/store.ts'
import type { Transfer } from './rules/transfer.ts'
import { transfers } from './store.ts'

const id = 'enrollment.statements'

/** What is wrong with the statement of somebody who was released with one. */
const faultsOfRelease = (
  { wanted, place, statementId = '' }: Transfer,
  byId: ReadonlyMap<string, Statement>,
): string[] => {
  const statement = byId.get(statementId)
  if (!statement) return ['the statement that went with them is not there']
  return [
    ...(statement.personId === wanted?.personId ? [] : ['the statement that went with them is another’s']),
    ...(statement.city === wanted?.city ? [] : ['another city than released them issued their statement']),
    ...(statement.to === place.city ? [] : ['their statement is for another city']),
  ]
}

/** Every statement by itself, and those that went with a transfer against it. */
export const statementsAddUp: Invariant = {
  id,
  number: 5,
  rule: 'a statement of what a person paid counts each month of a scheme once and adds up; whoever is released to another city goes with one that their city issued for it',
  start: () => {
    const byId = new Map<string, Statement>()
    const released: Transfer[] = []
    return {
      see: (item: RecordedItem) => {
        if (statements.is(item)) byId.set(statements.from(item).statementId, statements.from(item))
        if (!transfers.is(item)) return
        const transfer = transfers.from(item)
        // Those of earlier releases went without one.
        if (transfer.status === 'released' && transfer.statementId !== undefined) released.push(transfer)
      },
      finish: () => {
        const told = (where: string, faults: readonly string[]): Violation[] =>
          faults.map((what) => ({ invariant: id, where, what }))
        return {
          checked: byId.size + released.length,
          violations: [
            ...[...byId.values()].flatMap((each) => told(each.statementId, faultsOfStatement(each))),
            ...released.flatMap((each) => told(each.transferId, faultsOfRelease(each, byId))),
          ],
        }
      },
    }
  },
}
