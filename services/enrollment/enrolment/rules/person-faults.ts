import type { Day } from '#shared/calendar/day.ts'
import { ageOn, daysBetween, yearOf } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { nameFault } from '#shared/kernel/person-name.ts'
import { farAheadFault } from '../../coverage/rules/far-ahead.ts'
import { placeFault } from '../../coverage/rules/place.ts'
import { certificateFault } from '../../person/rules/certificate-fault.ts'
import type { PersonLimits } from '../../person/rules/person-limits.ts'
import { certificateOf } from '../../person/rules/proof-fields.ts'
import { refusal } from '../../refusals.ts'
import type { NewPerson } from './new-person.ts'
import { fieldOfCertificate } from './new-person.ts'

/** What is known when a person is judged: the day it is, and the bounds of what can be true. */
export type Judging = { readonly today: Day; readonly limits: PersonLimits }

/** A person as far as their fields could be read. */
type Read = { readonly [Field in keyof NewPerson]?: NewPerson[Field] | undefined }

type Check = (person: Read, judging: Judging) => Refusal | undefined

/** Why a text is no person's name. */
export const faultOfName = ({ name }: Pick<Read, 'name'>): Refusal | undefined => {
  const fault = name === undefined ? undefined : nameFault(name)
  return (
    fault && refusal(fault === 'garbled' ? 'person.garbled-name' : 'person.not-a-name', { field: 'name' })
  )
}

/** Why something proves of nobody who they are: two certificates at once, or a number that is none of theirs. */
const faultOfNumber: Check = (person) => {
  const { idNumber, certificate } = person
  if (idNumber === undefined && certificate === undefined) return undefined
  if (idNumber !== undefined && certificate !== undefined) return oneCertificate
  const fault = certificateFault(certificateOf(person), person)
  return fault && refusal(fault, { field: fieldOfCertificate(person) })
}

const oneCertificate = refusal('certificate.one', { field: 'certificate' })

/** Why nothing, or too much, is said that proves who somebody is. */
export const faultOfProof = ({
  idNumber,
  certificate,
}: Pick<Read, 'idNumber' | 'certificate'>): Refusal | undefined =>
  (idNumber === undefined) === (certificate === undefined) ? oneCertificate : undefined

/**
 * Why a birth certificate does not register somebody for the first time: it is for the newborn, and for their coverage as
 * residents. They keep what it opened; the number follows.
 */
export const faultOfNewborn = (
  { certificate, birthOn, scheme }: Pick<NewPerson, 'certificate' | 'birthOn' | 'scheme'>,
  { today, limits }: Judging,
): Refusal | undefined => {
  if (certificate?.type !== 'birth-certificate') return undefined
  if (scheme !== 'resident') return refusal('certificate.newborn-resident', { field: 'scheme' })
  const days = limits.newbornDays(today)
  return daysBetween(birthOn, today) > days
    ? refusal('certificate.newborn-only', { field: 'certificate', figures: { days } })
    : undefined
}

const faultOfBirth: Check = ({ birthOn }, { today, limits }) => {
  if (birthOn === undefined) return undefined
  if (birthOn > today) return refusal('person.born-to-come', { field: 'birthOn', figures: { today } })
  const years = limits.mostAge(today)
  return ageOn(birthOn, today) > years
    ? refusal('person.too-old', { field: 'birthOn', figures: { years } })
    : undefined
}

const faultOfFrom: Check = ({ from, birthOn }, { today }) => {
  if (from === undefined) return undefined
  if (birthOn !== undefined && birthOn <= today && from < birthOn)
    return refusal('enrollment.before-birth', { field: 'from' })
  return farAheadFault(from, 'from', today)
}

const faultOfPlace: Check = ({ scheme, city, employment, employerId }) =>
  scheme === undefined || city === undefined || employment === undefined
    ? undefined
    : placeFault({ scheme, city, employment, ...(employerId === undefined ? {} : { employerId }) })

export const faultOfAge: Check = ({ employment, sex, birthOn, from }, { limits }) => {
  if (employment === undefined || employment === 'resident' || birthOn === undefined || from === undefined)
    return undefined
  if (employment === 'retired' && sex === undefined) return undefined
  const youngest =
    employment === 'retired' && sex !== undefined ? limits.youngestRetired(from, sex) : limits.firstAge(from)
  const age = ageOn(birthOn, from)
  return age < youngest
    ? refusal('person.too-young', { field: 'employment', figures: { age, youngest } })
    : undefined
}

/** Whole and begun months from one day to another; none where the second comes first. */
const monthsBegun = (from: Day, to: Day): number => {
  if (daysBetween(from, to) < 0) return 0
  return (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1
}

/** The birthday on which an age is reached; 29 February is reached on 1 March in other years. */
const birthdayOf = (birthOn: Day, age: number): Day => {
  const day = `${yearOf(birthOn) + age}${birthOn.slice(4)}`
  return birthOn.endsWith('-02-29') && (yearOf(birthOn) + age) % 4 !== 0 ? `${day.slice(0, 4)}-03-01` : day
}

export const faultOfMonths: Check = ({ paidMonths = 0, birthOn, from }, { limits }) => {
  if (paidMonths === 0 || birthOn === undefined || from === undefined) return undefined
  const firstAge = limits.firstAge(from)
  const most = monthsBegun(birthdayOf(birthOn, firstAge), from)
  return paidMonths > most
    ? refusal('person.too-many-months', {
        field: 'paidMonths',
        figures: { months: paidMonths, most, firstAge },
      })
    : undefined
}

/** One hand would open a right that nobody paid for. */
const faultOfTypedMonths: Check = (person, judging) =>
  person.paidMonths && !faultOfMonths(person, judging)
    ? refusal('enrollment.months-by-report', { field: 'paidMonths' })
    : undefined

const faultOfAid: Check = ({ aid = 'none' }) =>
  aid === 'none' ? undefined : refusal('enrollment.aid-by-civil-affairs', { field: 'aid' })

const checks: readonly Check[] = [
  faultOfNumber,
  faultOfName,
  faultOfBirth,
  faultOfFrom,
  faultOfPlace,
  faultOfMonths,
  faultOfTypedMonths,
  faultOfAid,
  faultOfAge,
]

/** What a person cannot be registered for, whoever asks; months that were paid before are asked of an enrolment only. */
export const personRefusals = [
  'certificate.one',
  'certificate.malformed',
  'certificate.check-digit',
  'certificate.birth-differs',
  'id-number.malformed',
  'id-number.area-unknown',
  'id-number.check-digit',
  'id-number.birth-differs',
  'id-number.sex-differs',
  'person.not-a-name',
  'person.garbled-name',
  'person.born-to-come',
  'person.too-old',
  'person.too-young',
  'enrollment.before-birth',
  'enrollment.too-far-ahead',
  'enrollment.scheme-employment',
  'enrollment.employer',
]

/**
 * Everything for which a person cannot be registered as given, before anything is known of them. Fields that could not be
 * read are left out, so that one of them does not hide what is wrong with the others.
 * @throws TongchouError `policy.missing` for a day that the policy does not reach
 */
export const personFaults = (person: Read, judging: Judging): Refusal[] =>
  checks.flatMap((check) => check(person, judging) ?? [])
