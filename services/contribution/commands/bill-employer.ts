import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit, isUnitDone } from '#shared/edge/run.ts'
import { issueWrite, readBill } from '../adapters/bills.ts'
import { readCoverages } from '../adapters/coverages.ts'
import { readPayroll } from '../adapters/payrolls.ts'
import type { Bill } from '../domain/bill.ts'
import { employerBillId, employerBills } from '../domain/employer-bills.ts'
import { employeeRates, monthDueOn } from '../domain/rules.ts'
import type { Effects } from '../effects.ts'
import type { BillingInput } from './start-billing.ts'

type Input = Pick<BillingInput, 'city' | 'month' | 'issuedOn' | 'employerId'>

const billsOf = async (
  { city, month, issuedOn, employerId }: Input,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<readonly Bill[]> => {
  // All pages of a month are issued at once, so the first tells of all.
  if (await readBill(store, employerBillId(employerId, month, 0))) return []
  const payroll = await readPayroll(store, employerId)
  if (!payroll) return []
  const covered = await readCoverages(
    store,
    payroll.lines.map(({ personId }) => personId),
  )
  const period = { month, issuedOn, dueOn: monthDueOn(policy(), month) }
  return employerBills(payroll, covered, employeeRates(policy(), month, city), period)
}

/** One employer's month: his bills and the unit's completion in one transaction. */
export const billEmployer = (unit: RunUnit, effects: Pick<Effects, 'store' | 'policy'>): Promise<true> =>
  retryConflicts(async () => {
    if (await isUnitDone(effects.store, unit)) return true
    const bills = await billsOf(unit.input as unknown as Input, effects)
    const persons = bills.reduce((count, bill) => count + bill.persons.length, 0)
    const written = await effects.store.write([
      ...bills.map(issueWrite),
      ...completeUnit(unit, { bills: bills.length, persons }),
    ])
    return written.status === 'written' ? true : undefined
  })
