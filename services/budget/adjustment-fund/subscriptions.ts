import type { FundYear } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import {
  allocationApproved,
  allocationDisbursed,
  allocationLapsed,
  levyAssessed,
} from '#shared/contracts/adjustment-fund.ts'
import { on } from '#shared/edge/events/consume.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { book } from '../ledger/book.ts'
import { addMovements, transfer } from '../ledger/rules/movements.ts'
import { bookWithOrder } from '../payment/place-order.ts'
import { receiveMoney } from '../payment/receive-money.ts'
import { gapShares } from './store.ts'

type Assessed = ReturnType<typeof levyAssessed.parse>['data']

/** What is clawed back of a gap's share was income; a levy and its late fee are expenditure. */
const owedToProvince = ({ amount, clawbackOf }: Assessed) =>
  transfer(
    clawbackOf === undefined ? 'upper-level-remittance' : 'upper-level-subsidy',
    'adjustment-fund-payable',
    amount,
  )

/** A late fee and a clawback come after the year they are of, which may be closed: they are paid in the year they are told in. */
const yearOfOrder = ({ year, assessedOn, lateFeeOf, clawbackOf }: Assessed): FundYear =>
  lateFeeOf === undefined && clawbackOf === undefined ? year : yearOf(assessedOn)

/** A levy is remitted to the upper level: owed when assessed, ordered as soon as there is money. So is what is owed back. */
const applyLevy = ({ store }: Effects) =>
  on(levyAssessed, async ({ id, data }) => {
    const { levyId, city, scheme, amount, assessedOn } = data
    const order = {
      orderId: stableId('PO-', 'levy', levyId),
      fund: { city, scheme },
      year: yearOfOrder(data),
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
      movements: owedToProvince(data),
    })
  })

/** The adjustment fund's share of a gap is income from the upper level, and owed by it, when it is approved. */
const applyApproval = ({ store }: Effects) =>
  on(allocationApproved, async ({ id, data }) => {
    const { city, scheme, year, applicationId, amount, approvedOn, borne } = data
    const movements = transfer('adjustment-fund-receivable', 'upper-level-subsidy', amount)
    const share = { fund: { city, scheme }, year, applicationId, approvedOn, fromFund: amount }
    await book(store, { city, scheme }, monthOf(approvedOn), () => ({
      entry: {
        ...{ entryId: stableId('E-', 'approved', id), source: id },
        ...{ movements, on: approvedOn, reason: 'allocation-approved' },
      },
      ...(borne ? { alongside: [gapShares.create({ ...share, ...borne })] } : {}),
    }))
  })

/**
 * Its payment settles what was owed. What the fund could not meet of a share is owed further, or is income no more. Each
 * entry says its own, so that it does not matter which comes first.
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

/** A part of an approved share that is owed no more is income no more. */
const applyLapse = ({ store }: Effects) =>
  on(allocationLapsed, async ({ id, data: { city, scheme, amount, lapsedOn } }) => {
    const movements = transfer('upper-level-subsidy', 'adjustment-fund-receivable', amount)
    await book(store, { city, scheme }, monthOf(lapsedOn), () => ({
      entry: {
        ...{ entryId: stableId('E-', 'lapsed', id), source: id },
        ...{ movements, on: lapsedOn, reason: 'allocation-lapsed' },
      },
    }))
  })

/** What the province's adjustment fund takes from a fund, and gives to it. */
export const adjustmentFundSubscriptions = (effects: Effects) => [
  applyLevy(effects),
  applyApproval(effects),
  applyAllocation(effects),
  applyLapse(effects),
]
