import type { Month } from '#shared/calendar/day.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { ChargeKind } from '../../bill/rules/bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import type { BilledMonth } from './billed-year.ts'
import { isTakenBack } from './billed-year.ts'
import type { EmployeeContribution, EmployeeRates } from './contribution-base.ts'
import { employeeContribution } from './contribution-base.ts'
import type { LeftOut } from './left-out.ts'
import type { MonthLine, MonthPayer } from './month-payer.ts'
import type { OwedMonthRule } from './owed-month.ts'
import { whyNotOwed } from './owed-month.ts'

/** What a payer declared for a person: the month's wage, or the year's base in its place. */
export type Declared = {
  readonly personId: string
  readonly monthlyWage: Fen
  /** Who declared it, where somebody did and it was kept. */
  readonly by?: string
}

/** The dated figures of a month in a city. */
export type MonthFigures = {
  readonly rates: EmployeeRates
  readonly rule: OwedMonthRule
  readonly zeroWage: 'lowest-base' | 'left-out'
}

/** A line to be billed, and why. */
export type Charge = {
  readonly kind: ChargeKind
  readonly line: MonthLine
  /** Of what is given back: who declared what it comes to now. */
  readonly declaredBy?: string
}

/** What is to be billed to a payer for a month, and who is left out. */
export type MonthCharges = { readonly charges: readonly Charge[]; readonly leftOut: readonly LeftOut[] }

type Known = {
  readonly covered: ReadonlyMap<string, CoveredPerson>
  /** The month as it was billed before, with whomever. */
  readonly billed: ReadonlyMap<string, BilledMonth>
  /** Whose month was billed and is not paid in full, with the bill that is open. */
  readonly unpaid: ReadonlyMap<string, string>
}

type MonthToCharge = {
  readonly payer: MonthPayer
  readonly month: Month
  /** Whether the month is behind: what is billed of it now is back pay. */
  readonly isBehind: boolean
  /** Who ordered the run; absent where that was not kept. */
  readonly by?: string | undefined
  readonly figures: MonthFigures
}

const newLine = (
  personId: string,
  { base, employer, individual, maternity = 0 }: EmployeeContribution,
): MonthLine => ({
  ...{ personId, account: individual, base, pooled: employer },
  ...(maternity === 0 ? {} : { maternity }),
})

/** What a month comes to now beyond what was billed of it; undefined where it is the same. */
const differenceOf = (
  personId: string,
  { base, employer, individual, maternity = 0 }: EmployeeContribution,
  known: BilledMonth,
): Charge | undefined => {
  const pooled = employer - known.pooled
  const account = individual - known.account
  if (pooled === 0 && account === 0) return undefined
  const ofMaternity = maternity - (known.maternity ?? 0)
  const line: MonthLine = {
    ...{ personId, account, base, pooled },
    ...(ofMaternity === 0 ? {} : { maternity: ofMaternity }),
    baseBefore: known.base,
    of: known.billId,
  }
  if (pooled + account < 0) return { kind: 'refund', line }
  return { kind: base === known.base ? 'rate-difference' : 'base-difference', line }
}

/** The line that takes back a month that somebody did not owe: all that was billed of it, so that nothing is left. */
const takenBackOf = (
  personId: string,
  { base, pooled, account, maternity = 0, billId }: BilledMonth,
): Charge => ({
  kind: 'taken-back',
  line: {
    ...{ personId, account: -account, base: 0, pooled: -pooled },
    ...(maternity === 0 ? {} : { maternity: -maternity }),
    ...{ baseBefore: base, of: billId },
  },
})

const chargeFor = (
  { personId, monthlyWage, by: declaredBy }: Declared,
  { covered, billed, unpaid }: Known,
  { payer, month, isBehind, by, figures: { rates, rule, zeroWage } }: MonthToCharge,
): Charge | LeftOut => {
  const employerId = payer.pays === 'alone' ? {} : { employerId: payer.id }
  const leftOut = (code: LeftOut['code'], more: Partial<LeftOut> = {}): LeftOut => ({
    ...{ code, personId },
    ...employerId,
    ...more,
  })
  const before = billed.get(personId)
  const known = before && !isTakenBack(before) ? before : undefined
  if (known && known.payerId !== payer.id) return leftOut('billed-elsewhere', { billId: known.billId })
  const why = whyNotOwed(covered.get(personId), month, { payer, rule })
  // Of whom nothing is known it cannot be said that they did not owe it.
  if (why && (!known || why === 'unknown-person')) return leftOut(why)
  const open = unpaid.get(personId)
  const isSame = by !== undefined && declaredBy !== undefined && isSamePerson(declaredBy, by)
  if (why && known) {
    // What never came cannot go back, and what gives money back takes two.
    if (open !== undefined) return leftOut('not-paid-yet', { billId: open })
    if (isSame) return leftOut('declared-by-same', { billId: known.billId })
    return { ...takenBackOf(personId, known), ...(declaredBy === undefined ? {} : { declaredBy }) }
  }
  if (monthlyWage === 0 && zeroWage === 'left-out' && payer.pays === 'with-employees' && !known)
    return leftOut('zero-wage')
  const contribution = employeeContribution(monthlyWage, rates)
  if (!known) return { kind: isBehind ? 'back-pay' : 'normal', line: newLine(personId, contribution) }
  const difference = differenceOf(personId, contribution, known)
  // What never came cannot go back.
  if (difference?.kind === 'refund' && open !== undefined) return leftOut('not-paid-yet', { billId: open })
  if (difference?.kind === 'refund' && declaredBy !== undefined) {
    // What gives money back takes two: who declared it, and who bills it.
    if (isSame) return leftOut('declared-by-same', { billId: known.billId })
    return { ...difference, declaredBy }
  }
  return difference ?? leftOut('already-billed', { billId: known.billId })
}

const isCharge = (outcome: Charge | LeftOut): outcome is Charge => 'line' in outcome
const isLeftOut = (outcome: Charge | LeftOut): outcome is LeftOut => 'code' in outcome

/** Somebody whose month is billed and who is on the list no more: it is taken back where they did not owe it, else told. */
const missingFrom = (
  personId: string,
  before: BilledMonth,
  { covered, unpaid }: Known,
  { payer, month, figures: { rule } }: MonthToCharge,
): Charge | LeftOut => {
  const employerId = payer.pays === 'alone' ? {} : { employerId: payer.id }
  const leftOut = (code: LeftOut['code'], billId: string): LeftOut => ({
    code,
    personId,
    billId,
    ...employerId,
  })
  const why = whyNotOwed(covered.get(personId), month, { payer, rule })
  if (why === undefined || why === 'unknown-person') return leftOut('not-on-list', before.billId)
  const open = unpaid.get(personId)
  return open === undefined ? takenBackOf(personId, before) : leftOut('not-paid-yet', open)
}

/**
 * What a payer owes for a month by what they declared, beyond what was billed of it already. A month is billed once for
 * a person, with whichever payer; what it comes to otherwise later is a difference against the bill that has it.
 */
export const monthCharges = (
  declared: readonly Declared[],
  known: Known,
  month: MonthToCharge,
): MonthCharges => {
  const outcomes = declared.map((each) => chargeFor(each, known, month))
  const listed = new Set(declared.map(({ personId }) => personId))
  const missing = [...known.billed]
    .filter(
      ([personId, before]) =>
        before.payerId === month.payer.id && !listed.has(personId) && !isTakenBack(before),
    )
    .map(([personId, before]) => missingFrom(personId, before, known, month))
  const all = [...outcomes, ...missing]
  return { charges: all.filter(isCharge), leftOut: all.filter(isLeftOut) }
}
