import { monthOf } from '#shared/calendar/day.ts'
import { allocationApproved, allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { on } from '#shared/edge/events/consume.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { book } from '../ledger/book.ts'
import { addMovements, transfer } from '../ledger/rules/movements.ts'
import { bookWithOrder } from '../payment/place-order.ts'
import { receiveMoney } from '../payment/receive-money.ts'

/** A levy is remitted to the upper level: owed when assessed, ordered as soon as there is money. */
const applyLevy = ({ store }: Effects) =>
  on(levyAssessed, async ({ id, data: { levyId, city, scheme, year, amount, assessedOn } }) => {
    const order = {
      orderId: stableId('PO-', 'levy', levyId),
      fund: { city, scheme },
      year,
      payee: provinceCode,
      cause: { purpose: 'adjustment-fund-levy', levyId } as const,
      amount,
      orderedOn: assessedOn,
    }
    await bookWithOrder(store, monthOf(assessedOn), order, {
      entryId: stableId('E-', id),
      reason: 'levy-assessed',
      on: assessedOn,
      source: id,
      movements: transfer('upper-level-remittance', 'adjustment-fund-payable', amount),
    })
  })

/** The adjustment fund's share of a gap is income from the upper level, and owed by it, when it is approved. */
const applyApproval = ({ store }: Effects) =>
  on(allocationApproved, async ({ id, data: { city, scheme, amount, approvedOn } }) => {
    const movements = transfer('adjustment-fund-receivable', 'upper-level-subsidy', amount)
    await book(store, { city, scheme }, monthOf(approvedOn), () => ({
      entry: {
        ...{ entryId: stableId('E-', 'approved', id), source: id },
        ...{ movements, on: approvedOn, reason: 'allocation-approved' },
      },
    }))
  })

/**
 * Its payment settles what was owed; the part of an approved share that the fund could not meet is income no more. Each of
 * the two entries says its own, so that it does not matter which comes first.
 */
const applyAllocation = ({ store }: Effects) =>
  on(allocationDisbursed, ({ id, data: { city, scheme, amount, approved, disbursedOn } }) =>
    receiveMoney(store, {
      id,
      fund: { city, scheme },
      wanted: monthOf(disbursedOn),
      on: disbursedOn,
      reason: 'allocation-received',
      movements: addMovements(
        transfer('special-account', 'adjustment-fund-receivable', amount),
        transfer('upper-level-subsidy', 'adjustment-fund-receivable', fen(approved - amount)),
      ),
    }),
  )

/** What the province's adjustment fund takes from a fund, and gives to it. */
export const adjustmentFundSubscriptions = (effects: Effects) => [
  applyLevy(effects),
  applyApproval(effects),
  applyAllocation(effects),
]
