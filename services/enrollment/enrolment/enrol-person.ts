import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { decide } from '../coverage/rules/decide.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { nextRecord } from '../coverage/rules/person-record.ts'
import { coverageWrite } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { findAlike, openPairsOf } from '../likeness/find-alike.ts'
import { claimWrites } from '../person/holders.ts'
import type { Hand } from '../person/rules/insured.ts'
import { lastSpell, placeOf } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { certificateOf } from '../person/rules/proof-fields.ts'
import type { PersonTokens, Tokens } from '../person/secrets.ts'
import type { Identity } from '../person/store.ts'
import { identities } from '../person/store.ts'
import { refuse } from '../refusals.ts'
import type { RegisteredPerson } from './registered.ts'
import { readRegistered } from './registered.ts'
import { decideEnrolment } from './rules/decide-enrolment.ts'
import type { StartsApproved } from './rules/early-start.ts'
import { beginCoverage } from './rules/early-start.ts'
import type { NewPerson } from './rules/new-person.ts'
import { fieldOfCertificate } from './rules/new-person.ts'
import { faultOfNewborn } from './rules/person-faults.ts'

/** A person to enrol with the tokens that stand for them, the command's id, and the day it is. */
export type Enrolment = {
  readonly person: NewPerson
  readonly tokens: PersonTokens
  readonly commandId: string
  readonly today: Day
  readonly by: Hand
  /** Another person's word on the file that it is of. */
  readonly starts?: StartsApproved | undefined
  /** The township or village that they belong to from now on, where it is told: it is registered and open. */
  readonly unit?: string | undefined
  /** Whether the caller may see data of a city. */
  readonly reachesCity: (city: string) => boolean
}

/** What enrolling a person comes to: who they are, and the record to be written if anything changes. */
type JudgedEnrolment = Pick<Enrolment, 'person' | 'tokens' | 'by' | 'today'> & {
  readonly personId: string
  readonly record?: PersonRecord
  readonly registered?: RegisteredPerson
}

/** The token of a named person is of its name, sex and birth day together. */
const differs = ({ tokens: registered }: Identity, { namedPerson }: Tokens): boolean =>
  registered.namedPerson !== namedPerson

/** Decides on an enrolment against the person as they are registered, if they are; nothing is written. */
export const judgeEnrolment = (
  enrolment: Enrolment,
  registered: RegisteredPerson | undefined,
  effects: Pick<Effects, 'policy'>,
): Decision<JudgedEnrolment> => {
  const { tokens, person, commandId, by, today } = enrolment
  // It was done, and comes again: whatever others did with the person since, its answer is the first.
  if (registered?.record.commands.some(({ id }) => id === commandId))
    return accept({ personId: registered.identity.personId, person, tokens, by, today })
  const judged = judgeOwn(enrolment, registered, effects)
  const isForeign = registered && !enrolment.reachesCity(lastSpell(registered.record.insured).city)
  if (!isForeign) return judged
  // Whatever stands against it is of another city's person, and is not shown; nor is that they were once covered here.
  return judged.status === 'accepted' && judged.value.record
    ? judged
    : refuse('enrollment.registered-elsewhere', { field: fieldOfCertificate(enrolment.person) })
}

const judgeOwn = (
  { person, tokens, commandId, today, by, starts, unit }: Enrolment,
  registered: RegisteredPerson | undefined,
  { policy }: Pick<Effects, 'policy'>,
): Decision<JudgedEnrolment> => {
  const { sex, birthOn, from } = person
  const notNewborn = registered
    ? undefined
    : faultOfNewborn(person, { today, limits: personLimits(policy()) })
  if (notNewborn) return { status: 'refused', refusal: notNewborn }
  if (registered && differs(registered.identity, tokens)) return refuse('enrollment.identity-differs')
  // Ours alone: from the command's id, so that it tells nothing of the ID number and a repeat gives it again.
  const personId = registered?.identity.personId ?? stableId('P', commandId)
  const decision = decideEnrolment(
    {
      ...{ personId, sex, birthOn, from, by, proof: certificateOf(person).type },
      place: placeOf(person),
      currentYear: yearOf(today),
    },
    registered?.record.insured,
  )
  if (decision.status === 'refused') return decision
  const judged = { personId, person, tokens, by, today }
  if (registered && decision.value === registered.record.insured) return accept(judged)
  const begun = beginCoverage(decision.value, { by, today, starts }, policy())
  if (begun.status === 'refused') return begun
  const placed = unit === undefined ? begun : decide({ type: 'place-in-unit', unit, on: today }, begun.value)
  if (placed.status === 'refused') return placed
  const rules = entitlementRules(policy())
  const record = nextRecord(registered?.record, placed.value, {
    rules,
    on: from,
    command: { id: commandId },
  })
  return accept({ ...judged, record, ...(registered ? { registered } : {}) })
}

