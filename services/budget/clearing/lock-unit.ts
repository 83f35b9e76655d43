import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, readRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { institutionMonthAddition } from '../claims/institution-months.ts'
import { addCosts } from '../cleared-cost/rules/cost-parts.ts'
import { costAdditions } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { addMovements } from '../ledger/rules/movements.ts'
import type { OrderPlacement } from '../payment/order-in-groups.ts'
import { orderInGroups } from '../payment/order-in-groups.ts'
import { bookWithOrders } from '../payment/place-order.ts'
import type { OrderDraft } from '../payment/rules/payment-order.ts'
import { recordClearedYear } from './record-cleared-year.ts'
import { clearingMovements } from './rules/movements.ts'
import type { ClearingStatement } from './rules/statement.ts'
import { isLockable, lockStatement } from './rules/statement.ts'
import type { StoredStatement } from './store.ts'
import { clearingWrite, readClearings } from './store.ts'

/** What one unit of a locking is told. */
export type LockInput = {
  readonly fund: Fund
  readonly year: FundYear
  readonly on: Day
  readonly by: string
  /** The last day on which what is ordered is to be paid. */
  readonly dueOn: Day
  readonly institutions: readonly string[]
}

export const lockTask = 'clearing-lock'

export const lockedBy = (unit: RunUnit): LockInput => inputOf<LockInput>(unit)

type Work = { readonly effects: Effects; readonly unit: RunUnit; readonly input: LockInput }

const orderOf = (
  { fund, year, on, dueOn }: LockInput,
  { institution, cleared }: ClearingStatement,
): OrderDraft => ({
  orderId: stableId('PO-', 'clearing', fund.city, fund.scheme, year, institution),
  fund,
  // The year it is paid in: the cleared one is closed, and must not be held up by it.
  year: yearOf(on),
  payee: institution,
  cause: { purpose: 'year-end-clearing', ofYear: year },
  amount: cleared.ordered,
  orderedOn: on,
  dueOn,
})

/** What an institution owes back stands in its month, so that the next monthly settlements take it. */
const owedBackWrites = (fund: Fund, month: Month, { institution, cleared }: ClearingStatement): Write[] =>
  cleared.owedBack === 0
    ? []
    : [institutionMonthAddition({ ...fund, month, institution }, { owedBack: cleared.owedBack })]

/** Locks statements in one transaction, with their orders, the entry that books them, and what is owed back. */
const lockTogether = (
  { effects, unit, input }: Work,
  standing: readonly StoredStatement[],
  placeDraft: OrderPlacement,
  isLast: boolean,
) => {
  const { fund, year, on, by } = input
  const entryId = stableId('E-', unit.runId, ...standing.map(({ statement }) => statement.institution))
  const locked = standing.map(({ statement, version }) => {
    const order = statement.cleared.ordered > 0 ? placeDraft(orderOf(input, statement)) : undefined
    const booked = { entryId, orderId: order?.orderId }
    return { statement: lockStatement(statement, { by, on, runId: unit.runId }, booked), order, version }
  })
  const entry = {
    entryId,
    reason: 'year-end-clearing' as const,
    on,
    source: unit.runId,
    movements: addMovements(...standing.map(({ statement }) => clearingMovements(statement.cleared))),
  }
  const orders = locked.flatMap(({ order }) => order ?? [])
  return bookWithOrders(effects.store, monthOf(on), { fund, year: yearOf(on), orders }, entry, {
    alongside: (month) => [
      ...costAdditions(fund, {
        year,
        bookedIn: month,
        costs: addCosts(...locked.map(({ statement }) => statement.costs ?? {})),
      }),
      ...locked.flatMap(({ statement, version }) => [
        clearingWrite(fund, statement, version),
        ...owedBackWrites(fund, month, statement),
      ]),
      ...(isLast ? completeUnit(unit, { institutions: input.institutions.length }) : []),
    ],
  })
}

/**
 * The statements that a unit locks or has locked before it was interrupted. Disputed ones wait for a later run, those
 * that the locker answered or decided on for another person's.
 */
const ownOf = (unit: RunUnit, signed: LockInput, statements: readonly StoredStatement[]) =>
  statements.filter(
    ({ statement }) =>
      isLockable(statement, signed) ||
      (statement.state === 'locked' && statement.locked.runId === unit.runId),
  )

/** Locks a group of statements that stand. One that is locked is left alone, so that a unit killed anywhere books each once. */
export const lockUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const { store } = effects
  const input = lockedBy(unit)
  const { fund, year, institutions } = input
  await retryConflicts(async () => {
    const own = ownOf(unit, input, await readClearings(store, fund, year, institutions))
    const work = { effects, unit, input }
    const done = await orderInGroups(
      {
        isDone: ({ statement }: StoredStatement) => statement.state === 'locked',
        together: (some, placeDraft) => lockTogether(work, some, placeDraft, some.at(-1) === own.at(-1)),
      },
      own,
    )
    if (!done) return undefined
    // Where nothing stood to be locked, or the last one was disputed meanwhile, the unit is done without an entry.
    if (!(await isUnitDone(store, unit))) await store.write(completeUnit(unit, { institutions: own.length }))
    return true
  })
  // Whichever unit ends the run; one that was killed here comes again and finds the run ended.
  const run = await readRun(store, unit.runId)
  if (run?.status === 'done') await recordClearedYear(store, { fund, year, on: input.on })
}
