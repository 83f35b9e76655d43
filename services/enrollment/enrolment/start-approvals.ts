import { createHash } from 'node:crypto'
import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { startApprovalKey } from '../keys.ts'
import type { Hand } from '../person/rules/insured.ts'
import type { StartsApproved } from './rules/early-start.ts'

/** A person's word that coverages in a file may begin as early as it says. */
export type StartApproval = {
  readonly division: string
  /** SHA-256 of the file's bytes, in lower-case hex: another file is not what was looked at. */
  readonly file: string
  readonly approvedBy: Hand
  readonly on: Day
}

export const startApprovals = defineRecord<StartApproval, Pick<StartApproval, 'division' | 'file'>>({
  kind: 'start-approval',
  key: startApprovalKey,
})

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Approves the starts in a file, once: whoever approved it first stands. */
export const approveStarts = async (approval: StartApproval, store: Store): Promise<StartApproval> => {
  const written = await store.write([startApprovals.create(approval)])
  return written.status === 'written' ? approval : ((await startApprovals.read(store, approval)) ?? approval)
}

/** Another person's word on a file of a division, by its digest; undefined where nobody gave one. */
export const startsOf = async (
  file: string,
  division: string,
  store: Store,
): Promise<StartsApproved | undefined> => {
  const found = await startApprovals.read(store, { division, file })
  return found && { file: found.file, approvedBy: found.approvedBy }
}

/** The same of a file that is there whole. */
export const findStarts = (
  bytes: Uint8Array,
  division: string,
  store: Store,
): Promise<StartsApproved | undefined> => startsOf(digestOf(bytes), division, store)
