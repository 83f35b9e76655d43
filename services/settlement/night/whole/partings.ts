import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { accountEntryKey, benefitKey, claimKey, registrationsKey, reversedByKey } from '../../keys.ts'
import { followedPartings } from '../../parting/store.ts'

/** A parting names its claims, what stands in their place, and what went over of the account. */
const keysSpokenOf = (item: Stored): readonly Key[] => {
  if (!followedPartings.is(item)) return []
  const { partingId, stays, goes, claims, allowances = [], registrations } = followedPartings.from(item)
  return [
    ...claims.flatMap(({ claimId, movedAs }) => [
      ...[claimKey(claimId), reversedByKey(claimId)],
      ...(movedAs === undefined ? [] : [claimKey(movedAs)]),
    ]),
    accountEntryKey({ personId: stays, entryId: stableId('AP-', partingId, 'out') }),
    ...allowances.map(benefitKey),
    ...(registrations ? [registrationsKey(stays), registrationsKey(goes)] : []),
    accountEntryKey({ personId: goes, entryId: stableId('AP-', partingId, 'in') }),
  ]
}

/** The partings among some records, with what they moved. */
export const wholePartings = (records: readonly Stored[], store: Store): Promise<readonly Stored[]> =>
  readWhole(records.filter(followedPartings.is), keysSpokenOf, store)
