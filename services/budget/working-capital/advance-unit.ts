import type { Day, FundYear } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { addMovements, transfer } from '../ledger/rules/movements.ts'
import type { OrderPlacement } from '../payment/order-in-groups.ts'
import { orderInGroups } from '../payment/order-in-groups.ts'
import { bookWithOrders } from '../payment/place-order.ts'
import type { OrderDraft } from '../payment/rules/payment-order.ts'
import { advancedAmong, advanceWrite } from './store.ts'

/** What is advanced to an institution: a share of its year's quota. */
export type InstitutionAdvance = {
  readonly institution: string
  readonly quota: Fen
  readonly share: string
  readonly amount: Fen
}

/** What one unit of an advance is told. */
export type AdvanceInput = {
  readonly fund: Fund
  readonly year: FundYear
  readonly on: Day
  readonly lent: readonly InstitutionAdvance[]
}

export const advanceTask = 'working-capital'

export const lentBy = (unit: RunUnit): AdvanceInput => inputOf<AdvanceInput>(unit)

const orderOf = (
  { fund, year, on }: AdvanceInput,
  { institution, amount }: InstitutionAdvance,
): OrderDraft => ({
  orderId: stableId('PO-', 'working-capital', fund.city, fund.scheme, year, institution),
  fund,
  year,
  payee: institution,
  cause: { purpose: 'working-capital', ofYear: year },
  amount,
  orderedOn: on,
})

/** Advances working capital in one transaction: the advances, their orders, and the entry by which they are owed back. */
const advanceTogether = (
  effects: Effects,
  unit: RunUnit,
  lent: readonly InstitutionAdvance[],
  placeDraft: OrderPlacement,
) => {
  const input = lentBy(unit)
  const { fund, year, on } = input
  const entryId = stableId('E-', unit.runId, ...lent.map(({ institution }) => institution))
  const orders = lent.map((each) => placeDraft(orderOf(input, each)))
  const entry = {
    entryId,
    reason: 'working-capital-advanced' as const,
    on,
    source: unit.runId,
    movements: addMovements(...lent.map(({ amount }) => transfer('advances', 'payment-orders', amount))),
  }
  const isLast = lent.at(-1)?.institution === input.lent.at(-1)?.institution
  return bookWithOrders(effects.store, monthOf(on), { fund, year, orders }, entry, {
    alongside: () => [
      ...lent.map((each) => {
        const { orderId } = orderOf(input, each)
        return advanceWrite(fund, { ...each, year, entryId, orderId })
      }),
      ...(isLast ? completeUnit(unit, { institutions: input.lent.length }) : []),
    ],
  })
}

/** Advances working capital to a group of institutions, to each once. */
export const advanceUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const { fund, year, lent } = lentBy(unit)
  await retryConflicts(async () => {
    const institutions = lent.map(({ institution }) => institution)
    const done = await advancedAmong(effects.store, fund, year, institutions)
    const ordering = {
      isDone: ({ institution }: InstitutionAdvance) => done.has(institution),
      together: (some: readonly InstitutionAdvance[], placeDraft: OrderPlacement) =>
        advanceTogether(effects, unit, some, placeDraft),
    }
    return (await orderInGroups(ordering, lent)) || undefined
  })
}
