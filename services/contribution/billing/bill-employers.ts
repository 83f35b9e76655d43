import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { cutGreedily } from '#shared/kernel/cut-greedily.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { issueWrite, readBills } from '../bill/store.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { readPayrolls } from '../payroll/store.ts'
import { employeeRates, monthDueOn } from './rules/billing-figures.ts'
import { employerBillId, employerBills } from './rules/employer-bills.ts'
import type { BillingInput } from './start-billing.ts'

type Input = Pick<BillingInput, 'city' | 'month' | 'issuedOn' | 'employerIds'>
type BillingEffects = Pick<Effects, 'store' | 'policy'>

/** The bills of each employer that has none of the month yet. */
const missingBills = async (
  { city, month, issuedOn, employerIds }: Input,
  { store, policy }: BillingEffects,
): Promise<readonly (readonly Bill[])[]> => {
  // All pages of an employer's month are issued at once, so the first stands for all.
  const first = await readBills(
    store,
    employerIds.map((employerId) => employerBillId(employerId, month, 0)),
  )
  const open = employerIds.filter((_, index) => first[index] === undefined)
  const payrolls = (await readPayrolls(store, open)).flatMap((payroll) => payroll ?? [])
  const covered = await readCoverages(
    store,
    payrolls.flatMap(({ lines }) => lines.map(({ personId }) => personId)),
  )
  const period = { month, issuedOn, dueOn: monthDueOn(policy(), month) }
  const rates = employeeRates(policy(), month, city)
  return payrolls.map((payroll) => employerBills(payroll, covered, rates, period))
}

/** Pages written in one transaction, but for an employer who has more. */
const mostPages = 60

/** Employers whose bills fit into one transaction together, each employer's whole. */
const inTransactions = (employers: readonly (readonly Bill[])[]): Bill[][] =>
  cutGreedily(employers, { weigh: (bills) => bills.length, limit: mostPages }).map((some) => some.flat())

/** Some employers' month: the bills of each in one transaction, the last with the unit's completion. */
export const billEmployers = (unit: RunUnit, effects: BillingEffects): Promise<true> =>
  retryConflicts(async () => {
    if (await isUnitDone(effects.store, unit)) return true
    const employers = await missingBills(inputOf<Input>(unit), effects)
    const transactions = inTransactions(employers)
    for (const bills of transactions.slice(0, -1))
      if ((await effects.store.write(bills.map(issueWrite))).status === 'rejected') return undefined
    const issued = employers.flat()
    const persons = issued.reduce((count, bill) => count + bill.persons.length, 0)
    const written = await effects.store.write([
      ...(transactions.at(-1) ?? []).map(issueWrite),
      ...completeUnit(unit, { bills: issued.length, persons }),
    ])
    return written.status === 'written' ? true : undefined
  })
