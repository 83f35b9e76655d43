import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { LeftOut } from './rules/left-out.ts'
import { leftOutAtOnce, leftOutWrite } from './store.ts'

/** Whom a run tells of by name; whoever was billed before, or is long gone, is counted only. */
const isTold = ({ code }: LeftOut): boolean => code !== 'already-billed' && code !== 'not-covered'

/**
 * Keeps whom a unit left out, in parts after those of its earlier messages. A message that comes again writes the same
 * parts once more.
 * @param all whether those are told too who are not covered: an employer's list names them, a shard is full of them
 * @returns how many parts the unit has now
 */
export const keepLeftOut = async (
  { runId, unitId }: RunUnit,
  rows: readonly LeftOut[],
  { store, parts, all }: { readonly store: Store; readonly parts: number; readonly all: boolean },
): Promise<number> => {
  const told = rows.filter((row) => isTold(row) || (all && row.code === 'not-covered'))
  const pieces = inPieces(told, leftOutAtOnce)
  for (const [index, piece] of pieces.entries())
    await store.write([leftOutWrite({ runId, unitId, part: parts + index + 1, rows: piece })])
  return parts + pieces.length
}
