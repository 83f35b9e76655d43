import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store, Write } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { plainId } from '#shared/kernel/plain-id.ts'
import { isRegisteredForm } from '../claim/message.ts'
import { ownKey } from '../keys.ts'
import type { VisitCall } from './calls.ts'
import { recordCall } from './calls.ts'
import type { FeeLine, VisitEvent, VisitOpened } from './rules/visit-events.ts'

/** A fee line as it is kept, by position. */
type StoredFee = readonly [
  serial: string,
  code: string,
  quantity: string,
  unitPrice: string,
  amount: number,
  batch: string,
  days: number,
  on?: Day,
]

/** Whose visits are asked for, where, and registered for which days. */
export type VisitsWanted = {
  readonly institution: string
  readonly personId: string
  readonly from: Day
  readonly to: Day
}

/**
 * Visits, each a partition of its events. An event is written once and never again, so a call of a long stay writes
 * what it adds and nothing else. Of two that were decided on the same state one is rejected.
 */
export type Visits = {
  readonly read: (visitId: string) => Promise<readonly VisitEvent[]>
  /** The ids of a person's visits at an institution that were registered for these days; the list follows by seconds. */
  readonly listOf: (of: VisitsWanted) => Promise<readonly string[]>
  /** Appends an event under the next number, with the call that made it; `false`: someone was faster, decide again. */
  readonly append: (
    visitId: string,
    number: number,
    event: VisitEvent,
    call?: { readonly callId: string; readonly call: VisitCall },
  ) => Promise<boolean>
}

/** All events of a visit, in whatever letters its id is written: registrations here give small digits after the V. */
export const visitPartition = (visitId: string): string => `VISIT#${asRegistered(visitId)}`

/** The id of a registered visit as its registration gave it. */
export const asRegistered = (visitId: string): string =>
  isRegisteredForm(visitId) ? `V${plainId(visitId).slice(1).toLowerCase()}` : visitId

/** Where an event of a visit stands, by its number from 1. */
export const eventKey = (visitId: string, number: number): Key => ({
  pk: visitPartition(visitId),
  sk: `EVENT#${String(number).padStart(6, '0')}`,
})

/** The number of the event that an item is; 0 for an item that is none. */
export const eventNumber = ({ pk, sk }: Key): number =>
  pk.startsWith(visitPartition('')) && sk.startsWith('EVENT#') ? Number(sk.slice('EVENT#'.length)) : 0

type FeesAdded = Extract<VisitEvent, { readonly kind: 'visit-fees-added' }>
type StoredEvent =
  | Exclude<VisitEvent, FeesAdded>
  | (Pick<FeesAdded, 'kind'> & { readonly lines: readonly StoredFee[] })

/** Events are records of their own kinds. */
const eventsOf = <Kind extends VisitEvent['kind']>(kind: Kind) =>
  defineRecord<Key & Extract<StoredEvent, { readonly kind: Kind }>, Key>({ kind, key: ownKey })

/** Where the visits of a person at an institution are found again, by the day they were registered for. */
const listOf = (institution: string, personId: string): string => `VISITS#${institution}#${personId}`

const openings = defineRecord<Key & VisitOpened, Key>({
  kind: 'visit-opened',
  key: ownKey,
  index: ({ pk, institution, personId, facts: { beganOn } }) => ({
    gsi1pk: listOf(institution, personId),
    gsi1sk: `${beganOn}#${pk}`,
  }),
})

export const visitSettlements = eventsOf('visit-settled')
export const visitReversals = eventsOf('visit-settlement-reversed')

/** The write of an event under its number, for a transaction. */
export const eventWrite = (visitId: string, number: number, event: VisitEvent): Write => {
  const key = eventKey(visitId, number)
  switch (event.kind) {
    case 'visit-opened':
      return openings.create({ ...key, ...event })
    case 'visit-fees-added':
      return eventsOf(event.kind).create({ ...key, kind: event.kind, lines: event.lines.map(storedFee) })
    default:
      return eventsOf(event.kind).create({ ...key, ...event })
  }
}

const storedFee = ({
  serial,
  code,
  quantity,
  unitPrice,
  amount,
  batch = '',
  days = 0,
  on,
}: FeeLine): StoredFee => {
  const stored = [serial, code, quantity, unitPrice, amount, batch, days] as const
  return on === undefined ? stored : [...stored, on]
}

const feeLine = ([serial, code, quantity, unitPrice, amount, batch, days, on]: StoredFee): FeeLine => ({
  serial,
  code,
  quantity,
  unitPrice,
  amount,
  ...(batch === '' ? {} : { batch }),
  ...(days === 0 ? {} : { days }),
  ...(on === undefined ? {} : { on }),
})

/** The event that an item of a visit is. */
export const eventOf = (item: RecordedItem): VisitEvent => {
  const { gsi1pk: _, gsi1sk: __, ...told } = item
  const { pk: ___, sk: ____, ...event } = eventsOf(item.kind as VisitEvent['kind']).from(told)
  return event.kind === 'visit-fees-added' ? { ...event, lines: event.lines.map(feeLine) } : event
}

/** Opens the visits on the service's table. */
export const openVisits = (store: Store): Visits => ({
  read: async (visitId) => {
    const events: VisitEvent[] = []
    for await (const stored of store.list({ pk: visitPartition(visitId), prefix: 'EVENT#' }))
      events.push(eventOf(stored))
    return events
  },
  listOf: async ({ institution, personId, from, to }) => {
    const listed = { index: 'gsi1', pk: listOf(institution, personId), between: [from, `${to}~`] } as const
    const ids: string[] = []
    for await (const { pk } of store.list(listed)) ids.push(pk.slice(visitPartition('').length))
    return ids
  },
  append: async (visitId, number, event, call) => {
    const made = eventWrite(visitId, number, event)
    const writes = call ? [made, recordCall(call.callId, call.call)] : [made]
    return (await store.write(writes)).status === 'written'
  },
})
