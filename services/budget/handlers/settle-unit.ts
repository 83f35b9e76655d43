import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit } from '#shared/edge/run.ts'
import { stableId } from '#shared/edge/stable-id.ts'
import type { Store } from '#shared/edge/store.ts'
import { bookWithOrders } from '../adapters/place-order.ts'
import type { InstitutionState, Settling } from '../adapters/settlement-state.ts'
import { readInstitutions } from '../adapters/settlement-state.ts'
import { standingWrite, statementWrite } from '../adapters/statements.ts'
import { addMovements } from '../domain/ledger/movements.ts'
import { periodAfter } from '../domain/ledger/period.ts'
import type { Statement } from '../domain/monthly-settlement/settle-institution.ts'
import { settleInstitution, settlementMovements } from '../domain/monthly-settlement/settle-institution.ts'
import type { OrderDraft, PaymentOrder } from '../domain/payment/payment-order.ts'
import { givenToTreasury, waitingForFunds } from '../domain/payment/payment-order.ts'
import { quotaThrough } from '../domain/quota/split-target.ts'
import type { Effects } from '../effects.ts'

/** What one unit of a monthly settlement is told: its institutions, in order, and what the run was started with. */
export type SettlementInput = Settling & {
  readonly on: Day
  readonly institutions: readonly string[]
  readonly depositShare: string
}

export const settlementTask = 'monthly-settlement'

const inputOf = (unit: RunUnit): SettlementInput => unit.input as unknown as SettlementInput

/** The institutions that a unit settles, in order. */
export const institutionsOf = (unit: RunUnit): readonly string[] => inputOf(unit).institutions

/** A unit being done. */
type Work = { readonly store: Store; readonly unit: RunUnit; readonly input: SettlementInput }

const decide = ({ month, depositShare }: SettlementInput, { standing, claimed, quota }: InstitutionState) =>
  settleInstitution({
    month,
    standing,
    claimed,
    quotaToDate: quota ? quotaThrough(quota, Number(month.slice(5))) : null,
    depositShare,
  })

const orderOf = ({ fund, year, month, on }: SettlementInput, statement: Statement): OrderDraft => ({
  orderId: stableId('PO-', fund.city, fund.scheme, month, statement.institution),
  fund,
  year,
  payee: statement.institution,
  cause: { purpose: 'monthly-settlement', month },
  amount: statement.ordered,
  orderedOn: on,
})

/**
 * Settles institutions in one transaction: their standings, statements and orders, the entry that books them together,
 * and the completion of the unit with its last institution.
 */
const settleTogether = (
  { store, unit, input }: Work,
  states: readonly InstitutionState[],
  asOrdered: (draft: OrderDraft) => PaymentOrder,
) => {
  const { fund, year, month, on, institutions } = input
  const settled = states.map((state) => {
    const { standing, statement } = decide(input, state)
    const order = statement.ordered > 0 ? asOrdered(orderOf(input, statement)) : undefined
    return { standing, statement, order, version: state.version }
  })
  const entryId = stableId('E-', unit.runId, ...states.map(({ institution }) => institution))
  const entry = {
    entryId,
    reason: 'monthly-settlement' as const,
    on,
    source: unit.runId,
    movements: addMovements(...settled.map(({ statement }) => settlementMovements(statement))),
  }
  const isLast = states.at(-1)?.institution === institutions.at(-1)
  const orders = settled.flatMap(({ order }) => order ?? [])
  return bookWithOrders(store, periodAfter(month, on), { fund, year, orders }, entry, [
    ...settled.flatMap(({ standing, statement, order, version }) => [
      standingWrite(fund, standing, version),
      statementWrite(fund, statement, { entryId, orderId: order?.orderId }),
    ]),
    ...(isLast ? completeUnit(unit, { institutions: institutions.length }) : []),
  ])
}

const isSettled = ({ version, standing }: InstitutionState, month: string): boolean =>
  version > 0 && standing.settledThrough >= month

/**
 * Settles institutions in their order: all together while there is money for all their orders, else one half after the
 * other, down to the one whose order has to wait. So as many are funded as there is money for, the first ones first;
 * and since a list is always cut at the same places, a unit that goes on after a crash ends in the same entries.
 * @returns false when another delivery of the unit was faster
 */
const settleInOrder = async (work: Work, states: readonly InstitutionState[]): Promise<boolean> => {
  const due = states.filter((state) => !isSettled(state, work.input.month))
  if (due.length === 0) return true
  if (due.length === states.length) {
    const outcome = await settleTogether(work, states, givenToTreasury)
    if (outcome.status !== 'short') return outcome.status === 'booked'
    if (states.length === 1) return (await settleTogether(work, states, waitingForFunds)).status === 'booked'
  }
  const middle = Math.ceil(states.length / 2)
  return (await settleInOrder(work, states.slice(0, middle))) && settleInOrder(work, states.slice(middle))
}

/**
 * Settles a group of institutions. An institution whose standing says so was settled before and is left alone, so that a
 * unit delivered again, or killed anywhere, settles each once.
 */
export const settleUnit = async ({ store }: Effects, unit: RunUnit): Promise<void> => {
  const input = inputOf(unit)
  await retryConflicts(async () => {
    const states = await readInstitutions(store, input, input.institutions)
    return (await settleInOrder({ store, unit, input }, states)) || undefined
  })
}
