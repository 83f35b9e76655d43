import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store, Write } from '#shared/edge/store/store.ts'
import { ownKey } from '../keys.ts'
import { chunksOf } from './catalogue-chunks.ts'
import type { ChunkName } from './chunk-store.ts'
import { openChunks } from './chunk-store.ts'
import type { Catalogue, DatedEntry } from './rules/catalogue.ts'
import type { CatalogueChanges } from './rules/catalogue-changes.ts'
import { changesOf } from './rules/catalogue-changes.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'
import { codeIn, identityIn } from './rules/catalogue-line.ts'
import { catalogueOfTexts, mergeEntries } from './rules/dated-catalogue.ts'
import type { Hand } from './rules/judge-import.ts'
import { readLine, searchable, underItsName } from './rules/name-line.ts'

/**
 * The catalogue as a head that lists its chunks by their first code, and chunks under the digest of their content. They
 * are never changed, so a reader has a whole catalogue or another whole one. An import of any size is in force with the
 * one write that moves the head. Chunks of former versions stay, as what claims were judged by.
 */
export type CatalogueStore = {
  readonly version: () => Promise<number>
  /** What claims are judged by; chunks held from an earlier load are not read again. */
  readonly load: () => Promise<Catalogue>
  /** All entries of codes, with their names, each code's oldest first. */
  readonly entriesOf: (...codes: readonly string[]) => Promise<readonly DatedEntry[]>
  /** So many entries from a place on, sorted by code and first day, of so many in all; they are of one version. */
  readonly page: (place: { readonly from: number; readonly most: number }) => Promise<CataloguePage>
  /**
   * So many entries whose code or name begins so, in that order, and where the next begin. It reads the chunks that they
   * stand in and no others. Undefined where an earlier release left no names.
   */
  readonly search: (place: CatalogueSearch) => Promise<FoundEntries | undefined>
  /** What entries would change as the catalogue is. */
  readonly changes: (entries: readonly ListedEntry[]) => Promise<CatalogueChanges>
  /** The same as was told before, where the catalogue did not move since. */
  readonly changesSince: (
    told: CatalogueChanges,
    entries: readonly ListedEntry[],
  ) => Promise<CatalogueChanges>
  /**
   * Adds entries by two hands, with what else is to be written with them; false when the catalogue is no longer at the
   * version of its `basis`.
   */
  readonly add: (
    entries: readonly ListedEntry[],
    hands: CatalogueHands,
    writes: readonly Write[],
  ) => Promise<boolean>
}

/** Entries that follow each other in the catalogue of a version. */
export type CataloguePage = {
  readonly version: number
  readonly total: number
  readonly entries: readonly DatedEntry[]
}

/** What is looked for: entries by how their code or their name begins, from a place that an earlier answer named. */
export type CatalogueSearch = {
  readonly by: 'code' | 'name'
  readonly prefix: string
  readonly from?: string | undefined
  readonly most: number
}
export type FoundEntries = { readonly entries: readonly DatedEntry[]; readonly next?: string }

/** The head of the catalogue and who its versions are by; chunks stand apart. */
export const cataloguePartition = 'CATALOGUE'

/** By whom a version of the catalogue came into force, over which version. */
export type CatalogueHands = {
  readonly basis: number
  readonly importId: string
  readonly made: Hand
  readonly approved: Hand
}

/** A version of the catalogue, with its two hands. */
type CatalogueVersion = Omit<CatalogueHands, 'basis'> & { readonly number: number }
export const versionRecords = defineRecord<CatalogueVersion>({
  kind: 'catalogue-version',
  key: ({ number }) => ({ pk: cataloguePartition, sk: `VERSION#${String(number).padStart(9, '0')}` }),
})

type Head = {
  readonly version: number
  readonly chunks: readonly ChunkName[]
  /** The same entries by name; absent of a catalogue that an earlier release left. */
  readonly names?: readonly ChunkName[]
}

const headKey: Key = { pk: cataloguePartition, sk: 'HEAD' }
export const headRecords = defineRecord<Head, Key>({ kind: 'catalogue-head', key: ownKey })
/** The place in the head of the chunk that a code belongs to: the last that begins at or before it. */
const placeOf = (chunks: readonly ChunkName[], code: string): number =>
  Math.max(
    0,
    chunks.findLastIndex(([first]) => first <= code),
  )

const linesIn = (text: string): number => {
  let lines = text === '' ? 0 : 1
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines += 1
  return lines
}

