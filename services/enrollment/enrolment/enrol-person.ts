import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { normalName } from '#shared/kernel/person-name.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { nextRecord } from '../coverage/rules/person-record.ts'
import { coverageWrite } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import type { Identity } from '../person/store.ts'
import { identities, idNumbers } from '../person/store.ts'
import { refuse } from '../refusals.ts'
import type { RegisteredPerson } from './registered.ts'
import { readRegistered } from './registered.ts'
import { decideEnrolment } from './rules/decide-enrolment.ts'
import type { NewPerson } from './rules/new-person.ts'
import { placeOf } from './rules/new-person.ts'

/** A person to enrol, the command's id, and the day it is. */
export type Enrolment = { readonly person: NewPerson; readonly commandId: string; readonly today: Day }

/** What enrolling a person comes to: who they are, and the record to be written if anything changes. */
type JudgedEnrolment = {
  readonly identity: Identity
  readonly record?: PersonRecord
  readonly registered?: RegisteredPerson
}

const differs = (identity: Identity, { name, sex, birthOn }: NewPerson): boolean =>
  normalName(identity.name) !== normalName(name) || identity.sex !== sex || identity.birthOn !== birthOn

/** Decides on an enrolment against the person as they are registered, if they are; nothing is written. */
export const judgeEnrolment = (
  { person, commandId, today }: Enrolment,
  registered: RegisteredPerson | undefined,
  { policy }: Pick<Effects, 'policy'>,
): Decision<JudgedEnrolment> => {
  const { idNumber, name, sex, birthOn, aid, from, paidMonths } = person
  if (registered && differs(registered.identity, person)) return refuse('enrollment.identity-differs')
  // Ours alone: from the command's id, so that it tells nothing of the ID number and a repeat gives it again.
  const personId = registered?.identity.personId ?? stableId('P', commandId)
  const decision = decideEnrolment(
    {
      ...{ personId, sex, birthOn, aid, from, paidMonths },
      place: placeOf(person),
      currentYear: yearOf(today),
    },
    registered?.record.insured,
  )
  if (decision.status === 'refused') return decision
  const identity = { personId, idNumber, name, sex, birthOn }
  if (registered && decision.value === registered.record.insured) return accept({ identity })
  const rules = entitlementRules(policy())
  const record = nextRecord(registered?.record, decision.value, {
    rules,
    on: from,
    command: { id: commandId },
  })
  return accept({ identity, record, ...(registered ? { registered } : {}) })
}

/** The writes that register a person: their ID number is claimed with their first coverage, so nobody is there twice. */
const registrationWrites = (identity: Identity, record: PersonRecord): Write[] => {
  const { personId, idNumber } = identity
  return [idNumbers.create({ idNumber, personId }), identities.create(identity), coverageWrite(record, 0)]
}

/** Writes a judged enrolment; undefined when the person changed meanwhile and must be judged again. */
export const writeEnrolment = async (
  { identity, record, registered }: JudgedEnrolment,
  store: Store,
): Promise<string | undefined> => {
  const { personId } = identity
  if (!record) return personId
  const writes = registered
    ? [coverageWrite(record, registered.record.version)]
    : registrationWrites(identity, record)
  const written = await store.write(writes)
  return written.status === 'written' ? personId : undefined
}

/**
 * Enrols a person: registers them or opens a further coverage. Two cities at the same instant race for one ID-number
 * claim or one record version. So exactly one wins and the other is judged again against what it wrote.
 * @returns the person's id, also when the very same coverage was opened before
 */
export const enrolPerson = (
  enrolment: Enrolment,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<string>> =>
  retryConflicts(async () => {
    const [registered] = await readRegistered(effects.store, [enrolment.person.idNumber])
    const judged = judgeEnrolment(enrolment, registered, effects)
    if (judged.status === 'refused') return judged
    const personId = await writeEnrolment(judged.value, effects.store)
    return personId === undefined ? undefined : accept(personId)
  })
