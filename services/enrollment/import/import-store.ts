import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import type { SentObject } from '#shared/edge/files/sent-file.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { hashOf } from '#shared/kernel/hash.ts'
import type { OfImport, OfPart } from '../keys.ts'
import {
  importJudgementKey,
  importOutcomeKey,
  importOutcomePrefix,
  importPartition,
  importPartKey,
  importPartPrefix,
} from '../keys.ts'
import type { SecretsKept, SecretsRead } from '../person/secrets.ts'
import type { BadRowsKept } from './bad-rows.ts'

/** A piece of a file as it was sent, until the file is imported: then its bytes are taken out. */
export type ImportPart = OfPart & {
  readonly size: number
  readonly digest: string
  /** The bytes, sealed: a file of persons is nothing that a table shows. */
  readonly bytes?: Uint8Array
  readonly sealedWith?: string
  readonly version: number
}

/** Why a file as a whole could not be read. */
export type FileFault = { readonly code: string; readonly reason: string; readonly reasonZh: string }

/** What a run over a file came to. */
export type ImportOutcome = OfImport & {
  readonly runId: string
  /** Who started it: the journal is the door's alone, so the run keeps it with what it did. */
  readonly by: Decider
  /** `refused` for bad rows; `overtaken` by parts sent anew meanwhile; `unreadable` with its fault. */
  readonly outcome: 'previewed' | 'imported' | 'refused' | 'overtaken' | 'unreadable'
  readonly rows: number
  readonly imported: number
  /** How many of the persons are alike to another; absent: none. */
  readonly alike?: number
  /** How many rows are bad, and what is wrong with the first of them. */
  readonly bad: number
  readonly firstBad: readonly BadCell[]
  /** Its bad rows as files to mend, in the order they were found. */
  readonly badRows?: readonly BadRowsKept[]
  /** The encoding, or `xlsx`. */
  readonly format?: string
  /** Columns that nobody read, by their headings. */
  readonly unreadColumns?: readonly string[]
  /** The first names, of which only the first character is kept: it shows whether the encoding was right. */
  readonly firstNames: readonly string[]
  /** The object it was read from, where it came by the bucket. */
  readonly object?: SentObject
  readonly fault?: FileFault
}

/** What the rows of a file were judged to be before anyone was enrolled. */
export type Judgement = Pick<
  ImportOutcome,
  | 'division'
  | 'importId'
  | 'runId'
  | 'rows'
  | 'bad'
  | 'firstBad'
  | 'firstNames'
  | 'format'
  | 'unreadColumns'
  | 'badRows'
>

/** Names a run over an import. */
type OfRun = Pick<ImportOutcome, 'division' | 'importId' | 'runId'>

export const judgements = defineRecord<Judgement, OfRun>({
  kind: 'import-judgement',
  key: importJudgementKey,
})

const importParts = defineRecord<ImportPart, OfPart>({ kind: 'import-part', key: importPartKey })

export const importOutcomes = defineRecord<ImportOutcome, OfRun>({
  kind: 'import-outcome',
  key: importOutcomeKey,
})

/** The parts of an import in their order. */
export const partsOf = (of: OfImport, store: Store): Promise<ImportPart[]> =>
  Array.fromAsync(importParts.list(store, importPartition(of), { prefix: importPartPrefix }))

export const outcomesOf = (of: OfImport, store: Store): Promise<ImportOutcome[]> =>
  Array.fromAsync(importOutcomes.list(store, importPartition(of), { prefix: importOutcomePrefix }))

/** What a part is sealed for. */
const placeOf = ({ division, importId, part }: OfPart): string => `${division}/${importId}/${part}`

/** The bytes of a part as they came; none once they were taken out. */
const openPart = async (
  { bytes, sealedWith, ...of }: ImportPart,
  secrets: Pick<SecretsRead, 'openBytes'>,
): Promise<Uint8Array> =>
  bytes && sealedWith ? secrets.openBytes(placeOf(of), { bytes, sealedWith }) : new Uint8Array()

/** Whether parts are still those that a run was started for, none of them taken out. */
export const areMeant = (parts: readonly ImportPart[], digests: readonly string[]): boolean =>
  parts.length === digests.length &&
  parts.every(({ digest, bytes }, index) => digest === digests[index] && bytes !== undefined)

/** The whole file of parts; undefined when they are not those that a run was started for any more. */
export const openMeant = async (
  parts: readonly ImportPart[],
  digests: readonly string[],
  secrets: Pick<SecretsRead, 'openBytes'>,
): Promise<Uint8Array | undefined> =>
  areMeant(parts, digests)
    ? Buffer.concat(await Promise.all(parts.map((part) => openPart(part, secrets))))
    : undefined

/** Keeps a part, in the place of one sent before under its number; false when two are sent at once. */
export const keepPart = async (
  of: OfPart,
  bytes: Uint8Array,
  { store, secrets }: { readonly store: Store; readonly secrets: SecretsKept },
): Promise<boolean> => {
  const digest = (await secrets.fingerprint(hashOf(bytes).toString('hex'))).slice(0, 32)
  const former = await importParts.read(store, of)
  if (former?.digest === digest && former.bytes) return true
  const version = former?.version ?? 0
  const sealed = await secrets.sealBytes(placeOf(of), bytes)
  const part = { ...of, size: bytes.byteLength, digest, ...sealed, version }
  return (await store.write([importParts.replace(part, version)])).status === 'written'
}

/** The write that takes the bytes out of a part whose file is imported: what remains tells what came, not who was in it. */
export const emptied = ({ bytes: _, sealedWith: __, ...part }: ImportPart): Write =>
  importParts.replace(part, part.version)
