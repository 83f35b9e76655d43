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
import { rememberOutcome, requirePart } from './import-store.ts'
import { proposeImport } from './propose-import.ts'
import type { Hand } from './rules/judge-import.ts'

/**
 * A transaction holds a hundred writes: a condition on each part, the import's record, and what the run came to.
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
  /** Who has it imported. */
  readonly made: Hand
}

/** What a run commits: the parts by the digests they had when it was asked for, in their order. */
type Commit = Omit<CommitImport, 'parts' | 'made'> & { readonly digests: readonly string[] }
type CommitInput = Commit & Pick<CommitImport, 'made'>

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
 * Has all parts of an import, as they are now, made ready by a run to be approved; the same again is the same run.
 * @returns the run's id
 * @throws TongchouError `run.other-parameters` when only the name of the file is another
 */
export const startCommit = async (
  { parts: sent, made, ...command }: CommitImport,
  { imports, runs, referenceMeter }: Pick<CatalogueEffects, 'imports' | 'runs' | 'referenceMeter'>,
): Promise<Decision<string>> => {
  const { importId } = command
  const [parts, before] = await Promise.all([imports.parts(importId), imports.find(importId)])
  const missing = missingPart(parts, sent)
  if (missing !== undefined) return refuse('import.part-missing', { figures: { part: missing } })
  const commit: Commit = { ...command, digests: parts.map(({ digest }) => digest) }
  if (before && before.fingerprint !== fingerprintOf(commit))
    return refuse('import.other-payload', { field: 'importId' })
  const runId = stableId('I', importId, fingerprintOf(commit))
  const units = [{ unitId: '0000', input: { ...commit, made } }]
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
 * Has all parts of an import wait for another person, with what they would change. With `refuse`, one bad row anywhere
 * leaves everything as it was, and the parts open. What came out is written with what it did and with the unit's
 * completion. So a run cut off anywhere, or done twice, comes to the same.
 */
export const commitUnit = async (
  unit: RunUnit,
  { catalogue, imports, runs, referenceMeter }: OwnEffects,
  sent: Pick<CommitOutcome, 'by' | 'object' | 'badRowParts'> = {},
) => {
  const commit = inputOf<CommitInput>(unit)
  const { importId, fileName, onBadRows, made } = commit
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
    const proposal = await proposeImport({ record, entries: taken, parts, made }, { catalogue })
    const waiting = [proposal, ...unchanged, ...completion({ outcome: 'waiting', ...figures })]
    return (await imports.write(waiting)) ? 'waiting' : undefined
  })
  referenceMeter('commit-catalogue', 1)
}
