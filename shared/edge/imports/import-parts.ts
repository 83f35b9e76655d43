import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import type { OfImport, OfPart } from '#shared/edge/imports/import-keys.ts'
import {
  importPartition,
  importPartKey,
  importPartPrefix,
  partBytesKey,
} from '#shared/edge/imports/import-keys.ts'
import type { ImportSender } from '#shared/edge/imports/import-owner.ts'
import { importOwners } from '#shared/edge/imports/import-owner.ts'
import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { hashOf } from '#shared/kernel/hash.ts'

/** A piece of a file as it was sent. Its bytes stand apart until the file is imported; the first releases kept them in it. */
export type ImportPart = OfPart & {
  readonly size: number
  readonly digest: string
  readonly isKept?: boolean
  /** Whose import it is, where it came before the import itself kept it. */
  readonly sender?: ImportSender
  readonly bytes?: Uint8Array
  readonly sealedWith?: string
  readonly version: number
}

/** The bytes of a part, sealed: a file of persons is nothing that a table shows. */
type PartBytes = OfPart & {
  readonly digest: string
  readonly bytes?: Uint8Array
  readonly sealedWith?: string
  readonly version: number
}

const importParts = defineRecord<ImportPart, OfPart>({ kind: 'import-part', key: importPartKey })
const partBytes = defineRecord<PartBytes, OfPart>({ kind: 'import-part-bytes', key: partBytesKey })

/** The parts of an import in their order. */
export const partsOf = (of: OfImport, store: Store): Promise<ImportPart[]> =>
  Array.fromAsync(importParts.list(store, importPartition(of), { prefix: importPartPrefix }))

export const firstPartOf = async (of: OfImport, store: Store): Promise<ImportPart | undefined> => {
  const page = await importParts.page(store, importPartition(of), { prefix: importPartPrefix, limit: 1 })
  return page.records[0]
}

/** What a part is sealed for. */
const placeOf = ({ division, importId, part }: OfPart): string => `${division}/${importId}/${part}`

const holds = ({ bytes, isKept }: ImportPart): boolean => bytes !== undefined || isKept === true

/** Whether parts are still those that a run was started for, none of them taken out. */
export const areMeant = (parts: readonly ImportPart[], digests: readonly string[]): boolean =>
  parts.length === digests.length &&
  parts.every((part, index) => part.digest === digests[index] && holds(part))

type Reads = { readonly store: Store; readonly secrets: Pick<FileSecrets, 'openBytes'> }

const overtaken = (of: OfPart): TongchouError =>
  new TongchouError('import.overtaken', 'a part is not the one that the run was started for', {
    part: of.part,
  })

/** @throws TongchouError `import.overtaken` when another part came in its place, or its bytes are taken out */
const openPart = async (head: ImportPart, { store, secrets }: Reads): Promise<Uint8Array> => {
  const { bytes, sealedWith, digest } = head.bytes ? head : ((await partBytes.read(store, head)) ?? head)
  if (digest !== head.digest || !bytes || !sealedWith) throw overtaken(head)
  return secrets.openBytes(placeOf(head), { bytes, sealedWith })
}

/**
 * The bytes of a file part by part, of which one is in memory at a time.
 * @throws TongchouError `import.overtaken`
 */
export async function* bytesOfParts(
  of: OfImport,
  digests: readonly string[],
  reads: Reads,
): AsyncGenerator<Uint8Array> {
  const parts = await partsOf(of, reads.store)
  if (!areMeant(parts, digests)) throw overtaken({ ...of, part: parts.length })
  for (const part of parts) yield await openPart(part, reads)
}

/** The whole file of parts; undefined when they are not those that a run was started for any more. */
export const openMeant = async (
  parts: readonly ImportPart[],
  digests: readonly string[],
  reads: Reads,
): Promise<Uint8Array | undefined> =>
  areMeant(parts, digests)
    ? Buffer.concat(await Promise.all(parts.map((part) => openPart(part, reads))))
    : undefined

/** A file that is never imported is forgotten. */
const keptSeconds = 92 * 24 * 60 * 60

/**
 * Keeps a part, in the place of one sent before under its number; the first makes the import its sender's. `raced`: two
 * were sent at once, and it may be tried again.
 */
export const keepPart = async (
  { sender, ...of }: OfPart & { readonly sender: ImportSender },
  bytes: Uint8Array,
  { store, secrets }: { readonly store: Store; readonly secrets: FileSecrets },
): Promise<'kept' | 'raced' | 'of-another'> => {
  const digest = (await secrets.fingerprint(hashOf(bytes).toString('hex'))).slice(0, 32)
  const [owner, former] = await Promise.all([importOwners.read(store, of), importParts.read(store, of)])
  if (owner !== undefined && owner.sender !== sender) return 'of-another'
  if (former?.digest === digest && holds(former)) return 'kept'
  const version = former?.version ?? 0
  // A part of the first releases has no bytes apart.
  const apart = former?.isKept === undefined ? 0 : version
  const sealed = await secrets.sealBytes(placeOf(of), bytes)
  const head: ImportPart = { ...of, size: bytes.byteLength, digest, isKept: true, version }
  const { division, importId } = of
  const written = await store.write([
    ...(owner === undefined ? [importOwners.create({ division, importId, sender })] : []),
    importParts.replace(head, version),
    partBytes.replace(
      { ...of, digest, ...sealed, ...expiryAfter(Date.now(), keptSeconds), version: apart },
      apart,
    ),
  ])
  return written.status === 'written' ? 'kept' : 'raced'
}

/** The writes that take the bytes of a part out, whose file is imported: what remains tells what came, not who was in it. */
export const emptied = ({ bytes, sealedWith: _, ...part }: ImportPart): Write[] => {
  if (bytes) return [importParts.replace(part, part.version)]
  if (!part.isKept) return []
  const { division, importId, part: number, digest, version } = part
  return [
    importParts.replace({ ...part, isKept: false }, version),
    partBytes.replace({ division, importId, part: number, digest, version }, version),
  ]
}
