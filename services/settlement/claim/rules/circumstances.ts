import type { Day } from '#shared/calendar/day.ts'
import { ageOn } from '#shared/calendar/day.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import { isPharmacy } from '../../institution/rules/institution.ts'
import type { Filing, Purpose } from '../../insured-year/rules/care.ts'
import { judgedElsewhere } from '../../insured-year/rules/care-filings.ts'
import type { Circumstances } from '../../insured-year/rules/claim-events.ts'
import { claimFreeYears } from '../../insured-year/rules/claim-free-years.ts'
import type { InsuredYear, Spell } from '../../insured-year/rules/insured-year.ts'
import type { Registrations } from '../../insured-year/rules/registrations.ts'
import { diseasesOn, isContracted } from '../../insured-year/rules/registrations.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import type { PlanBook } from '../../plan/rules/plan-book.ts'
import type { SettleClaim } from './command.ts'
import { servedOn } from './command.ts'

/** What a claim is for: what its sender says, else a purchase at a pharmacy, and general care everywhere else. */
export const purposeOf = (
  { purpose }: Pick<SettleClaim, 'purpose'>,
  institution: Institution | undefined,
): Purpose => purpose ?? (institution && isPharmacy(institution) ? 'pharmacy' : 'general')

/** Whether a visit is for a disease that is registered. */
export const isOfDisease = (purpose: Purpose): boolean => purpose === 'chronic' || purpose === 'two-diseases'

/**
 * What a visit for a disease is for by what is registered of it: senders that know no two diseases send them as chronic
 * ones. Undefined: it is registered as neither.
 */
export const registeredPurpose = (
  sentAs: Purpose,
  { disease }: Pick<SettleClaim, 'disease'>,
  registered: Registrations,
  on: Day,
): Purpose | undefined => {
  if (disease === undefined) return undefined
  if (sentAs === 'chronic' && diseasesOn(registered, on).has(disease)) return 'chronic'
  return diseasesOn(registered, on, 'two-diseases').has(disease) ? 'two-diseases' : undefined
}

/** What a claim is judged by beside its lines. `purpose` is what it is settled as, which may be less than it was sent as. */
export const circumstancesOf = (
  command: SettleClaim,
  institution: Institution,
  spell: Spell,
  purpose: Purpose,
  registered: Registrations,
): Circumstances => {
  const local = institution.city === spell.city
  const elsewhere = isCity(institution.city) ? 'inProvince' : 'outOfProvince'
  const { diagnosis, disease, delivery, procedure, surgery, severe } = command
  return {
    level: institution.level,
    provincial: institution.provincial ?? false,
    ...(local
      ? { place: 'local', filing: 'none', referred: command.referred ?? false }
      : { place: elsewhere, ...filedElsewhere(command, institution, registered.filings) }),
    purpose,
    useAccount: command.useAccount,
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(disease === undefined || !isOfDisease(purpose) ? {} : { disease }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(procedure === undefined ? {} : { procedure }),
    ...(surgery === undefined ? {} : { surgery }),
    ...(severe ? { severe } : {}),
    ...(isContracted(registered, institution.code, servedOn(command)) ? { contracted: true } : {}),
  }
}

/** What counts as filed of care elsewhere, and what its sender said of it. */
const filedElsewhere = (
  command: SettleClaim,
  { code, city }: Institution,
  filings: Registrations['filings'],
): Pick<Circumstances, 'filing' | 'referred' | 'said'> => {
  const { diagnosis } = command
  // Who says that they referred the patient says that it was filed.
  const said: Filing = command.filing ?? (command.referred ? 'filed' : 'none')
  const [from, to] =
    command.care === 'inpatient'
      ? [command.admittedOn, command.dischargedOn]
      : [command.serviceOn, command.serviceOn]
  const told = { filing: said, hasDiagnosis: diagnosis !== undefined }
  return { ...judgedElsewhere(told, { institution: code, city, from, to }, filings), said }
}

/** Years as plans ask about them; unknown where nobody tells them. */
const yearsOf = (
  { year, continuousYears: told, earlierRuns = [], missedYears = 0, registered }: InsuredYear,
  rule: CountedYearsRule | undefined,
): Pick<Facts, 'continuousYears' | 'earlierRuns' | 'missedYears'> => {
  const since = (first: number): number => Math.max(0, year - Math.max(first, rule?.countsFrom ?? 0) + 1)
  const { enrolledSince } = registered
  // An office knows years from before enrolment knew the person, so what it registered goes first.
  if (enrolledSince !== undefined)
    return { continuousYears: since(enrolledSince), earlierRuns: [], missedYears: 0 }
  if (told === undefined) return {}
  // What was told before years were counted by a rule is bounded by the rule.
  return { continuousYears: Math.min(told, since(0)), earlierRuns: [...earlierRuns], missedYears }
}

/** Years without claims as plans ask about them; unknown where there may be some and the years were not read. */
const claimFreeOf = (
  { year, registered }: InsuredYear,
  earlier: readonly InsuredYear[] | undefined,
  rule: CountedYearsRule | undefined,
): Pick<Facts, 'claimFreeYears'> => {
  if (rule === undefined || (earlier === undefined && year > rule.countsFrom)) return {}
  return { claimFreeYears: claimFreeYears(year, earlier ?? [], registered, rule) }
}

/** What is known of a person beside the claim: their year, and those before it where they were read. */
export type KnownPerson = {
  readonly state: InsuredYear
  readonly spell: Spell
  readonly earlier?: readonly InsuredYear[] | undefined
}

/** All that a plan may ask about a claim and is known. What nobody knows is absent, and a plan that asks for it fails. */
export const factsOf = (
  circumstances: Circumstances,
  { state, spell, earlier }: KnownPerson,
  on: Day,
  plans: Pick<PlanBook, 'countedYears'>,
): Facts => {
  const { level, provincial, place, filing, referred, purpose, disease, delivery } = circumstances
  const { sex, birthOn, year, registered } = state
  const rule = plans.countedYears(year)
  return {
    level,
    provincial,
    employment: spell.employment,
    aid: spell.aid,
    ...(sex === null ? {} : { sex }),
    ...(birthOn === null ? {} : { age: ageOn(birthOn, on) }),
    place,
    filing,
    referred,
    purpose,
    ...(disease === undefined ? {} : { disease }),
    diseases: registered.diseases.length === 0 ? 0 : diseasesOn(registered, on).size,
    ...(delivery === undefined ? {} : { delivery }),
    ...yearsOf(state, rule),
    ...claimFreeOf(state, earlier, rule),
    civilServant: registered.civilServant,
    contracted: circumstances.contracted ?? false,
  }
}