/** A person who is enrolled, and the pairs they make with others who are alike. */
export type Enrolled = { readonly personId: string; readonly alike: readonly string[] }

/** The writes that register a person: their certificate is claimed with their first coverage, so nobody is there twice. */
const registrationWrites = async (
  { passport, ...identity }: Identity & Pick<PersonTokens, 'passport'>,
  record: PersonRecord,
  store: Store,
): Promise<Write[]> => {
  const sought = { certificate: identity.tokens.certificate, ...(passport ? { passport } : {}) }
  const { token, claims, known } = await claimWrites(identity, sought, store)
  return [
    ...claims,
    identities.create({ ...identity, tokens: { ...identity.tokens, certificate: token } }),
    coverageWrite(record, 0),
    ...known,
  ]
}

/** Who a person is, as it is stored: what the tokens stand for is sealed. */
const identityOf = async (
  { personId, person, tokens }: JudgedEnrolment,
  { secrets }: Pick<Effects, 'secrets'>,
): Promise<Identity & Pick<PersonTokens, 'passport'>> => {
  const { type, number } = certificateOf(person)
  const { name, sex, birthOn } = person
  const { passport, ...kept } = tokens
  const sealed = await secrets.seal(personId, { number, name })
  return {
    ...{ personId, certificateType: type, sex, birthOn, tokens: kept, sealed, compared: true },
    ...(passport ? { passport, passportOf: passport.country } : {}),
  }
}

/** Writes a judged enrolment; undefined when the person changed meanwhile and must be judged again. */
export const writeEnrolment = async (
  judged: JudgedEnrolment,
  effects: Pick<Effects, 'store' | 'secrets'>,
): Promise<Enrolled | undefined> => {
  const { personId, record, registered, tokens, today, by } = judged
  const { store } = effects
  // It was registered before, and comes again: whom they were alike to then is told again while it is open.
  if (!record) return { personId, alike: await openPairsOf({ personId, token: tokens.namedPerson }, store) }
  if (registered) {
    const written = await store.write([coverageWrite(record, registered.record.version)])
    return written.status === 'written' ? { personId, alike: [] } : undefined
  }
  const { city } = judged.person
  const newcomer = { personId, city, token: tokens.namedPerson, on: today, by }
  const { writes, alike } = await findAlike(newcomer, store)
  const identity = await identityOf(judged, effects)
  const written = await store.write([...(await registrationWrites(identity, record, store)), ...writes])
  return written.status === 'written' ? { personId, alike } : undefined
}

/**
 * Enrols a person: registers them or opens a further coverage. Two cities at the same instant race for one certificate
 * or one record version. So exactly one wins and the other is judged again against what it wrote.
 * @returns the person's id, also when the very same coverage was opened before, and whom a new one is alike to
 */
export const enrolPerson = (
  enrolment: Enrolment,
  effects: Pick<Effects, 'store' | 'policy' | 'secrets'>,
): Promise<Decision<Enrolled>> =>
  retryConflicts(async () => {
    const [registered] = await readRegistered(effects.store, [enrolment.tokens])
    const judged = judgeEnrolment(enrolment, registered, effects)
    if (judged.status === 'refused') return judged
    const enrolled = await writeEnrolment(judged.value, effects)
    return enrolled && accept(enrolled)
  })
