import type { Month } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill, BilledPerson } from '../../bill/rules/bill.ts'
import { givesBack, givesMonths, totalDue } from '../../bill/rules/bill.ts'
import { monthBesideOf } from '../../bill/rules/siblings.ts'
import type { FlexibleBases } from '../../billing/flexible-bases.ts'
import type { BilledYear } from '../../billing/rules/billed-year.ts'
import { retirementLumpSum } from '../../lump-sum/rules/lump-sum.ts'
import type { Facts } from './over.ts'
import { billsOf, over } from './over.ts'

const monthBillsOf = (facts: Facts): Bill[] => billsOf(facts).filter(({ kind }) => kind === 'employer-month')
const basesOf = (facts: Facts): FlexibleBases[] =>
  (facts['flexible-base'] ?? []).map((item: RecordedItem) => item as RecordedItem & FlexibleBases)
const yearsOf = (facts: Facts): BilledYear[] =>
  (facts['billed-year'] ?? []).map((item: RecordedItem) => item as RecordedItem & BilledYear)

/** What the lines of a bill come to; undefined where they do not say the pool's part, as on bills of the first releases. */
const sumOfLines = ({ persons }: Bill): Fen | undefined =>
  persons.length === 0 || persons.some(({ pooled }) => pooled === undefined)
    ? undefined
    : sum(persons.map(({ pooled = 0, account }) => pooled + account))

/** What keeps a lump sum from being base × rate × months, billed once somebody retired. */
const lumpSumFault = ({ bought, persons, dues, from, issuedOn }: Bill): string | undefined => {
  const [line] = persons
  if (!bought || !line || persons.length > 1) return 'it is not of one person, or does not say what it buys'
  if (from > monthOf(issuedOn)) return 'it was billed before they retired'
  const due = retirementLumpSum({ ...bought, base: line.base ?? 0 })
  return line.pooled === due && totalDue({ dues }) === due ? undefined : 'it is not base × rate × months'
}

/** What keeps a bill's kind of charge from being that of its lines. */
const chargeFault = (bill: Bill): string | undefined => {
  const { persons, from, to } = bill
  if (from !== to) return 'it is of more than one month'
  const corrects = persons.filter(({ of }) => of !== undefined).length
  if (corrects !== (givesMonths(bill) ? 0 : persons.length))
    return 'a difference is not against a bill, or a month is'
  return givesBack(bill) === totalDue(bill) < 0
    ? undefined
    : 'what is given back is no refund, or a refund is asked for'
}

/** What keeps a premium of large-sum cover from being of whom the month's bill beside it gives the month, or takes it back. */
const besideFault = (bill: Bill, bills: ReadonlyMap<string, Bill>): string | undefined => {
  const month = bills.get(monthBesideOf(bill) ?? '')
  if (monthBesideOf(bill) === undefined) return undefined
  const named = new Set(month?.persons.map(({ personId }) => personId))
  const isBack = bill.charge === 'taken-back'
  const stands = month && (isBack ? month.charge === 'taken-back' : givesMonths(month))
  if (!stands || !bill.persons.every(({ personId }) => named.has(personId)))
    return 'it asks for cover of a month that no bill gives'
  return isBack === totalDue(bill) < 0 ? undefined : 'what goes back of it is asked for'
}

/** Judged from a month's bill by itself. */
export const duesOfLines = over(
  {
    id: 'contribution.dues-of-lines',
    number: 6,
    rule: "the lines of a month's bill come to its dues; a difference is against the bill of the month, and what is given back is a refund, declared by one person and billed by another; a lump sum is base × rate × months, billed once the month of retirement has come; a premium of large-sum cover is of whom the bill beside it gives the month, or takes it back; a flexible worker chooses a base once a year, and for no month that is over",
  },
  ['bill', 'flexible-base'],
  (facts, say) => {
    const bills = monthBillsOf(facts)
    for (const { personId, choices } of basesOf(facts)) {
      const years = new Set(choices.map(({ baseYear }) => baseYear))
      if (years.size !== choices.length) say(personId, 'a base was chosen twice in a year of contributions')
      if (choices.some(({ from, chosen }) => from < monthOf(chosen.on)))
        say(personId, 'a base was chosen for a month that was over')
    }
    for (const bill of bills) {
      const lines = sumOfLines(bill)
      if (lines !== undefined && lines !== totalDue(bill))
        say(bill.billId, 'its lines do not come to its dues', { lines, due: totalDue(bill) })
      const fault = chargeFault(bill)
      if (fault) say(bill.billId, fault)
      const { declaredBy = [], billedBy = '' } = bill.hands ?? {}
      if (declaredBy.some((by) => isSamePerson(by, billedBy)))
        say(bill.billId, 'one person declared what it gives back and billed it')
    }
    const all = new Map(billsOf(facts).map((bill) => [bill.billId, bill]))
    const largeSums = [...all.values()].filter(({ kind }) => kind === 'large-sum')
    for (const bill of largeSums) {
      const lines = sumOfLines(bill)
      if (lines !== undefined && lines !== totalDue(bill))
        say(bill.billId, 'its lines do not come to its dues', { lines, due: totalDue(bill) })
      const fault = besideFault(bill, all)
      if (fault) say(bill.billId, fault)
    }
    const lumpSums = billsOf(facts).filter(({ kind }) => kind === 'lump-sum')
    for (const bill of lumpSums) {
      const fault = lumpSumFault(bill)
      if (fault) say(bill.billId, fault)
    }
    return bills.length + lumpSums.length + largeSums.length
  },
)

