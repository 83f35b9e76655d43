import type { StatedLine } from '#shared/contracts/contribution.ts'
import type { Violation } from '#shared/kernel/invariant.ts'
import { bookedFacts, statedMovements } from '../../../services/budget/income/rules/month-statement.ts'
import { addMovements, movementsIn } from '../../../services/budget/ledger/rules/movements.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.statements-in-ledger'

type Statement = {
  readonly city: string
  readonly scheme: string
  readonly month: string
  readonly revision: number
  readonly lines: readonly StatedLine[]
}

/** What a month was stated as last is what the ledger has of its facts, account by account; what was told since it books beyond it. */
export const statementsInLedger: CrossCheck = {
  id,
  number: 6,
  rule: "a month's statement = the ledger: payments, refunds, suspense, interest and sweeps of the month as booked, account by account, but for what was told since",
  start: () => {
    const statements = new Map<string, Statement>()
    const booked = new Map<string, { facts: number; movements: ReturnType<typeof movementsIn> }>()
    return {
      see: (service, item) => {
        if (service === 'contribution' && item.kind === 'month-statement') {
          const statement = item as unknown as Statement
          const of = `${statement.city} ${statement.scheme} ${statement.month}`
          if ((statements.get(of)?.revision ?? 0) < statement.revision) statements.set(of, statement)
        }
        if (service === 'budget' && item.kind === 'contributed') {
          const of = `${item.city} ${item.scheme} ${item.factMonth}`
          const before = booked.get(of) ?? { facts: 0, movements: {} }
          booked.set(of, {
            facts: before.facts + Number(item.facts),
            movements: addMovements(before.movements, movementsIn({ ...item })),
          })
        }
      },
      finish: () => {
        const violations = [...statements].flatMap(([where, { lines }]): Violation[] => {
          const own = booked.get(where) ?? { facts: 0, movements: {} }
          const [stated, has] = [bookedFacts(lines), own.facts]
          if (has > stated) return []
          const difference = addMovements(
            statedMovements(lines),
            Object.fromEntries(Object.entries(own.movements).map(([name, amount]) => [name, -amount])),
          )
          return has === stated && Object.keys(difference).length === 0
            ? []
            : [
                {
                  ...{ invariant: id, where, what: 'the ledger does not have the month as it was stated' },
                  figures: { stated, booked: has, ...difference },
                },
              ]
        })
        return { checked: statements.size, violations }
      },
    }
  },
}
