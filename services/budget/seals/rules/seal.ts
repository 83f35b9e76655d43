import { canonicalText } from '#shared/kernel/canonical.ts'
import { sha256 } from '#shared/kernel/hash.ts'

/** An entry of the journal in a block: its key, and the hash of everything recorded under it. */
export type SealedEntry = { readonly key: string; readonly hash: string }

/**
 * A block of a city's chain. Its hash covers the block with the entries in their order and the hash of the block
 * before. So whoever keeps one hash can tell a change of anything that was sealed up to it.
 */
export type Block = {
  readonly city: string
  /** Counts from 1. */
  readonly number: number
  readonly previous: string
  readonly sealedOn: string
  /** The run that sealed it. */
  readonly sealedBy: string
  readonly entries: readonly SealedEntry[]
  readonly hash: string
}

/** What the first block of every chain names as the one before. */
export const noBlock = '0'.repeat(64)

type ItemKey = { readonly pk: string; readonly sk: string }

/** An entry's name in its block. */
export const sealedKey = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`

/** An entry as it stands in a block: nothing recorded of it can change without its hash. */
export const sealEntry = (item: ItemKey): SealedEntry => ({
  key: sealedKey(item),
  hash: sha256(canonicalText(item)),
})

/** The hash a block must have, by what it holds. */
export const blockHash = ({
  city,
  number,
  previous,
  sealedOn,
  sealedBy,
  entries,
}: Omit<Block, 'hash'>): string =>
  sha256(canonicalText({ city, number, previous, sealedOn, sealedBy, entries }))

/** Makes the next block of a chain; entries stand in the order of their keys. */
export const sealBlock = (
  after: { readonly number: number; readonly hash: string },
  content: Pick<Block, 'city' | 'sealedOn' | 'sealedBy' | 'entries'>,
): Block => {
  const entries = [...content.entries].sort((a, b) => (a.key < b.key ? -1 : 1))
  const block = { ...content, entries, number: after.number + 1, previous: after.hash }
  return { ...block, hash: blockHash(block) }
}
