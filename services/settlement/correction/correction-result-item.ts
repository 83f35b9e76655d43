import { defineRecord } from '#shared/edge/store/record.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { fromPositions, toPositions } from '../insured-year/records/positions.ts'
import { amountNames } from '../insured-year/rules/claim-events.ts'
import type { Key } from '../keys.ts'
import { ownKey } from '../keys.ts'
import type { PersonResult, ResultEntry } from './rules/run-result.ts'
import { plainEntry } from './rules/run-result.ts'

type StoredEntry = Omit<ResultEntry, 'amounts'> & { readonly amounts: readonly number[] }

/** The stored form of what a run found of a person. */
export type CorrectionResultItem = Key & {
  readonly personId: string
  readonly part: number
  readonly isLast: boolean
  readonly held?: true
  readonly entries: readonly StoredEntry[]
}

export const correctionResults = defineRecord<CorrectionResultItem, Key>({
  kind: 'correction-result',
  key: ownKey,
})

/** Everything a run of corrections recorded of its own. */
export const runPartition = (runId: string): string => `RUN#${runId}`

/** Where a person's results stand in a run, one after the other. */
export const resultPrefix = (personId = ''): string => (personId === '' ? 'FOUND#' : `FOUND#${personId}#`)

/** Writes a person's result as an item. */
export const toCorrectionResultItem = (runId: string, result: PersonResult): CorrectionResultItem => ({
  pk: runPartition(runId),
  sk: `${resultPrefix(result.personId)}${String(result.part).padStart(3, '0')}`,
  ...result,
  entries: result.entries.map((entry) => ({
    ...plainEntry(entry),
    amounts: toPositions(amountNames, entry.amounts),
  })),
})

/** Reads a person's result; the exact counterpart of `toCorrectionResultItem`. */
export const fromCorrectionResultItem = (item: CorrectionResultItem): PersonResult => ({
  personId: item.personId,
  part: item.part,
  isLast: item.isLast,
  ...(item.held ? { held: item.held } : {}),
  entries: item.entries.map((entry) => ({ ...entry, amounts: fromPositions(amountNames, entry.amounts) })),
})

/** What a run found and held of a person, where an item is that. */
export const heldResultIn = (item: RecordedItem): (PersonResult & { readonly runId: string }) | undefined => {
  if (!correctionResults.is(item)) return undefined
  const result = fromCorrectionResultItem(correctionResults.from(item))
  return result.held ? { ...result, runId: item.pk.slice(runPartition('').length) } : undefined
}
