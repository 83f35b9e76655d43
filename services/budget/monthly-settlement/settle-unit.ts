import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { costsOf } from '../cleared-cost/rules/cost-parts.ts'
import { costAdditions } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import { addMovements } from '../ledger/rules/movements.ts'
import { periodAfter } from '../ledger/rules/period.ts'
import type { OrderPlacement } from '../payment/order-in-groups.ts'
import { orderInGroups } from '../payment/order-in-groups.ts'
import { bookWithOrders } from '../payment/place-order.ts'
import type { OrderDraft } from '../payment/rules/payment-order.ts'
import { quotaThrough } from '../quota/rules/quota.ts'
import type { AgreedPayment } from './payment-differences.ts'
import { paymentDifferences } from './payment-differences.ts'
import type { Differences, Statement } from './rules/settle-institution.ts'
import {
  differenceMovements,
  noDifferences,
  settleInstitution,
  settlementMovements,
} from './rules/settle-institution.ts'
import type { InstitutionState, SettlementScope } from './settlement-state.ts'
import { readInstitutions } from './settlement-state.ts'
import { standingWrite, statementWrite } from './statements.ts'

/** What one unit of a monthly settlement is told: its institutions, in order, and what the run was started with. */
export type SettlementInput = SettlementScope & {
  readonly on: Day
  /** Who started the settlement, or went on with it; units of earlier releases do not say. */
  readonly by?: string | undefined
  readonly institutions: readonly string[]
  readonly depositShare: string
  /** The last day on which what is ordered is to be paid. */
  readonly dueOn: Day
  /** The institutions whose agreements say something else than the deposit share and payment by item. */
  readonly agreed: readonly AgreedPayment[]
}

export const settlementTask = 'monthly-settlement'

/** The institutions that a unit settles, in order. */
export const institutionsOf = (unit: RunUnit): readonly string[] =>
  inputOf<SettlementInput>(unit).institutions

/** A unit being done. */
type Work = {
  readonly effects: Effects
  readonly unit: RunUnit
  readonly input: SettlementInput
  readonly agreed: ReadonlyMap<string, AgreedPayment>
  readonly differences: ReadonlyMap<string, Differences>
}

const decide = ({ input, agreed, differences }: Work, state: InstitutionState) => {
  const { institution, standing, claimed, quota } = state
  return settleInstitution({
    month: input.month,
    standing,
    claimed,
    differences: differences.get(institution) ?? noDifferences,
    quotaToDate: quota ? quotaThrough(quota, Number(input.month.slice(5))) : null,
    depositShare: agreed.get(institution)?.depositShare ?? input.depositShare,
    releasesSuspended: agreed.get(institution)?.releasesSuspended,
  })
}

const orderOf = ({ fund, year, month, on, dueOn }: SettlementInput, statement: Statement): OrderDraft => ({
  orderId: stableId('PO-', fund.city, fund.scheme, month, statement.institution),
  fund,
  year,
  payee: statement.institution,
  cause: { purpose: 'monthly-settlement', month },
  amount: statement.ordered,
  orderedOn: on,
  dueOn,
})

/** What is paid for persons insured elsewhere is an order of its own, so that it never counts as the city's own debt. */
const visitorsOrderOf = (input: SettlementInput, statement: Statement): OrderDraft => ({
  ...orderOf(input, statement),
  orderId: stableId(
    'PO-',
    'visitors',
    input.fund.city,
    input.fund.scheme,
    input.month,
    statement.institution,
  ),
  cause: { purpose: 'visitors-settlement', month: input.month },
  amount: statement.visitors?.ordered ?? 0,
})

const isDifferent = ({ differences }: Statement): boolean =>
  differences.inpatient !== 0 || differences.outpatient !== 0

/**
 * Settles institutions in one transaction: their standings, statements and orders, and the entry that books them
 * together. Another entry books what methods of payment make of their claims. The last institution completes the unit.
 */
const settleTogether = (work: Work, states: readonly InstitutionState[], placeDraft: OrderPlacement) => {
  const { effects, unit, input } = work
  const { fund, year, month, on, by, institutions } = input
  const settled = states.map((state) => {
    const { standing, statement } = decide(work, state)
    const order = statement.ordered > 0 ? placeDraft(orderOf(input, statement)) : undefined
    const visits = visitorsOrderOf(input, statement)
    const visitorsOrder = visits.amount > 0 ? placeDraft(visits) : undefined
    return { standing, statement, order, visitorsOrder, version: state.version }
  })
  const names = states.map(({ institution }) => institution)
  const shared = { on, source: unit.runId }
  const entryId = stableId('E-', unit.runId, ...names)
  const entry = {
    ...shared,
    entryId,
    reason: 'monthly-settlement' as const,
    movements: addMovements(...settled.map(({ statement }) => settlementMovements(statement))),
  }
  const different = settled.filter(({ statement }) => isDifferent(statement))
  const difference = {
    ...shared,
    entryId: stableId('E-', unit.runId, 'methods', ...names),
    reason: 'payment-method-difference' as const,
    movements: addMovements(...different.map(({ statement }) => differenceMovements(statement.differences))),
  }
  const isLast = names.at(-1) === institutions.at(-1)
  const orders = settled.flatMap(({ order, visitorsOrder }) => [order ?? [], visitorsOrder ?? []].flat())
  return bookWithOrders(effects.store, periodAfter(month, on), { fund, year, orders }, entry, {
    further: different.length > 0 ? [difference] : [],
    alongside: (bookedIn) => [
      ...settled.flatMap(({ standing, statement, order, visitorsOrder, version }) => [
        standingWrite(fund, standing, version),
        statementWrite(fund, statement, {
          entryId,
          orderId: order?.orderId,
          visitorsOrderId: visitorsOrder?.orderId,
          differenceEntryId: isDifferent(statement) ? difference.entryId : undefined,
          bookedIn,
          settledBy: by,
        }),
      ]),
      ...costAdditions(fund, { year, bookedIn, costs: costsOf('monthly', difference.movements) }),
      ...(isLast ? completeUnit(unit, { institutions: institutions.length }) : []),
    ],
  })
}

const isSettled = ({ version, standing }: InstitutionState, month: string): boolean =>
  version > 0 && standing.settledThrough >= month

/**
 * Settles a group of institutions. An institution whose standing says so was settled before and is left alone, so that a
 * unit delivered again, or killed anywhere, settles each once.
 */
export const settleUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const input = inputOf<SettlementInput>(unit)
  const agreed = new Map(input.agreed.map((each) => [each.institution, each]))
  await retryConflicts(async () => {
    const states = await readInstitutions(effects.store, input, input.institutions)
    const due = states.filter((state) => !isSettled(state, input.month))
    const differences = await paymentDifferences(effects, input, agreed, due)
    const work = { effects, unit, input, agreed, differences }
    const ordering = {
      isDone: (state: InstitutionState) => isSettled(state, input.month),
      together: (some: readonly InstitutionState[], placeDraft: OrderPlacement) =>
        settleTogether(work, some, placeDraft),
    }
    return (await orderInGroups(ordering, states)) || undefined
  })
}
