import { monthOf } from '#shared/calendar/day.ts'
import { levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { on } from '#shared/edge/events/consume.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { bookWithOrder } from '../payment/place-order.ts'

/** A levy is remitted to the upper level: owed when assessed, ordered as soon as there is money. */
export const applyLevy = ({ store }: Effects) =>
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
