import { nameOf } from '#shared/edge/store/item.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { claimReversals, reversalMarks } from '../../insured-year/records/reversal-item.ts'
import { claimKey, claimPartition } from '../../keys.ts'

/** So many queries go on side by side; more would only wait for a connection. */
const sideBySide = 40

/** All that stands in some partitions: of a person, a visit, a claim. */
export const readPartitions = async (partitions: Iterable<string>, store: Store): Promise<Stored[]> => {
  const found: Stored[][] = []
  for (const some of inPieces([...partitions], sideBySide))
    found.push(...(await Promise.all(some.map((pk) => Array.fromAsync(store.list({ pk }))))))
  return found.flat()
}

/** The reversal that a mark names, and the one that a reversal takes back. */
const reversalNamedIn = (record: Stored): readonly Key[] => {
  if (reversalMarks.is(record)) return [claimKey(reversalMarks.from(record).reversalId)]
  const undone = claimReversals.is(record) ? claimReversals.from(record).undoes : undefined
  return undone === undefined ? [] : [claimKey(undone)]
}

/**
 * Records, each once, with everything under the ids of claims: these, their corrections and the marks of their
 * reversals. The reversals that are named come with them.
 */
export const withClaims = async (
  records: readonly Stored[],
  claimIds: Iterable<string>,
  store: Store,
): Promise<Stored[]> => {
  const ofClaims = await readPartitions([...claimIds].map(claimPartition), store)
  const all = [...records, ...ofClaims]
  const once = new Map(all.map((record) => [nameOf(record), record]))
  return readWhole([...once.values()], reversalNamedIn, store)
}
