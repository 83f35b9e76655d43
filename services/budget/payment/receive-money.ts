import type { Day, Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { allocationApproved, allocationDisbursed } from '#shared/contracts/adjustment-fund.ts'
import { incomeSwept } from '#shared/contracts/contribution.ts'
import { on } from '#shared/edge/events/consume.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { EntryReason } from '../ledger/rules/journal-entry.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import { addMovements, transfer } from '../ledger/rules/movements.ts'
import { periodFor } from '../ledger/rules/period.ts'
import { releaseWaiting } from './release-waiting.ts'

type MoneyIn = {
  readonly id: string
  readonly fund: Fund
  readonly wanted: Month
  readonly on: Day
  readonly reason: EntryReason
  readonly movements: Movements
}

/** Books money that reached the special account, then pays out of it what had to wait. */
const receive = async ({ store }: Effects, { id, fund, wanted, movements, ...fact }: MoneyIn) => {
  await book(store, fund, wanted, () => ({
    entry: { entryId: stableId('E-', id), source: id, movements, on: fact.on, reason: fact.reason },
    alongside: [cashAddition(fund, movements)],
  }))
  await releaseWaiting(store, fund, fact.on)
}

/** The first of the two lines: the income account was swept to the fiscal special account. */
export const applySweep = (effects: Effects) =>
  on(incomeSwept, ({ id, data: { city, scheme, fundYear, amount, sweptOn } }) =>
    receive(effects, {
      id,
      fund: { city, scheme },
      wanted: periodFor(sweptOn, fundYear),
      on: sweptOn,
      reason: 'income-swept',
      movements: transfer('special-account', 'income-account', amount),
    }),
  )

/** The adjustment fund's share of a gap is income from the upper level, and owed by it, when it is approved. */
export const applyApproval = ({ store }: Effects) =>
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
export const applyAllocation = (effects: Effects) =>
  on(allocationDisbursed, ({ id, data: { city, scheme, amount, approved, disbursedOn } }) =>
    receive(effects, {
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
