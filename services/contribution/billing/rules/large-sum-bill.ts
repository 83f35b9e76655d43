import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOf, lastDayOfYear, monthsOf } from '#shared/calendar/day.ts'
import { never } from '#shared/kernel/never.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Bill, Due } from '../../bill/rules/bill.ts'
import { chargeOf, givesMonths } from '../../bill/rules/bill.ts'
import { besideBillId } from '../../bill/rules/siblings.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import { isCoveredWithin, spellsOf } from '../../coverage/rules/coverage.ts'
import type { MonthPayer } from './month-payer.ts'
import type { IssuedBill } from './resident-bill.ts'

/** What each month of large-sum cover (大额医疗) costs a retired person. */
export type LargeSumPremium = (month: Month) => Fen

/** What a month of large-sum cover costs of somebody in work: of their unit and of them, or of a flexible worker alone. */
export type LargeSumInWork = { readonly unit: Fen; readonly employee: Fen; readonly flexible: Fen }

/** What each payer owes of large-sum cover for so many persons of a month. */
const duesInWork = (pays: MonthPayer['pays'], persons: number, premium: LargeSumInWork): readonly Due[] => {
  const due = (payer: Due['payer'], each: Fen): Due => ({ payer, pooled: fen(persons * each), account: 0 })
  switch (pays) {
    case 'with-employees':
      return [due('employer', premium.unit), due('individual', premium.employee)]
    case 'alone':
      return [due('individual', premium.flexible)]
    // Their fund pays the basic insurance (社会保险法 第四十八条), of which this is no part.
    case 'from-unemployment-fund':
      return []
    default:
      return never(pays)
  }
}

/**
 * The premium of large-sum cover beside a month's bill, for those whom the bill gives the month: so a month is asked for once,
 * whoever joins the list later. It is a bill of its own, which gives no month and nothing to accounts. None where the city
 * asks for nothing.
 */
export const largeSumBeside = (
  month: Bill,
  pays: MonthPayer['pays'],
  premium: LargeSumInWork,
): Bill | undefined => {
  if (!givesMonths(month)) return undefined
  const dues = duesInWork(pays, month.persons.length, premium).filter(({ pooled }) => pooled !== 0)
  const each = pays === 'alone' ? premium.flexible : fen(premium.unit + premium.employee)
  if (dues.length === 0) return undefined
  const { scheme, city, fundYear, from, to, belongsTo, issuedOn, dueOn, employerId, runId } = month
  return {
    billId: besideBillId(month.billId),
    kind: 'large-sum',
    ...{ scheme, city, fundYear, from, to, issuedOn, dueOn, dues },
    ...(chargeOf(month) === 'normal' ? {} : { charge: chargeOf(month) }),
    ...(belongsTo === undefined ? {} : { belongsTo }),
    ...(employerId === undefined ? {} : { employerId }),
    ...(runId === undefined ? {} : { runId }),
    persons: month.persons.map(({ personId }) => ({ personId, account: 0, pooled: each })),
    status: 'issued',
    paid: {},
  }
}

/** What each payer owes of one person's cover on a premium, which is the same for all on it. */
const duesOfOne = ({ dues, persons }: Bill): readonly Due[] =>
  dues.map((due) => ({ ...due, pooled: fen(due.pooled / persons.length) }))

/**
 * The premiums that go back with months that are taken back whole: each as it was billed beside the bill that gave the
 * month, so that whoever owes the month after all asks for its cover alone. None where none was billed.
 * @param premiums the premiums beside the bills that gave these months
 */
export const largeSumTakenBack = (month: Bill, premiums: readonly Bill[]): Bill | undefined => {
  const given = month.persons.flatMap(({ personId, of = '' }) => {
    const premium = premiums.find(({ billId }) => billId === besideBillId(of))
    return premium?.persons.some((each) => each.personId === personId) ? [{ personId, premium }] : []
  })
  if (given.length === 0) return undefined
  const owed = given.flatMap(({ premium }) => duesOfOne(premium))
  const payers = [...new Set(owed.map(({ payer }) => payer))]
  const { scheme, city, fundYear, from, to, belongsTo, issuedOn, dueOn, employerId, runId } = month
  return {
    billId: besideBillId(month.billId),
    kind: 'large-sum',
    ...{ scheme, city, fundYear, from, to, issuedOn, dueOn, charge: 'taken-back' },
    ...(belongsTo === undefined ? {} : { belongsTo }),
    ...(employerId === undefined ? {} : { employerId }),
    ...(runId === undefined ? {} : { runId }),
    dues: payers.map((payer) => ({
      payer,
      pooled: fen(0 - sum(owed.filter((due) => due.payer === payer).map(({ pooled }) => pooled))),
      account: 0,
    })),
    persons: given.map(({ personId, premium }) => ({
      ...{ personId, account: 0, of: premium.billId },
      pooled: fen(0 - sum(duesOfOne(premium).map(({ pooled }) => pooled))),
    })),
    status: 'issued',
    paid: {},
  }
}

/** The id of a retired person's bill of a year: there is one. */
export const largeSumBillId = (personId: string, year: FundYear): string => `G-${personId}-${year}`

/**
 * A retired person's premium of large-sum cover for a year: each month in which they are retired and covered in the city.
 * It is beside their contributions, which are over: it gives no month and nothing to the account.
 */
export const largeSumBill = (
  person: CoveredPerson,
  year: FundYear,
  premium: LargeSumPremium,
  issuedOn: Day,
): IssuedBill | undefined => {
  const { personId, city } = person
  const spells = spellsOf(person).filter((spell) => spell.employment === 'retired' && spell.city === city)
  const months = monthsOf(year).filter((month) =>
    spells.some((spell) => isCoveredWithin(spell, firstDayOf(month), lastDayOf(month))),
  )
  const [from] = months
  const amount = sum(months.map(premium))
  if (from === undefined || amount === 0) return undefined
  return {
    bill: {
      billId: largeSumBillId(personId, year),
      kind: 'large-sum',
      scheme: 'employee',
      ...{ city, fundYear: year, from, to: months.at(-1) ?? from },
      ...{ issuedOn, dueOn: lastDayOfYear(year) },
      dues: [{ payer: 'individual', pooled: amount, account: 0 }],
      persons: [{ personId, account: 0, pooled: amount }],
      status: 'issued',
      paid: {},
    },
  }
}
