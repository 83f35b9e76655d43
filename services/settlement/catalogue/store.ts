import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { ownKey } from '../keys.ts'
import type { CatalogueChunk } from './catalogue-chunks.ts'
import { chunksOf, linesOf, unpack } from './catalogue-chunks.ts'
import type { Catalogue, DatedEntry } from './rules/catalogue.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'
import { codeIn, readName, readTerms } from './rules/catalogue-line.ts'
import { catalogueOfTexts, mergeEntries } from './rules/dated-catalogue.ts'

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
  /** Adds entries, with what else is to be written with them; false when another import came in between. */
  readonly add: (entries: readonly ListedEntry[], writes: readonly Write[]) => Promise<boolean>
}

type ChunkName = readonly [first: string, digest: string]
type Head = { readonly version: number; readonly chunks: readonly ChunkName[] }

const headKey = { pk: 'CATALOGUE', sk: 'HEAD' }
/** A partition each, so that a large import or many functions loading at once do not meet in one. */
const termsKey = (digest: string) => ({ pk: `CATALOGUE#${digest}`, sk: 'TERMS' })
const namesKey = (digest: string) => ({ pk: `CATALOGUE#${digest}`, sk: 'NAMES' })

const heads = defineRecord<Head, Key>({ kind: 'catalogue-head', key: ownKey })
type Text = { readonly packed: Uint8Array }
const termTexts = defineRecord<Text, Key>({ kind: 'catalogue-terms', key: ownKey })
const nameTexts = defineRecord<Text, Key>({ kind: 'catalogue-names', key: ownKey })

/** Reads at once as many as fit into an answer of 16 MB. */
const chunksAtOnce = 40
const writesAtOnce = 8

const textOf = (text: Text | undefined): string => {
  must(
    text !== undefined,
    'catalogue.chunk-missing',
    'the head of the catalogue names a chunk that is not there',
  )
  return unpack(text.packed)
}

/** The place in the head of the chunk that a code belongs to: the last that begins at or before it. */
const placeOf = (chunks: readonly ChunkName[], code: string): number =>
  Math.max(
    0,
    chunks.findLastIndex(([first]) => first <= code),
  )

/** Opens the catalogue on the service's table. */
export const openCatalogueStore = (store: Store): CatalogueStore => {
  const readHead = async (): Promise<Head> => (await heads.read(store, headKey)) ?? { version: 0, chunks: [] }

  /**
   * Terms and names are kept alike and read together. Chunks never change, so that an eventual read, at half the price, is
   * only ever too early.
   */
  const readTexts = async (keys: readonly Key[]): Promise<string[]> => {
    const texts: (Text | undefined)[] = []
    for (const some of inPieces(keys, chunksAtOnce))
      texts.push(...(await termTexts.readMany(store, some, { eventual: true })))
    return Promise.all(
      texts.map(async (text, index) => textOf(text ?? (await termTexts.read(store, keys[index] ?? headKey)))),
    )
  }

  const readLines = async (digest: string): Promise<ListedEntry[]> => {
    const [terms = '', names = ''] = await readTexts([termsKey(digest), namesKey(digest)])
    return linesOf(terms, names)
  }

  const writeChunk = async ({ first, digest, terms, names }: CatalogueChunk): Promise<ChunkName> => {
    await store.write([termTexts.create({ ...termsKey(digest), packed: terms })])
    await store.write([nameTexts.create({ ...namesKey(digest), packed: names })])
    return [first, digest]
  }

  const writeChunks = async (chunks: readonly CatalogueChunk[]): Promise<ChunkName[]> => {
    const names: ChunkName[] = []
    for (const some of inPieces(chunks, writesAtOnce))
      names.push(...(await Promise.all(some.map(writeChunk))))
    return names
  }

  /** The chunks after an import: those it touches merged and cut anew, the others as they are. */
  const merged = async (
    chunks: readonly ChunkName[],
    entries: readonly ListedEntry[],
  ): Promise<readonly ChunkName[]> => {
    const byPlace = Map.groupBy(entries, ({ terms }) => placeOf(chunks, codeIn(terms)))
    const after: ChunkName[][] = chunks.map((chunk) => [chunk])
    for (const [place, imported] of byPlace) {
      const former = chunks[place]
      const lines = mergeEntries(former ? await readLines(former[1]) : [], imported)
      after[place] = await writeChunks(chunksOf(lines))
    }
    return after.flat()
  }

  let held: ReadonlyMap<string, string> = new Map()
  return {
    version: async () => (await readHead()).version,
    load: async () => {
      const digests = (await readHead()).chunks.map(([, digest]) => digest)
      const missing = digests.filter((digest) => !held.has(digest))
      const texts = await readTexts(missing.map(termsKey))
      const fresh = new Map(missing.map((digest, index) => [digest, texts[index] ?? '']))
      held = new Map(digests.map((digest) => [digest, held.get(digest) ?? fresh.get(digest) ?? '']))
      return catalogueOfTexts([...held.values()])
    },
    entriesOf: async (...codes) => {
      const { chunks } = await readHead()
      const digests = new Set(codes.flatMap((code) => chunks[placeOf(chunks, code)]?.[1] ?? []))
      const lines = await Promise.all([...digests].map(readLines))
      return lines
        .flat()
        .filter(({ terms }) => codes.includes(codeIn(terms)))
        .map(({ terms, name }) => ({ ...readTerms(terms), ...readName(name) }))
    },
    add: async (entries, writes) => {
      const { version, chunks } = await readHead()
      const head = { ...headKey, chunks: await merged(chunks, entries), version }
      return (await store.write([heads.replace(head, version), ...writes])).status === 'written'
    },
  }
}
