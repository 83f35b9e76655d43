import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { markWaiting } from '#shared/edge/watch/waiting-marks.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { SeenWait } from '#shared/kernel/seen-wait.ts'
import { seenIn } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** What one transaction takes. */
const mostWrites = 100

/** A record as a write leaves it; of one that is added to, what this write says of it. */
const writtenBy = (write: Write): Stored | undefined => {
  if (write.kind === 'require') return undefined
  if (write.kind !== 'add') return write.item as Stored
  return write.set?.kind === undefined ? undefined : { ...write.set, ...write.amounts, ...write.key }
}

/** What of the records that are written waits from then on. */
const waitingIn = (writes: readonly Write[], waits: readonly Wait[]): readonly SeenWait[] =>
  writes.flatMap((write) => {
    const record = writtenBy(write)
    return record ? seenIn(record, waits) : []
  })

/**
 * A store that marks what comes to wait, in the transaction of the record that shows it. Where both do not fit in one, the
 * marks come first: one without its record is passed over, and a record without its mark would be out of sight until night.
 */
export const markingStore = (
  store: Store,
  waits: () => readonly Wait[],
  now: () => number = () => Date.now(),
): Store => ({
  ...store,
  write: async (writes) => {
    const marks = markWaiting(waitingIn(writes, waits()), 'its-record', now())
    if (writes.length + marks.length <= mostWrites) return store.write([...writes, ...marks])
    for (const piece of inPieces(marks, mostWrites)) await store.write(piece)
    return store.write(writes)
  },
})

/** What a function is composed over, with whatever comes to wait in the service's own table marked. */
const markingWhatWaits = (
  around: Surroundings,
  whatWaits: (policy: Policy) => readonly Wait[],
): Surroundings => {
  let known: { readonly policy: Policy; readonly waits: readonly Wait[] } | undefined
  const waits = (): readonly Wait[] => {
    const policy = around.policy()
    if (known?.policy !== policy) known = { policy, waits: whatWaits(policy).filter(({ work }) => work) }
    return known.waits
  }
  return {
    ...around,
    openTable: (name) => {
      const table = around.openTable(name)
      return name === 'JOURNAL_TABLE_NAME' ? table : { ...table, store: markingStore(table.store, waits) }
    },
  }
}

/** The effects of a service's functions over some surroundings, which mark what comes to wait; the real ones are opened once a function. */
export const composedOver = <Effects>(
  over: (around: Surroundings) => Effects,
  whatWaits: (policy: Policy) => readonly Wait[],
) => {
  const effectsOf = (around: Surroundings): Effects => over(markingWhatWaits(around, whatWaits))
  return { effectsOf, effects: effectsOf(deployed) }
}
