import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Rate, Rounding } from '#shared/money/rate.ts'
import { Exact, times, timesBy, toFen } from '#shared/money/rate.ts'
import type { Bill, Due } from '../../bill/rules/bill.ts'
import { residentBillId } from '../../bill/rules/bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import { isCoveredWithin, spellsOf } from '../../coverage/rules/coverage.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import { completionOf } from '../../payment/rules/payment.ts'

/** How long those have who come after the window: after they came or were billed, and newborns after their birth. */
type LateDays = { readonly late: number; readonly newborn: number }

/** The dated figures of a resident's year. */
export type ResidentStandard = {
  /** What each resident pays, where the city has no groups that pay otherwise. */
  readonly individual: Fen
  /** What a resident pays by their age and county, as long as a city's standards differ; absent: all pay the same. */
  readonly individualOf?: (of: Pick<CoveredPerson, 'birthOn' | 'county'>) => Fen
  /** It depends on the county: a bill says of which it was reckoned. */
  readonly byCounty?: true
  /** How the resident's own part is rounded; medical aid pays the rest. Absent: aid's part is, to the fen. */
  readonly rounding?: Rounding
  /** Absent: everybody's is due at the end of the window. */
  readonly dueDays?: LateDays
  /** The share of it that medical aid pays, by category, and of one of them by age. */
  readonly aidShare: (aid: AidCategory, birthOn: Day) => Rate
}

/** What a village, a unit or another social body pays for a resident (集体、单位和其他社会扶持). */
export type Pledge = { readonly personId: string; readonly amount: Fen }

/** A bill to issue, with the receipt that completes it where nothing is left for the person to pay. */
export type IssuedBill = { readonly bill: Bill; readonly receipt?: Receipt }

/** What a resident and medical aid pay of the individual standard, by their age, county and category. */
export const partsOfResident = (
  { individual: ofAll, individualOf, aidShare, rounding = toFen }: ResidentStandard,
  { aid, birthOn, county }: Pick<CoveredPerson, 'aid' | 'birthOn' | 'county'>,
): { readonly individual: Fen; readonly own: Fen; readonly aidFunded: Fen } => {
  const individual = individualOf?.({ birthOn, county }) ?? ofAll
  const share = aidShare(aid, birthOn)
  const own =
    rounding.step === 1
      ? individual - times(individual, share)
      : Math.min(individual, timesBy(individual, new Exact(1).minus(share), rounding))
  return { individual, own, aidFunded: individual - own }
}

/** What is left to be paid by the person and by whoever pledged a part; each part that is nothing has no payer. */
const residentDues = (left: Fen, pledged: Fen): readonly Due[] => {
  const collective = Math.min(left, pledged)
  return [
    { payer: 'individual' as const, pooled: left - collective, account: 0 },
    { payer: 'collective' as const, pooled: collective, account: 0 },
  ].filter(({ pooled }) => pooled > 0)
}

/** Until when a resident's year is to be paid: the end of the window, or later for who came or was born after it. */
const dueOnOf = (person: CoveredPerson, year: FundYear, issuedOn: Day, dueDays?: LateDays): Day => {
  const usual = lastDayOfYear(year - 1)
  if (!dueDays) return usual
  const first = spellsOf(person).find(
    (spell) =>
      spell.scheme === 'resident' && isCoveredWithin(spell, firstDayOfYear(year), lastDayOfYear(year)),
  )
  const cameOn = first?.from ?? person.from
  const days = [
    usual,
    ...(cameOn > firstDayOfYear(year) ? [addDays(cameOn, dueDays.late)] : []),
    ...(issuedOn > usual ? [addDays(issuedOn, dueDays.late)] : []),
    addDays(person.birthOn, dueDays.newborn),
  ]
  const latest = days.reduce((one, other) => (one > other ? one : other))
  return latest < lastDayOfYear(year) ? latest : lastDayOfYear(year)
}

/**
 * A resident's bill of a year: their own part less what medical aid pays of it, which is claimed with the subsidies, and
 * less what others pledged. With nothing left to pay the bill is complete at once, so that they are entitled like
 * everyone else.
 */
export const residentBill = (
  person: CoveredPerson,
  year: FundYear,
  standard: ResidentStandard,
  runsOn: Day,
  pledge?: Pledge,
): IssuedBill | undefined => {
  if (!isCoveredWithin(person, firstDayOfYear(year), lastDayOfYear(year))) return undefined
  const { own, aidFunded } = partsOfResident(standard, person)
  // A run may be dated at the opening of the collection, before somebody was born.
  const issuedOn = runsOn > person.birthOn ? runsOn : person.birthOn
  const bill: Bill = {
    billId: residentBillId(person.personId, year),
    kind: 'resident-year',
    scheme: 'resident',
    city: person.city,
    fundYear: year,
    from: `${year}-01`,
    to: `${year}-12`,
    issuedOn,
    dueOn: dueOnOf(person, year, issuedOn, standard.dueDays),
    dues: residentDues(own, pledge?.amount ?? 0),
    persons: [{ personId: person.personId, account: 0 }],
    aidFunded,
    ...(aidFunded > 0 ? { aid: person.aid } : {}),
    ...(standard.byCounty && person.county !== undefined ? { county: person.county } : {}),
    status: 'issued',
    paid: {},
  }
  if (own > 0) return { bill }
  const { billId, scheme, city, fundYear } = bill
  const paymentId = `${billId}-aid`
  return {
    bill: { ...bill, status: 'paid', paymentIds: [paymentId], completedOn: issuedOn },
    receipt: {
      ...{ paymentId, billId, scheme, city, fundYear },
      payer: 'medical-aid',
      pooled: 0,
      account: 0,
      paidOn: issuedOn,
      completes: completionOf(bill),
    },
  }
}
