import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { decideEnrolment } from '../coverage/rules/decide.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { nextRecord } from '../coverage/rules/person-record.ts'
import type { Identity, Registered } from '../coverage/store.ts'
import { readIdentity, readRegistered, recordWrite, registrationWrites } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import type { NewPerson } from './rules/new-person.ts'
import { placeOf } from './rules/new-person.ts'

/** A person to enrol, the command's id, and the day it is. */
export type Enrolment = { readonly person: NewPerson; readonly commandId: string; readonly today: Day }

/** What enrolling a person comes to: his id, and the record to be written if anything changes. */
export type JudgedEnrolment = {
  readonly identity: Identity
  readonly record?: PersonRecord
  readonly registered?: Registered
}

const differs = (identity: Identity, { name, sex, birthOn }: NewPerson): boolean =>
  identity.name !== name || identity.sex !== sex || identity.birthOn !== birthOn

/** Decides on an enrolment against the person as he is registered, if he is; nothing is written. */
export const judgeEnrolment = (
  { person, commandId, today }: Enrolment,
  registered: Registered | undefined,
  { policy }: Pick<Effects, 'policy'>,
): Decision<JudgedEnrolment> => {
  const { idNumber, name, sex, birthOn, aid, from, paidMonths } = person
  if (registered && differs(registered.identity, person))
    return refuse(
      'enrollment.identity-differs',
      'this ID number is registered with another name, sex or birth day',
    )
  // Ours alone: from the command's id, so that it tells nothing of the ID number and a repeat gives it again.
  const personId = registered?.identity.personId ?? stableId('P', commandId)
  const command = { id: commandId, fingerprint: fingerprint(person) }
  const decision = decideEnrolment(
    {
      type: 'enrol-person',
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
  const record = nextRecord(registered?.record, decision.value, { rules, on: from, command })
  return accept({ identity, record, ...(registered ? { registered } : {}) })
}

/** Writes a judged enrolment; undefined when the person changed meanwhile and must be judged again. */
export const writeEnrolment = async (
  { identity, record, registered }: JudgedEnrolment,
  store: Store,
): Promise<Decision<string> | undefined> => {
  if (!record) return accept(identity.personId)
  const writes = registered ? [recordWrite(record, registered.record)] : registrationWrites(identity, record)
  const written = await store.write(writes)
  if (written.status === 'written') return accept(identity.personId)
  if (registered) return undefined
  const taken = await readIdentity(store, identity.personId)
  return taken && taken.idNumber !== identity.idNumber
    ? refuse('idempotency-key.other-payload', 'the key was used for another person')
    : undefined
}

/**
 * Enrols a person: registers him or opens a further coverage. Two cities at the same instant race for one ID-number
 * claim or one record version, so exactly one wins and the other is judged again against what it wrote.
 * @returns the person's id, also when the very same coverage was opened before
 */
export const enrolPerson = (enrolment: Enrolment, effects: Effects): Promise<Decision<string>> =>
  retryConflicts(async () => {
    const registered = await readRegistered(effects.store, enrolment.person.idNumber)
    const judged = judgeEnrolment(enrolment, registered, effects)
    return judged.status === 'refused' ? judged : writeEnrolment(judged.value, effects.store)
  })
