import type { Bucket } from '#shared/edge/files/bucket.ts'
import { service } from '../table.ts'

/** Bad rows of a file stand in the bucket by the run that found them: a catalogue names nobody. */
const keyOf = (runId: string, part: number): string =>
  `${service.name}/catalogue/bad-rows/${runId}/${part}.csv`

/** So large a part is, at most. */
const mostBytes = 1_000_000

/** Keeps the bad rows of a file in parts, the same each time; gives how many parts there are. */
export const keepBadRows = async (
  runId: string,
  parts: readonly { readonly bytes: Uint8Array }[],
  { files }: { readonly files: Bucket },
): Promise<number> => {
  for (const [index, { bytes }] of parts.entries()) await files.keep(keyOf(runId, index + 1), bytes)
  return parts.length
}

/** One part of them; undefined where there is none, or where it is kept no longer. */
export const readBadRows = async (
  runId: string,
  part: number,
  { files }: { readonly files: Bucket },
): Promise<Uint8Array | undefined> => (await files.read({ key: keyOf(runId, part) }, mostBytes))?.bytes
