import type { OfImport } from '#shared/edge/imports/import-keys.ts'
import { importKey } from '#shared/edge/imports/import-keys.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Caller, Scope } from '#shared/kernel/authority.ts'
import { feeds } from '#shared/kernel/authority.ts'

type Speaker = Pick<Caller, 'scopes'>

/** Who sends the files of an import: the insurance office of a division, or another authority of the same division. */
export type ImportSender = 'office' | (typeof feeds)[number]

/** For whom a caller sends files: for the office where their token says so, else for their authority. */
export const senderOf = ({ scopes }: Speaker): ImportSender =>
  feeds.find((feed) => scopes.includes(feed) && !scopes.includes('province') && !scopes.includes('city')) ??
  'office'

/** A kind of file as an operation knows it: who may send it. */
export type KindAtDoor = { readonly kind: string; readonly scopes: readonly Scope[] }

/** Whether a caller may send files of a kind. */
export const maySend = (kinds: readonly KindAtDoor[], named: string, { scopes }: Speaker): boolean =>
  kinds.some((each) => each.kind === named && each.scopes.some((scope) => scopes.includes(scope)))

/** Whoever may send files of a kind, the office first. */
export const sendersOf = ({ scopes }: Pick<KindAtDoor, 'scopes'>): ImportSender[] => [
  'office',
  ...feeds.filter((feed) => scopes.includes(feed)),
]

/** Whose an import is, for as long as it is there. The bucket names nobody: its files are of whoever may send their kind. */
export type ImportOwner =
  | { readonly sender: ImportSender }
  | { readonly sender: 'bucket'; readonly fileKind: string }

export const importOwners = defineRecord<OfImport & ImportOwner, OfImport>({ kind: 'import', key: importKey })
