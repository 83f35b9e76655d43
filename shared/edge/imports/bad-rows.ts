import { badRowsFile } from '#shared/edge/files/bad-rows.ts'
import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import type { OfImport } from '#shared/edge/imports/import-keys.ts'
import { badRowsKey } from '#shared/edge/imports/import-keys.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { hashOf } from '#shared/kernel/hash.ts'

/** A file of bad rows as it is kept: the name of its content, and how many parts it has. */
export type BadRowsKept = { readonly digest: string; readonly parts: number }

type OfBadRows = OfImport & { readonly digest: string; readonly part: number }

/** A part of a file of bad rows, sealed: it names persons. */
type BadRowsPart = OfBadRows & {
  readonly bytes: Uint8Array
  readonly sealedWith: string
  /** The lines of its rows, by which a row that is bad twice is told once. */
  readonly lines: readonly number[]
}

const badRows = defineRecord<BadRowsPart, OfBadRows>({ kind: 'import-bad-rows', key: badRowsKey })

const placeOf = ({ division, importId, digest, part }: OfBadRows): string =>
  `${division}/${importId}/bad/${digest}/${part}`

type Needs = { readonly store: Store; readonly secrets: FileSecrets }

/** Gathers the bad rows of a file as it is read, to be kept under the name of their content. */
export const gatherBadRows = () => {
  const file = badRowsFile()
  return {
    found: file.found,
    add: file.add,
    /** Keeps what was gathered; the same again stands there already. */
    keep: async (of: OfImport, { store, secrets }: Needs): Promise<BadRowsKept | undefined> => {
      const parts = file.parts()
      if (parts.length === 0) return undefined
      const content = hashOf(...parts.map(({ bytes }) => bytes)).toString('hex')
      const digest = (await secrets.fingerprint(content)).slice(0, 32)
      for (const [index, { bytes, lines }] of parts.entries()) {
        const named = { division: of.division, importId: of.importId, digest, part: index + 1 }
        const sealed = await secrets.sealBytes(placeOf(named), bytes)
        await store.write([badRows.create({ ...named, ...sealed, lines })])
      }
      return { digest, parts: parts.length }
    },
  }
}

/** The lines of the rows of files that are kept. */
export const linesOf = async (
  of: OfImport,
  kept: readonly BadRowsKept[],
  store: Store,
): Promise<ReadonlySet<number>> => {
  const lines = new Set<number>()
  for (const { digest, parts } of kept)
    for (let part = 1; part <= parts; part += 1) {
      const { division, importId } = of
      const found = await badRows.read(store, { division, importId, digest, part })
      for (const line of found?.lines ?? []) lines.add(line)
    }
  return lines
}

/** One part of the files that are kept, counted through all of them; undefined where there is none. */
export const openBadRows = async (
  of: OfImport,
  files: readonly BadRowsKept[],
  part: number,
  { store, secrets }: Needs,
): Promise<Uint8Array | undefined> => {
  let before = 0
  for (const { digest, parts } of files) {
    if (part <= before + parts) {
      const named = { division: of.division, importId: of.importId, digest, part: part - before }
      const found = await badRows.read(store, named)
      return found && secrets.openBytes(placeOf(named), found)
    }
    before += parts
  }
  return undefined
}
