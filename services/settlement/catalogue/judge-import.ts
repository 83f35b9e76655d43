import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { refuse } from '../refusals.ts'
import { mostRowsAtOnce } from './catalogue-file.ts'
import type { CatalogueEffects } from './effects.ts'
import { takenRows } from './gather-parts.ts'
import type { JudgedImport } from './import-store.ts'
import { isJudged, saveJudged } from './import-store.ts'
import type { CatalogueChanges } from './rules/catalogue-changes.ts'
import type { Hand } from './rules/judge-import.ts'
import { approveImport, rejectImport, waitsAgain } from './rules/judge-import.ts'

export const approvalTask = 'approve-catalogue'

type Needs = Pick<CatalogueEffects, 'catalogue' | 'imports' | 'runs' | 'referenceMeter'>

const unknown = refuse('import.unknown', { field: 'importId' })
const moved = refuse('import.changes-moved')

const readJudged = async (
  { imports }: Pick<Needs, 'imports'>,
  importId: string,
): Promise<Decision<JudgedImport>> => {
  const record = await imports.find(importId)
  if (!record) return unknown
  return isJudged(record) ? accept(record) : refuse('import.decided', { figures: { status: 'in-force' } })
}

const changesAlike = (
  { catalogueVersion: _, ...one }: CatalogueChanges,
  { catalogueVersion: __, ...other }: CatalogueChanges,
): boolean => sameContent(one, other)

/**
 * Brings an approved import into force with one write, if it still changes what its approver saw. Otherwise it waits
 * again, with what it changes now. Undefined when somebody else wrote in between.
 */
const bringIntoForce = async (
  judged: JudgedImport,
  approved: Hand,
  { catalogue, imports }: Needs,
  writes: readonly Write[] = [],
): Promise<Decision<JudgedImport> | undefined> => {
  const { importId, made } = judged
  const taken = await takenRows(judged, imports)
  const changes = await catalogue.changesSince(judged.changes, taken)
  if (!changesAlike(changes, judged.changes)) {
    const again = saveJudged({ ...waitsAgain(judged, changes) })
    return (await imports.write([again, ...writes])) ? moved : undefined
  }
  const basis = changes.catalogueVersion
  const after: JudgedImport = { ...judged, status: 'in-force', approved, changes }
  const hands = { basis, importId, made, approved }
  return (await catalogue.add(taken, hands, [saveJudged(after), ...writes])) ? accept(after) : undefined
}

/**
 * Approves an import that waits. Few rows are in force at once; many are brought into force by a run. The same again
 * finds it approved, and starts the run where that was missed.
 */
export const approve = async (
  importId: string,
  by: Hand,
  effects: Needs,
): Promise<Decision<JudgedImport>> => {
  const decided = await retryConflicts(async () => {
    const found = await readJudged(effects, importId)
    if (found.status === 'refused') return found
    const decision = approveImport(by, found.value)
    if (decision.status === 'refused' || decision.value.status === 'in-force') return decision
    const isWhole = decision.value.status === 'approved'
    if (isWhole && decision.value.rows <= mostRowsAtOnce) return bringIntoForce(decision.value, by, effects)
    if (decision.value === found.value) return decision
    return (await effects.imports.write([saveJudged(decision.value)])) ? decision : undefined
  })
  if (decided.status === 'accepted' && decided.value.status === 'approved') {
    const { approved, changes } = decided.value
    const parameters = { importId, approved, catalogueVersion: changes.catalogueVersion }
    const runId = stableId('A', importId, fingerprint(parameters))
    const units = [{ unitId: '0000', input: parameters }]
    await startRun(effects.runs(), { runId, task: approvalTask, parameters, units })
  }
  effects.referenceMeter('approve-catalogue', 1)
  return decided
}

/** Brings an import of many rows into force, as it was approved. Cut off anywhere or done twice it comes to the same. */
export const approvalUnit = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { importId } = inputOf<{ readonly importId: string }>(unit)
  await retryConflicts(async () => {
    if (await isUnitDone(effects.runs().store, unit)) return 'done before'
    const found = await readJudged(effects, importId)
    const approved = found.status === 'accepted' ? found.value.approved : undefined
    if (found.status === 'refused' || found.value.status !== 'approved' || !approved) {
      const overtaken = completeUnit(unit, { outcome: 'overtaken' })
      return (await effects.imports.write(overtaken)) ? 'overtaken' : undefined
    }
    return bringIntoForce(found.value, approved, effects, completeUnit(unit, { outcome: 'done' }))
  })
  effects.referenceMeter('approve-catalogue', 1)
}

/** Rejects an import that waits; the catalogue stays as it was. */
export const reject = (
  importId: string,
  by: Hand & { readonly reason: string },
  effects: Pick<Needs, 'imports' | 'referenceMeter'>,
): Promise<Decision<JudgedImport>> =>
  retryConflicts(async () => {
    const found = await readJudged(effects, importId)
    if (found.status === 'refused') return found
    const decision = rejectImport(by, found.value)
    if (decision.status === 'refused' || decision.value === found.value) return decision
    effects.referenceMeter('reject-catalogue', 1)
    return (await effects.imports.write([saveJudged(decision.value)])) ? decision : undefined
  })
