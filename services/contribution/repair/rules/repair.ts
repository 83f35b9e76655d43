import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear, monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { repairBillId, residentBillId, totalPaid } from '../../bill/rules/bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import { refuse } from '../../refusals.ts'

/** A year that somebody missed and pays for after all, in the city that they are a resident of now. */
export type BillRepair = {
  readonly personId: string
  readonly city: CityCode
  /** The year that was missed. */
  readonly year: FundYear
  readonly on: Day
}

/** What a repair is judged by. */
export type RepairState = {
  readonly covered: CoveredPerson | undefined
  /** The bill of the missed year, where there is one. */
  readonly ofYear: Bill | undefined
  /** Whether months of the year are billed for them as an employee. */
  readonly isEmployee: boolean
  /** The first year that may be missed, and what a resident pays in the year of the repair. */
  readonly firstYear: FundYear
  readonly individual: Fen
}

/** The bill of a repair; and the bill of the year, which it takes the place of. */
export type Repair = { readonly bill: Bill; readonly replaced?: Bill }

const isResidentOf = (covered: CoveredPerson | undefined, city: CityCode, on: Day): boolean =>
  covered !== undefined &&
  covered.scheme === 'resident' &&
  covered.city === city &&
  covered.sameAs === undefined &&
  (covered.to === null || covered.to >= on)

const yearFault = (
  { personId, city, year, on }: BillRepair,
  { covered, isEmployee, firstYear }: RepairState,
): Decision<never> | undefined => {
  if (!isResidentOf(covered, city, on))
    return refuse('contribution.not-a-resident', { field: 'personId', figures: { personId, city } })
  if (year >= yearOf(on)) return refuse('repair.year-not-over', { field: 'year', figures: { year } })
  if (year < firstYear)
    return refuse('repair.year-too-early', { field: 'year', figures: { year, firstYear } })
  if (covered && covered.birthOn > lastDayOfYear(year))
    return refuse('repair.not-born', { field: 'year', figures: { year } })
  return isEmployee ? refuse('repair.employee', { field: 'year', figures: { personId, year } }) : undefined
}

/**
 * Bills a missed year to somebody who is a resident now, whether or not they were covered in it: at the individual
 * standard of the year in which they pay, with no subsidy and no medical aid (国办发〔2024〕38号). It is money of that
 * year. A bill of the missed year of which nothing was paid is replaced, so that the year is not paid twice.
 */
export const decideRepair = (command: BillRepair, state: RepairState): Decision<Repair> => {
  const fault = yearFault(command, state)
  if (fault) return fault
  const { ofYear, individual } = state
  const { personId, city, year, on } = command
  const isOpen =
    ofYear?.kind === 'resident-year' && ofYear.repairedBy === undefined && totalPaid(ofYear) === 0
  if (ofYear && (!isOpen || ofYear.status === 'paid' || ofYear.corrected !== undefined))
    return refuse('contribution.billed-already', { field: 'year', figures: { billId: ofYear.billId } })
  const bill: Bill = {
    billId: ofYear ? repairBillId(personId, year) : residentBillId(personId, year),
    ...{ kind: 'resident-repair', charge: 'repair', scheme: 'resident', city },
    fundYear: yearOf(on),
    ...{ from: `${year}-01`, to: `${year}-12`, belongsTo: monthOf(on) },
    ...{ issuedOn: on, dueOn: lastDayOfYear(yearOf(on)) },
    dues: [{ payer: 'individual', pooled: individual, account: 0 }],
    persons: [{ personId, account: 0 }],
    ...{ status: 'issued', paid: {} },
  }
  return accept(ofYear ? { bill, replaced: { ...ofYear, repairedBy: bill.billId } } : { bill })
}
