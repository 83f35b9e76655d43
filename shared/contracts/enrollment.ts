import * as z from 'zod'
import { defineEvent } from '#shared/contracts/define-event.ts'
import {
  aid,
  amount,
  city,
  day,
  divisionCode,
  employment,
  fundYear,
  id,
  month,
  scheme,
  signature,
  version,
} from '#shared/contracts/fields.ts'

/** Persons are told of in groups as their changes come, so that one paid bill of many persons is few events. */
export const mostPersons = 40

const coverage = z.strictObject({
  personId: id,
  version,
  scheme,
  city,
  employment,
  /** The county that they belong to; absent where no unit of theirs was told. */
  county: divisionCode.optional(),
  /** Who pays the employer's part; present for the employed only. */
  employerId: id.optional(),
  aid,
  birthOn: day,
  from: day,
  /** The last covered day; null while the coverage is open. */
  to: day.nullable(),
  /**
   * Of the retired: the months that they need by law, and those paid or deemed paid; bought ones are not in it. And how many
   * are still missing, bought ones counted: of these they pay each as it comes, unless they buy them.
   */
  retirement: z
    .strictObject({
      neededMonths: z.int().min(0).max(1200),
      contributedMonths: z.int().min(0).max(2400),
      missingMonths: z.int().min(1).max(1200).optional(),
    })
    .optional(),
  /** The person that they turned out to be, whose coverage goes on: what both are paid for a year is paid once. */
  sameAs: id.optional(),
  /** Those who turned out to be this person. */
  alsoAs: z.array(id).max(60).optional(),
  /** Those with whom they were one record and are two persons: each is paid for by themselves again. */
  partedFrom: z.array(id).min(1).max(60).optional(),
  /** Of residents' bills on which those stand, the ones that were paid for this person. */
  heldBills: z.array(id).min(1).max(100).optional(),
})

/** Persons' coverage as it now is: what contribution needs to bill. A higher version replaces a lower one. */
export const coveragesChanged = defineEvent({
  service: 'enrollment',
  name: 'coverages-changed',
  version: 1,
  summary: "Persons' coverage was opened, moved, ended, or their aid category changed.",
  data: z.strictObject({ persons: z.array(coverage).min(1).max(mostPersons) }),
})

const entitlement = z.strictObject({
  personId: id,
  year: fundYear,
  version,
  changedOn: day,
  birthOn: day,
  sex: z.enum(['male', 'female']),
  spells: z.array(z.strictObject({ scheme, city, employment, aid, from: day, to: day })).max(60),
  /**
   * Years in a row up to this one in which the person was enrolled in either scheme, as far as enrolment knows. Absent when
   * they are not enrolled.
   */
  continuousYears: z.int().min(1).max(200).optional(),
  /** Years on end that count for what long enrolment earns, by the policy. Absent when they are not enrolled. */
  countedYears: z.int().min(0).max(200).optional(),
  /** The same of each run that a lapse ended before, in order of time. */
  earlierRuns: z.array(z.int().min(1).max(200)).max(60).optional(),
  /** Years without enrolment between the first that counts and this one. */
  missedYears: z.int().min(1).max(200).optional(),
  /** The person that they turned out to be: what was counted of the year under this number is that one's too. */
  sameAs: id.optional(),
  /** Those who turned out to be this person. */
  alsoAs: z.array(id).min(1).max(60).optional(),
  /** The day of their death, as long as that stands. */
  diedOn: day.optional(),
})
/** All of a person's days of a fund year on which they may claim. */
export type Entitlement = z.output<typeof entitlement>

/** The days of a fund year on which persons may claim, each whole; a higher version replaces a lower one. */
export const entitlementsChanged = defineEvent({
  service: 'enrollment',
  name: 'entitlements-changed',
  version: 1,
  summary: 'The days of a fund year on which persons may claim benefits changed.',
  data: z.strictObject({ persons: z.array(entitlement).min(1).max(mostPersons) }),
})

/** Claims that one parting names at most. */
export const mostPartedClaims = 200
/** What is registered for claims, and allowances, that one parting names at most. */
export const mostPartedRegistrations = 100
export const mostPartedAllowances = 20

/** One record that was two persons, parted by two hands: what is the other's of claims and of the account. */
export const personsParted = defineEvent({
  service: 'enrollment',
  name: 'persons-parted',
  version: 1,
  summary:
    'One record turned out to be two persons: two hands named the claims, and the money of the account, that are the other number’s.',
  data: z.strictObject({
    partingId: id,
    /** Who decides on both: their city, or the province (340000). */
    division: z.string().regex(/^34\d{4}$/),
    /** The number that was the record, and the one that part of it goes to. */
    stays: id,
    goes: id,
    claims: z.array(id).max(mostPartedClaims),
    /** What goes over of the personal account. */
    account: amount,
    partedOn: day,
    /** What is registered for claims and goes over, by name, and allowances that do; absent where neither was kept apart. */
    registrations: z.array(id).max(mostPartedRegistrations).optional(),
    allowances: z.array(id).max(mostPartedAllowances).optional(),
    /** Who decided it: what is registered is then approved by them. */
    hands: z.strictObject({ proposed: signature, decided: signature }).optional(),
  }),
})

/** Who was insured in a city on the last day of a month, as it was counted after it: what indicators of its funds divide by. */
export const insuredCounted = defineEvent({
  service: 'enrollment',
  name: 'insured-counted',
  version: 1,
  summary:
    'The insured of a city on the last day of a month were counted; the highest revision of a month holds.',
  data: z.strictObject({
    city,
    month,
    on: day,
    revision: z.int().min(1).max(9999),
    insured: z.array(z.strictObject({ scheme, employment, persons: z.int().min(1) })).max(20),
    entitled: z.array(z.strictObject({ scheme, persons: z.int().min(1) })).max(10),
  }),
})