/** Opens the catalogue on the service's table. */
export const openCatalogueStore = (store: Store): CatalogueStore => {
  const chunkStore = openChunks(store)

  const readHead = async (): Promise<Head> =>
    (await headRecords.read(store, headKey)) ?? { version: 0, chunks: [] }

  /** The chunks after lines came in and others went: those that either touches merged and cut anew, the others as they are. */
  const merged = async (
    chunks: readonly ChunkName[],
    added: readonly ListedEntry[],
    gone: readonly ListedEntry[] = [],
  ): Promise<readonly ChunkName[]> => {
    const leaving = new Set(gone.map(({ terms }) => identityIn(terms)))
    const place = ({ terms }: ListedEntry): number => placeOf(chunks, codeIn(terms))
    const addedAt = Map.groupBy(added, place)
    const after: (readonly ChunkName[])[] = chunks.map((chunk) => [chunk])
    for (const touched of new Set([...addedAt.keys(), ...gone.map(place)])) {
      const former = chunks[touched]
      const present = former ? await chunkStore.linesOf(former[1]) : []
      const staying = present.filter(({ terms }) => !leaving.has(identityIn(terms)))
      const lines = mergeEntries(staying, addedAt.get(touched) ?? [])
      after[touched] = lines.length === 0 ? [] : await chunkStore.write(chunksOf(lines))
    }
    return after.flat()
  }

  /** All lines of the chunks in which codes of entries stand. */
  const presentOf = async (
    chunks: readonly ChunkName[],
    entries: readonly ListedEntry[],
  ): Promise<readonly ListedEntry[]> => {
    const digests = new Set(entries.flatMap(({ terms }) => chunks[placeOf(chunks, codeIn(terms))]?.[1] ?? []))
    const present: ListedEntry[] = []
    for (const digest of digests) present.push(...(await chunkStore.linesOf(digest)))
    return present
  }

  /** The order of names after an import; of a catalogue without one it is made of all that stands there. */
  const namesAfter = async (
    { chunks, names }: Head,
    entries: readonly ListedEntry[],
  ): Promise<readonly ChunkName[]> => {
    const imported = new Set(entries.map(({ terms }) => identityIn(terms)))
    const present = names ? await presentOf(chunks, entries) : await allOf(chunks)
    const replaced = present.filter(({ terms }) => imported.has(identityIn(terms)))
    const added = names ? entries : [...present.filter((line) => !replaced.includes(line)), ...entries]
    return merged(names ?? [], added.map(underItsName), names ? replaced.map(underItsName) : [])
  }

  const allOf = async (chunks: readonly ChunkName[]): Promise<readonly ListedEntry[]> => {
    const lines: ListedEntry[] = []
    for (const [, digest] of chunks) lines.push(...(await chunkStore.linesOf(digest)))
    return lines
  }

  const search: CatalogueStore['search'] = async ({ by, prefix, from, most }) => {
    const head = await readHead()
    const chunks = by === 'code' ? head.chunks : (head.names ?? [])
    if (by === 'name' && head.names === undefined && head.version > 0) return undefined
    const sought = by === 'code' ? prefix : searchable(prefix)
    const start = from ?? sought
    const found: ListedEntry[] = []
    for (const [, digest] of chunks.slice(placeOf(chunks, codeIn(`${start}\t`))))
      for (const line of await chunkStore.linesOf(digest)) {
        if (line.terms < start) continue
        const { terms } = line
        if (!terms.startsWith(sought)) return { entries: found.map(readLine) }
        if (found.length === most) return { entries: found.map(readLine), next: identityIn(terms) }
        found.push(line)
      }
    return { entries: found.map(readLine) }
  }

  const changes = async (entries: readonly ListedEntry[]): Promise<CatalogueChanges> => {
    const { version, chunks } = await readHead()
    return changesOf(version, await presentOf(chunks, entries), entries)
  }

  let held: ReadonlyMap<string, string> = new Map()
  /** How many entries chunks have; those held or counted before are not read again. */
  const counted = new Map<string, number>()
  const sizesOf = async (digests: readonly string[]): Promise<number[]> => {
    const unread = digests.filter((digest) => !counted.has(digest) && !held.has(digest))
    const texts = await chunkStore.termsOf(unread)
    const read = new Map(unread.map((digest, index) => [digest, texts[index] ?? '']))
    return digests.map((digest) => {
      const size = counted.get(digest) ?? linesIn(held.get(digest) ?? read.get(digest) ?? '')
      counted.set(digest, size)
      return size
    })
  }
  return {
    version: async () => (await readHead()).version,
    load: async () => {
      const digests = (await readHead()).chunks.map(([, digest]) => digest)
      const missing = digests.filter((digest) => !held.has(digest))
      const texts = await chunkStore.termsOf(missing)
      const fresh = new Map(missing.map((digest, index) => [digest, texts[index] ?? '']))
      held = new Map(digests.map((digest) => [digest, held.get(digest) ?? fresh.get(digest) ?? '']))
      return catalogueOfTexts([...held.values()])
    },
    entriesOf: async (...codes) => {
      const { chunks } = await readHead()
      const digests = new Set(codes.flatMap((code) => chunks[placeOf(chunks, code)]?.[1] ?? []))
      const lines = await Promise.all([...digests].map(chunkStore.linesOf))
      return lines
        .flat()
        .filter(({ terms }) => codes.includes(codeIn(terms)))
        .map(readLine)
    },
    page: async ({ from, most }) => {
      const { version, chunks } = await readHead()
      const digests = chunks.map(([, digest]) => digest)
      const sizes = await sizesOf(digests)
      const entries: DatedEntry[] = []
      let begin = 0
      for (const [index, digest] of digests.entries()) {
        const end = begin + (sizes[index] ?? 0)
        if (begin < from + most && from < end) {
          const lines = await chunkStore.linesOf(digest)
          entries.push(...lines.slice(Math.max(0, from - begin), from + most - begin).map(readLine))
        }
        begin = end
      }
      return { version, total: begin, entries }
    },
    search,
    changes,
    changesSince: async (told, entries) =>
      (await readHead()).version === told.catalogueVersion ? told : changes(entries),
    add: async (entries, { basis, ...hands }, writes) => {
      const before = await readHead()
      const { version, chunks } = before
      if (version !== basis) return false
      const names = await namesAfter(before, entries)
      const head = { ...headKey, chunks: await merged(chunks, entries), names, version }
      const twoHands = versionRecords.create({ ...hands, number: version + 1 })
      return (
        (await store.write([headRecords.replace(head, version), twoHands, ...writes])).status === 'written'
      )
    },
  }
}
