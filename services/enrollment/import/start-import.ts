import type { Day } from '#shared/calendar/day.ts'
import type { Hints } from '#shared/edge/files/any-table.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import type { SentFile } from '#shared/edge/files/sent-file.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Caller, Decider } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import type { OfImport } from '../keys.ts'
import { refuse } from '../refusals.ts'
import type { BadRowsKept } from './bad-rows.ts'
import { partsOf } from './import-store.ts'

export const importTask = 'import-persons'

/** So many parts make a file: thirty megabytes. */
export const mostParts = 90

/** What is to be done with the parts of a file; the same again is the same run. */
type Terms = OfImport &
  Hints & {
    readonly digests: readonly string[]
    readonly onBadRows: 'refuse' | 'skip'
    readonly preview: boolean
  }

/** A file to import, with who asked for it: a row of a city that they do not reach is a bad row. */
export type ImportOrder = Terms & {
  readonly caller: Caller
  readonly by: Decider
  readonly commandId: string
  readonly today: Day
}

/** A file in the bucket, to be imported on the terms that it says itself. */
export type ObjectOrder = SentFile & { readonly commandId: string }

/** How far a run of many rows is: it goes on after a line with what it came to until then. */
export type Progress = {
  readonly afterLine: number
  readonly imported: number
  /** How many of them are alike to another person; absent: none. */
  readonly alike?: number
  /** What rows were refused for once others had been enrolled. */
  readonly late: readonly BadCell[]
  /** Those rows as files to mend, one of each call. */
  readonly lateRows?: readonly BadRowsKept[]
}

type StartImport = Omit<ImportOrder, 'digests'> & { readonly parts: number }

/** The digests of the parts of a file, as many as were sent. */
export const digestsOf = async (
  of: OfImport,
  sent: number,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<string[]>> => {
  const parts = await partsOf(of, store)
  const missing = missingPart(new Set(parts.map(({ part }) => part)), sent)
  return missing === undefined
    ? accept(parts.map(({ digest }) => digest))
    : refuse('import.part-missing', { figures: { part: missing } })
}

/** The first number that is missing, or one too many. */
const missingPart = (numbers: ReadonlySet<number>, sent: number): number | undefined => {
  for (let part = 1; part <= sent; part += 1) if (!numbers.has(part)) return part
  return numbers.size === sent ? undefined : sent + 1
}

/** Has the parts of a file, as they are now, imported by a run; the same again is the same run. */
export const startImport = async (
  { parts: sent, caller, by, commandId, today, ...asked }: StartImport,
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<Decision<string>> => {
  const digests = await digestsOf(asked, sent, { store })
  if (digests.status === 'refused') return digests
  const { division, importId, onBadRows, preview, encoding, sheet } = asked
  const terms: Terms = {
    ...{ division, importId, onBadRows, preview, digests: digests.value },
    ...(encoding === undefined ? {} : { encoding }),
    ...(sheet === undefined ? {} : { sheet }),
  }
  const runId = stableId('N', JSON.stringify(terms))
  const order: ImportOrder = { ...terms, caller, by, commandId, today }
  const units = [{ unitId: '0000', input: order }]
  await startRun(runs(), { runId, task: importTask, parameters: terms, units })
  return accept(runId)
}
