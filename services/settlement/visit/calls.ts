import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { claimReversals } from '../insured-year/records/reversal-item.ts'
import { undoneCall } from '../insured-year/store.ts'
import type { Key } from '../keys.ts'
import { claimKey, ownKey } from '../keys.ts'

/** A call that changed a visit: which event it made, and a digest of what it said. */
export type VisitCall = {
  readonly infno: string
  readonly visitId: string
  /** The number of the event, from 1. */
  readonly event: number
  readonly fingerprint: string
  readonly institution: string
  readonly by?: string
}

/** A call that was taken back before it arrived. */
export type UndoneCall = { readonly infno: string; readonly institution: string; readonly by?: string }

export const visitCalls = defineRecord<VisitCall, Key>({ kind: 'visit-call', key: ownKey })
const undoneCalls = defineRecord<UndoneCall, Key>({ kind: undoneCall, key: ownKey })

/** What the id of a call was used for. */
export type CallUse =
  | { readonly kind: 'none' }
  | { readonly kind: 'claim' }
  | { readonly kind: 'reversal' }
  | ({ readonly kind: 'visit' } & VisitCall)
  | ({ readonly kind: 'undone' } & UndoneCall)

/**
 * What calls of the national interface were used for, by the id that stands for their `msgid`. Claims and reversals
 * take their ids from the same namespace. So a `msgid` has one effect whatever transaction it comes with. A mark under
 * it stops a late settlement without the settlement having to look for marks.
 */
export type Calls = {
  readonly find: (callId: string) => Promise<CallUse>
  /** Marks an id that was not used; `false`: it was, in the meantime. */
  readonly markUndone: (callId: string, call: UndoneCall) => Promise<boolean>
}

/** The write that records a visit's call, to be part of the transaction of its event. */
export const recordCall = (callId: string, call: VisitCall): Write =>
  visitCalls.create({ ...claimKey(callId), ...call })

/** Opens the calls on the service's table. */
export const openCalls = (store: Store): Calls => ({
  find: async (callId) => {
    const stored = await store.get(claimKey(callId))
    if (!stored) return { kind: 'none' }
    if (visitCalls.is(stored)) return { kind: 'visit', ...visitCalls.content(stored) }
    if (undoneCalls.is(stored)) return { kind: 'undone', ...undoneCalls.content(stored) }
    return { kind: claimReversals.is(stored) ? 'reversal' : 'claim' }
  },
  markUndone: async (callId, call) => {
    const mark = undoneCalls.create({ ...claimKey(callId), ...call })
    return (await store.write([mark])).status === 'written'
  },
})
