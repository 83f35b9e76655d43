import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { repairBillId, residentBillId } from '../bill/rules/bill.ts'
import { billWrite, issueWrite, readBills } from '../bill/store.ts'
import { residentStandard } from '../billing/rules/billing-figures.ts'
import { billedYears } from '../billing/store.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { BillRepair } from './rules/repair.ts'
import { decideRepair } from './rules/repair.ts'
import { firstYearOfRepairs } from './rules/repair-figures.ts'

/**
 * Issues the bill of a missed year, once: asked again by the same command it gives the bill that there is.
 * @throws TongchouError `policy.missing` where the policy has no standard for the year of the payment
 */
export const billRepair = (
  { commandId, ...command }: BillRepair & { readonly commandId: string },
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<Bill>> =>
  retryConflicts(async () => {
    const { personId, city, year, on } = command
    const [covered, [ofYear, further], employed] = await Promise.all([
      readCoverages(store, [personId]),
      readBills(store, [residentBillId(personId, year), repairBillId(personId, year)]),
      billedYears.read(store, { personId, year }),
    ])
    const own = [ofYear, further].find((each) => each?.bill.commandId === commandId)
    if (own) return accept(own.bill)
    const person = covered.get(personId)
    const standard = residentStandard(policy(), yearOf(on), city)
    const decision = decideRepair(command, {
      covered: person,
      ofYear: (further ?? ofYear)?.bill,
      isEmployee: Object.keys(employed?.months ?? {}).length > 0,
      firstYear: firstYearOfRepairs(policy(), on, city),
      individual: (person && standard.individualOf?.(person)) ?? standard.individual,
    })
    if (decision.status === 'refused') return decision
    const bill = { ...decision.value.bill, commandId }
    const { replaced } = decision.value
    const written = await store.write([
      issueWrite(bill),
      ...(replaced && ofYear ? [billWrite(replaced, ofYear)] : []),
    ])
    return written.status === 'written' ? accept(bill) : undefined
  })