type Line = { readonly bill: Bill; readonly line: BilledPerson }

const placeOf = (personId: string, month: Month): string => `${personId}/${month}`

/** What is wrong with a person's month on all bills that have it. */
const faultsOfMonth = (lines: readonly Line[]): string[] => {
  const given = lines.filter(({ bill }) => givesMonths(bill))
  const takenBack = lines.filter(({ bill }) => bill.charge === 'taken-back').map(({ line }) => line.of)
  // A month that was taken back may be billed again, to whoever owes it.
  const months = given.filter(({ bill }) => !takenBack.includes(bill.billId))
  const [first] = given
  const strays = lines.filter(
    ({ bill, line }) => !givesMonths(bill) && !given.some((each) => each.bill.billId === line.of),
  )
  return [
    ...(months.length > 1 ? ['billed more than once'] : []),
    ...(new Set(takenBack).size < takenBack.length ? ['taken back more than once'] : []),
    ...(strays.length > 0 ? ['a difference against a bill that does not have the month'] : []),
    ...(first && sum(lines.map(({ line }) => line.account)) < 0
      ? ['more is given back than was billed']
      : []),
  ]
}

/** Months that a bill gives somebody no more without having gone back, or that went back and are still given. */
const faultsOfTakenBack = (lines: readonly Line[]): { readonly where: string; readonly what: string }[] => {
  const wentBack = new Set(
    lines
      .filter(({ bill }) => bill.charge === 'taken-back' && bill.status === 'paid')
      .map(({ line }) => `${line.personId} ${line.of}`),
  )
  const said = new Set(
    lines.flatMap(({ bill: { billId, takenBack = [] } }) => takenBack.map((person) => `${person} ${billId}`)),
  )
  return [
    ...[...said]
      .filter((each) => !wentBack.has(each))
      .map((where) => ({ where, what: 'it is taken back, and did not go back' })),
    ...[...wentBack]
      .filter((each) => !said.has(each))
      .map((where) => ({ where, what: 'it went back, and is still given' })),
  ]
}

/** Whose cover of a month is asked for more often than it was taken back. */
const coveredTwice = (bills: readonly Bill[]): string[] => {
  const lines = bills
    .filter((bill) => monthBesideOf(bill) !== undefined)
    .flatMap(({ from, persons }) => persons.map((line) => ({ place: placeOf(line.personId, from), ...line })))
  return [...Map.groupBy(lines, ({ place }) => place)].flatMap(([place, own]) => {
    const asked = own.filter(({ of }) => of === undefined).length
    return asked - (own.length - asked) > 1 ? [place] : []
  })
}

/** Judged from all months' bills at once. */
export const monthsBilledOnce = over(
  {
    id: 'contribution.months-billed-once',
    number: 3,
    rule: 'nobody is billed twice for a month, by whichever employer or city; what came of it later is a difference against that bill, or takes it back whole; large-sum cover of a month is asked for once; the person’s year holds what it all comes to',
  },
  ['bill', 'billed-year'],
  (facts, say) => {
    const lines = monthBillsOf(facts).flatMap((bill) =>
      bill.persons.map((line) => ({ place: placeOf(line.personId, bill.from), bill, line })),
    )
    const byMonth = Map.groupBy(lines, ({ place }) => place)
    for (const [place, own] of byMonth) for (const what of faultsOfMonth(own)) say(place, what)
    for (const { where, what } of faultsOfTakenBack(lines)) say(where, what)
    for (const place of coveredTwice(billsOf(facts))) say(place, 'its large-sum cover is asked for twice')
    const years = yearsOf(facts)
    let months = 0
    for (const { personId, year, months: held } of years)
      for (const [month, { base, pooled, account }] of Object.entries(held)) {
        months += 1
        const own = byMonth.get(placeOf(personId, month)) ?? []
        const billed = {
          account: sum(own.map(({ line }) => line.account)),
          base: own.map(({ line }) => line.base),
        }
        const isWhole = own.every(({ line }) => line.pooled !== undefined)
        const inPool = sum(own.map(({ line }) => line.pooled ?? 0))
        if (own.length === 0 || yearOf(month) !== year)
          say(placeOf(personId, month), 'held as billed, on no bill')
        else if (billed.account !== account || (isWhole && inPool !== pooled) || !billed.base.includes(base))
          say(placeOf(personId, month), 'held with another sum than its bills', {
            held: account,
            billed: billed.account,
          })
      }
    // Whoever was billed by this release is held with it.
    const known = new Set(
      years.flatMap(({ personId, months: held }) =>
        Object.keys(held).map((month) => placeOf(personId, month)),
      ),
    )
    for (const { place, line } of lines)
      if (line.pooled !== undefined && !known.has(place)) say(place, 'billed, and not held as billed')
    return byMonth.size + months
  },
)
