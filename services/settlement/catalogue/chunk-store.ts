import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { ownKey } from '../keys.ts'
import type { CatalogueChunk } from './catalogue-chunks.ts'
import { linesOf, unpack } from './catalogue-chunks.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'

/** A chunk as the head of the catalogue names it. */
export type ChunkName = readonly [first: string, digest: string]

/** The chunks of the catalogue: each two texts under the digest of their content, written once and never changed. */
type ChunkStore = {
  /** The terms of chunks, in the order of the digests. */
  readonly termsOf: (digests: readonly string[]) => Promise<string[]>
  /** The lines of a chunk, with their names. */
  readonly linesOf: (digest: string) => Promise<ListedEntry[]>
  readonly write: (chunks: readonly CatalogueChunk[]) => Promise<ChunkName[]>
}

/** A partition each, so that a large import or many functions loading at once do not meet in one. */
const termsKey = (digest: string): Key => ({ pk: `CATALOGUE#${digest}`, sk: 'TERMS' })
const namesKey = (digest: string): Key => ({ pk: `CATALOGUE#${digest}`, sk: 'NAMES' })

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

/** Opens the chunks on the service's table. */
export const openChunks = (store: Store): ChunkStore => {
  /**
   * Terms and names are kept alike and read together. Chunks never change, so that an eventual read, at half the price,
   * is only ever too early.
   */
  const readTexts = async (keys: readonly Key[]): Promise<string[]> => {
    const texts: (Text | undefined)[] = []
    for (const some of inPieces(keys, chunksAtOnce))
      texts.push(...(await termTexts.readMany(store, some, { eventual: true })))
    return Promise.all(
      keys.map(async (key, index) => textOf(texts[index] ?? (await termTexts.read(store, key)))),
    )
  }

  const writeChunk = async ({ first, digest, terms, names }: CatalogueChunk): Promise<ChunkName> => {
    await store.write([termTexts.create({ ...termsKey(digest), packed: terms })])
    await store.write([nameTexts.create({ ...namesKey(digest), packed: names })])
    return [first, digest]
  }

  return {
    termsOf: (digests) => readTexts(digests.map(termsKey)),
    linesOf: async (digest) => {
      const [terms = '', names = ''] = await readTexts([termsKey(digest), namesKey(digest)])
      return linesOf(terms, names)
    },
    write: async (chunks) => {
      const names: ChunkName[] = []
      for (const some of inPieces(chunks, writesAtOnce))
        names.push(...(await Promise.all(some.map(writeChunk))))
      return names
    },
  }
}
