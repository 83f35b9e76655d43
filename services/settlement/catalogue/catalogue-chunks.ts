import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { must } from '#shared/kernel/errors.ts'
import { hashOf } from '#shared/kernel/hash.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'
import { codeIn } from './rules/catalogue-line.ts'

/** Lines of the catalogue that follow each other, packed into two items of one name: the name is of their content. */
export type CatalogueChunk = {
  readonly first: string
  readonly digest: string
  readonly terms: Uint8Array
  readonly names: Uint8Array
}

/** An item of the database holds 400 KB; a chunk that would come near it is cut in two. */
const mostBytes = 350_000
const mostLines = 8_000

/** Text compressed as an item holds it: at a level that takes half the time of the usual one, for a tenth more bytes. */
export const pack = (text: string): Uint8Array => deflateRawSync(text, { level: 4 })
/** A name for bytes by their content. */
export const digestOf = (...contents: readonly Uint8Array[]): string =>
  hashOf(...contents)
    .toString('hex')
    .slice(0, 32)

export const unpack = (bytes: Uint8Array): string => inflateRawSync(bytes).toString('utf8')

/** Where to cut: near the middle, between two codes, since a code's entries stay together. */
const middleOf = (lines: readonly ListedEntry[]): number => {
  const codeAt = (line: number): string => codeIn(lines[line]?.terms ?? '')
  const half = lines.length >>> 1
  for (let distance = 0; distance < half; distance += 1) {
    for (const place of [half - distance, half + distance])
      if (place > 0 && codeAt(place) !== codeAt(place - 1)) return place
  }
  return lines.length
}

/** Cuts sorted lines into as many chunks as it takes for each to fit into an item. */
export const chunksOf = (lines: readonly ListedEntry[]): CatalogueChunk[] => {
  if (lines.length <= mostLines) {
    const terms = lines.map((line) => line.terms).join('\n')
    const names = lines.map(({ name }) => name).join('\n')
    const packed = { terms: pack(terms), names: pack(names) }
    if (packed.terms.byteLength <= mostBytes && packed.names.byteLength <= mostBytes)
      return [{ first: codeIn(terms), digest: digestOf(packed.terms, packed.names), ...packed }]
  }
  const middle = middleOf(lines)
  must(middle < lines.length, 'catalogue.code-too-large', 'the entries of one code do not fit into an item')
  return [...chunksOf(lines.slice(0, middle)), ...chunksOf(lines.slice(middle))]
}

/** The lines of a chunk, from its two texts. */
export const linesOf = (terms: string, names: string): ListedEntry[] => {
  const readable = names.split('\n')
  return terms.split('\n').map((line, index) => ({ terms: line, name: readable[index] ?? '' }))
}
