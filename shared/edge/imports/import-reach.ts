import type { OfImport } from '#shared/edge/imports/import-keys.ts'
import type { ImportOwner, KindAtDoor } from '#shared/edge/imports/import-owner.ts'
import { importOwners, maySend, senderOf } from '#shared/edge/imports/import-owner.ts'
import { firstPartOf } from '#shared/edge/imports/import-parts.ts'
import { firstOutcomeOf } from '#shared/edge/imports/import-records.ts'
import { firstKind } from '#shared/edge/imports/start-import.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Caller } from '#shared/kernel/authority.ts'

/** Whose an import from before imports kept it is, as far as its first piece or its first outcome tells. */
const ownerOfOld = async (of: OfImport, store: Store): Promise<ImportOwner | undefined> => {
  const [part, outcome] = await Promise.all([firstPartOf(of, store), firstOutcomeOf(of, store)])
  if (part?.sender !== undefined) return { sender: part.sender }
  if (outcome?.by.scope !== 'file') return undefined
  return { sender: 'bucket', fileKind: outcome.fileKind ?? firstKind }
}

/**
 * Whether an import of a division is another's: an office and the authorities beside it do not reach each other's files.
 * One that is not there yet is nobody's.
 */
export const isOfAnother = async (
  of: OfImport,
  caller: Pick<Caller, 'scopes'>,
  { store, kinds }: { readonly store: Store; readonly kinds: readonly KindAtDoor[] },
): Promise<boolean> => {
  const owner = (await importOwners.read(store, of)) ?? (await ownerOfOld(of, store))
  if (owner === undefined) return false
  return owner.sender === 'bucket'
    ? !maySend(kinds, owner.fileKind, caller)
    : owner.sender !== senderOf(caller)
}
