import type { Day } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { issueWrite, readBill } from '../bill/store.ts'
import { employeeRates, monthDueOn } from '../billing/rules/billing-figures.ts'
import { contributionBase } from '../billing/rules/contribution-base.ts'
import { billedYears } from '../billing/store.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { lumpSumBill, lumpSumBillId } from './rules/lump-sum.ts'

/** Buys months for somebody who retires without enough; `base` is theirs where no month of theirs is billed here. */
export type IssueLumpSum = {
  readonly personId: string
  readonly city: CityCode
  readonly retiresOn: Day
  readonly months: number
  readonly base?: Fen | undefined
  readonly on: Day
  readonly commandId: string
}

/** The base of the last month billed up to a month, of its year or the one before. */
const lastBase = async (store: Store, personId: string, retiresOn: Day): Promise<Fen | undefined> => {
  const year = yearOf(retiresOn)
  const years = await billedYears.readMany(store, [
    { personId, year },
    { personId, year: year - 1 },
  ])
  const months = years.flatMap((each) => Object.entries(each?.months ?? {}))
  const until = months.filter(([month]) => month <= monthOf(retiresOn)).sort(([a], [b]) => (a < b ? 1 : -1))
  return until[0]?.[1].base
}

/** The number of a person's next lump sum, or the bill of the same command; refused while one of theirs waits. */
const nextIndex = async (
  store: Store,
  personId: string,
  commandId: string,
): Promise<Decision<number | Bill>> => {
  for (let index = 0; ; index += 1) {
    const found = await readBill(store, lumpSumBillId(personId, index))
    if (!found) return accept(index)
    if (found.bill.commandId === commandId) return accept(found.bill)
    if (found.bill.status !== 'paid')
      return refuse('contribution.lump-sum-waits', { figures: { billId: found.bill.billId } })
  }
}

/**
 * Issues the bill of a lump sum: the base at retirement, kept within that month's bounds, times the rate, for each missing
 * month. A person has one that is not paid at most.
 */
export const issueLumpSum = (
  { personId, city, retiresOn, months, base: named, on, commandId }: IssueLumpSum,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<Bill>> =>
  retryConflicts(async () => {
    if (retiresOn > on)
      return refuse('contribution.retirement-ahead', { field: 'retiresOn', figures: { retiresOn } })
    const covered = (await readCoverages(store, [personId])).get(personId)
    if (!covered || covered.city !== city || covered.scheme !== 'employee')
      return refuse('contribution.not-an-employee', { field: 'personId', figures: { personId, city } })
    const last = (await lastBase(store, personId, retiresOn)) ?? named
    if (last === undefined)
      return refuse('contribution.base-unknown', { field: 'baseFen', figures: { personId } })
    const index = await nextIndex(store, personId, commandId)
    if (index.status === 'refused') return index
    if (typeof index.value !== 'number') return accept(index.value)
    const bill = lumpSumBill(
      {
        ...{ personId, city, retiresOn, months, issuedOn: on, commandId },
        base: contributionBase(last, employeeRates(policy(), monthOf(retiresOn), city)),
        rate: ratioAt(policy(), 'contribution.employee.lump_sum_rate', { on: retiresOn, city }),
        dueOn: monthDueOn(policy(), monthOf(on)),
      },
      index.value,
    )
    const written = await store.write([issueWrite(bill)])
    return written.status === 'written' ? accept(bill) : undefined
  })
