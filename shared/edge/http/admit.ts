import type { Day } from '#shared/calendar/day.ts'
import { datedFault } from '#shared/edge/http/dated.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { keptFrom, keptFromNamed, keptFromProvince } from '#shared/edge/http/owner.ts'
import type { AnyRequestParts, Event, Session } from '#shared/edge/http/session.ts'
import { readAsked } from '#shared/edge/http/session.ts'
import type { Caller, Decider } from '#shared/kernel/authority.ts'
import { isInstitution, reaches } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { BusinessDays } from '#shared/policy/business-days.ts'

const { refuse } = doorRefusals

type Owned = { readonly found: unknown; readonly cities: readonly string[] }
type RecordedOwner = Extract<Operation['owner'], { readonly whose: 'recorded' }>

/** Finds the record that is asked for. What is another's is answered just as what is not there. */
const admitToRecord = async (
  { unknown, names, before, find, everyInstitution }: RecordedOwner,
  caller: Caller,
  asked: AnyRequestParts,
): Promise<Decision<Owned>> => {
  const kept = keptFromNamed(caller, names?.(asked)) ?? (await before?.(asked))
  if (kept) return { status: 'refused', refusal: kept }
  const record = await find(asked)
  const isOpen = everyInstitution && isInstitution(caller)
  if (!record || !(isOpen || reaches(caller, record.parties)))
    return { status: 'refused', refusal: unknown(asked) }
  return accept({ found: record.found, cities: record.parties.cities })
}

/** Enforces whose data the operation sees or moves; gives the record it asked for on the way, and its cities. */
const admit = async (
  { operation: { owner }, caller }: Session,
  asked: AnyRequestParts,
): Promise<Decision<Owned>> => {
  const own = { found: undefined, cities: [caller.division] }
  if (owner.whose === 'anyone' || owner.whose === 'caller') return accept(own)
  if (owner.whose === 'province') {
    const kept = keptFromProvince(caller)
    return kept ? { status: 'refused', refusal: kept } : accept(own)
  }
  if (owner.whose === 'recorded') return admitToRecord(owner, caller, asked)
  const parties = owner.parties(asked)
  const kept = keptFrom(caller, parties)
  return kept ? { status: 'refused', refusal: kept } : accept({ found: undefined, cities: parties.cities })
}

const keyOf = ({ method, keyIn }: Operation, event: Event, body: unknown): Decision<string> => {
  const key = keyIn?.(body) ?? event.headers['idempotency-key'] ?? ''
  if (method === 'GET' || /^[\x21-\x7e]{1,120}$/.test(key)) return accept(key)
  return refuse('idempotency-key.missing', { field: 'Idempotency-Key' })
}

const deciderOf = (session: Session, body: unknown): Decision<Decider> => {
  const { operation, caller, scope, at } = session
  const subject = operation.subjectIn?.(body, caller) ?? caller.subject
  const leavesName = operation.method !== 'GET' || operation.persons !== undefined
  if (subject === '' && leavesName) return refuse('caller.no-subject')
  return accept({
    subject,
    scope,
    division: caller.division,
    ...(caller.institution === undefined ? {} : { institution: caller.institution }),
    operation: nameOf(operation),
    at,
  })
}

/** A request that is admitted: its record, its decider, and its ids. */
export type AdmittedRequest = {
  readonly session: Session
  readonly asked: AnyRequestParts
  readonly found: unknown
  readonly by: Decider
  readonly key: string
  readonly commandId: string
  /** The cities whose data it is. */
  readonly cities: readonly string[]
}

/** The days that a business fact may be dated, as seen on a day. */
export type DaysOn = (today: Day) => BusinessDays

/** Why a command may not be dated so; a read, and what judges its days itself, may name any day. */
const dayFault = (
  { method, days = 'door' }: Operation,
  { body, today }: AnyRequestParts,
  daysOn: DaysOn,
): Refusal | undefined =>
  method === 'GET' || days === 'itself' || body === undefined ? undefined : datedFault(body, daysOn(today))

/** Reads a request, says who decides, and enforces whose data it is. */
export const admitRequest = async (
  session: Session,
  event: Event,
  daysOn: DaysOn,
): Promise<Decision<AdmittedRequest>> => {
  const asked = readAsked(session, event)
  if (asked.status === 'refused') return asked
  const { body } = asked.value
  const key = keyOf(session.operation, event, body)
  if (key.status === 'refused') return key
  const by = deciderOf(session, body)
  if (by.status === 'refused') return by
  const owned = await admit(session, asked.value)
  if (owned.status === 'refused') return owned
  const fault = dayFault(session.operation, asked.value, daysOn)
  if (fault) return { status: 'refused', refusal: fault }
  const commandId = stableId('', session.office, nameOf(session.operation), key.value)
  return accept({ session, asked: asked.value, ...owned.value, by: by.value, key: key.value, commandId })
}
