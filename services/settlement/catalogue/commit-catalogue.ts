import { badRowsOf } from '#shared/edge/files/bad-cell.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { refuse } from '../refusals.ts'
import type { CatalogueEffects } from './effects.ts'
import { gatherParts } from './gather-parts.ts'
import type { BadRowHandling } from './import-catalogue.ts'
import type { CatalogueImport, CommitOutcome, ImportPart } from './import-store.ts'
import { remember, rememberOutcome, requirePart } from './import-store.ts'

/**
 * A transaction holds a hundred writes: a condition on each part, the head of the catalogue, the import's record, and what
 * the run came to.
 */
export const mostParts = 90

export const commitTask = 'commit-catalogue'

/** So many bad rows are kept with an outcome: those of a part were told when it was sent. */
const mostBadRows = 100

export type CommitImport = {
  readonly importId: string
  readonly fileName: string
  /** How many parts the sender sent, numbered from 1. */
  readonly parts: number
  readonly onBadRows: BadRowHandling
}

/** What a run commits: the parts by the digests they had when it was asked for, in their order. */
type CommitInput = Omit<CommitImport, 'parts'> & { readonly digests: readonly string[] }

/** The same content to be taken in the same way, whoever asks. */
const fingerprintOf = ({ digests, onBadRows }: Pick<CommitInput, 'digests' | 'onBadRows'>): string =>
  fingerprint({ digests, onBadRows })

/** The first number that is missing, or too much. */
const missingPart = (parts: readonly ImportPart[], sent: number): number | undefined => {
  const numbers = new Set(parts.map(({ part }) => part))
  for (let part = 1; part <= sent; part += 1) if (!numbers.has(part)) return part
  return numbers.size === sent ? undefined : sent + 1
}

/**
 * Has all parts of an import, as they are now, brought into force by a run; the same again is the same run.
 * @returns the run's id
 * @throws TongchouError `run.other-parameters` when only the name of the file is another
 */
export const startCommit = async (
  { parts: sent, ...command }: CommitImport,
  { imports, runs, referenceMeter }: Pick<CatalogueEffects, 'imports' | 'runs' | 'referenceMeter'>,
): Promise<Decision<string>> => {
  const { importId } = command
  const [parts, before] = await Promise.all([imports.parts(importId), imports.find(importId)])
  const missing = missingPart(parts, sent)
  if (missing !== undefined) return refuse('import.part-missing', { figures: { part: missing } })
  const commit: CommitInput = { ...command, digests: parts.map(({ digest }) => digest) }
  if (before && before.fingerprint !== fingerprintOf(commit))
    return refuse('import.other-payload', { field: 'importId' })
  const runId = stableId('I', importId, fingerprintOf(commit))
  const units = [{ unitId: '0000', input: commit }]
  await startRun(runs(), { runId, task: commitTask, parameters: commit, units })
  referenceMeter('start-catalogue-commit', 1)
  return accept(runId)
}

type OwnEffects = Pick<CatalogueEffects, 'catalogue' | 'imports' | 'runs' | 'referenceMeter'>

/** Nothing is imported any more: the parts are others than were asked for, or the import was committed otherwise. */
const overtaken = { outcome: 'overtaken', rows: 0, imported: 0, bad: 0, firstBad: [] } as const

/** Whether the parts are still those that the run was started for. */
const areUnchanged = (parts: readonly ImportPart[], { digests }: CommitInput): boolean =>
  parts.length === digests.length && parts.every(({ digest }, index) => digest === digests[index])

/**
 * Brings all parts of an import into force at once: the version of the catalogue moves by one, whatever their number.
 * With `refuse`, one bad row anywhere leaves everything as it was, and the parts open. What came out is written with
 * what it did and with the unit's completion. So a run cut off anywhere, or done twice, comes to the same. Until that
 * write nothing is in force, and the chunks written before it go by their content.
 */
export const commitUnit = async (
  unit: RunUnit,
  { catalogue, imports, runs, referenceMeter }: OwnEffects,
  sent: Pick<CommitOutcome, 'by' | 'object' | 'badRowParts'> = {},
) => {
  const commit = inputOf<CommitInput>(unit)
  const { importId, fileName, onBadRows } = commit
  const { store } = runs()
  const completion = (outcome: Omit<CommitOutcome, 'runId'>) => [
    rememberOutcome(importId, { runId: unit.runId, ...sent, ...outcome }),
    ...completeUnit(unit, { outcome: outcome.outcome }),
  ]
  await retryConflicts(async () => {
    if (await isUnitDone(store, unit)) return 'done before'
    const [parts, before] = await Promise.all([imports.parts(importId), imports.find(importId)])
    if (before || !areUnchanged(parts, commit))
      return (await store.write(completion(overtaken))).status === 'written' ? 'overtaken' : undefined
    const { entries, bad } = gatherParts(parts, await imports.rowsOf(importId, parts))
    const taken = bad.length > 0 && onBadRows === 'refuse' ? [] : entries
    const rows = parts.reduce((sum, part) => sum + part.rows, 0)
    const figures = { rows, imported: taken.length, bad: badRowsOf(bad), firstBad: bad.slice(0, mostBadRows) }
    if (taken.length === 0) {
      const refused = completion({ outcome: 'refused', ...figures })
      return (await store.write(refused)).status === 'written' ? 'refused' : undefined
    }
    const record: CatalogueImport = {
      ...{ importId, fileName, fingerprint: fingerprintOf(commit), rows, imported: taken.length },
    }
    const unchanged = parts.map((part) => requirePart(importId, part))
    const imported = completion({ outcome: 'imported', ...figures })
    return (await catalogue.add(taken, [remember(record), ...unchanged, ...imported]))
      ? 'imported'
      : undefined
  })
  referenceMeter('commit-catalogue', 1)
}
