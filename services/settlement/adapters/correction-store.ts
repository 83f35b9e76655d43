import type { FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit } from '#shared/edge/run.ts'
import type { Store } from '#shared/edge/store.ts'
import { must } from '#shared/kernel/errors.ts'
import type { ClaimCorrected } from '../domain/claim-events.ts'
import type { CorrectedClaim } from '../domain/correction/as-it-stands.ts'
import type { YearOfClaims } from '../domain/correction/replay.ts'
import type { CorrectionTotals, PersonResult } from '../domain/correction/run-result.ts'
import { noTotals } from '../domain/correction/run-result.ts'
import { toCorrectionItem } from '../domain/recorded/correction-item.ts'
import type { CorrectionResultItem } from '../domain/recorded/correction-result-item.ts'
import {
  fromCorrectionResultItem,
  resultPrefix,
  runPartition,
  toCorrectionResultItem,
} from '../domain/recorded/correction-result-item.ts'
import type { RecordedYear } from '../domain/recorded/insured-year-item.ts'
import { personIdOf } from '../domain/recorded/keys.ts'
import type { PersonList } from '../domain/recorded/person-lists.ts'
import type { ClaimStore } from './claim-store.ts'
import { replaceYear } from './claim-store.ts'

/** A person's year as it is recorded, with all its claims. */
export type Dossier = { readonly recorded: RecordedYear; readonly claims: YearOfClaims }

type Page<Thing> = { readonly found: readonly Thing[]; readonly cursor?: string }

/** What runs of corrections read and record. */
export type CorrectionStore = {
  readonly listPersons: (list: PersonList, most: number, cursor?: string) => Promise<Page<string>>
  readonly readDossier: (personId: string, year: FundYear) => Promise<Dossier | undefined>
  readonly readResults: (runId: string, personId: string) => Promise<PersonResult[]>
  readonly listResults: (runId: string, most: number, cursor?: string) => Promise<Page<PersonResult>>
  /** Records corrections with the year they leave and what the run found, all or nothing; `false`: decide again. */
  readonly recordCorrections: (
    runId: string,
    result: PersonResult,
    entries: readonly ClaimCorrected[],
    after: RecordedYear,
  ) => Promise<boolean>
  /** Records what a preview found; a result that is there already stays. */
  readonly recordFinding: (runId: string, result: PersonResult) => Promise<void>
  /** Completes a unit and adds what it came to to the run's totals; a unit completed before is left as it is. */
  readonly completeUnit: (unit: RunUnit, totals: CorrectionTotals) => Promise<void>
  readonly readTotals: (runId: string) => Promise<CorrectionTotals>
}

const totalsKey = (runId: string) => ({ pk: runPartition(runId), sk: 'TOTALS' })

/** Walks back from the claim settled last to the first. */
const readSettled = async (claims: ClaimStore, { trail }: RecordedYear): Promise<CorrectedClaim[]> => {
  const settled: CorrectedClaim[] = []
  let claimId = trail.latest
  while (claimId !== undefined) {
    const { entry, corrections, reversedBy } = await claims.find(claimId)
    must(entry?.kind === 'claim', 'correction.claims-missing', 'a claim names one that is not there', {
      claimId,
    })
    if (reversedBy === undefined) settled.push({ claim: entry.claim, corrections })
    claimId = entry.follows
  }
  return settled.reverse()
}

/**
 * A person's year with its claims, as both stood at one moment: whatever is recorded of a claim moves the year's version
 * on, so they belong together if the year is the same after its claims were read. Undefined: read again.
 */
const readWhole = async (
  claims: ClaimStore,
  of: { readonly personId: string; readonly year: FundYear },
): Promise<{ readonly dossier: Dossier | undefined } | undefined> => {
  const { personId, year } = of
  const years = await claims.findYears([year, year - 1, year + 1].map((each) => ({ personId, year: each })))
  const [recorded, ...others] = years.filter(({ state }) => state.version > 0)
  if (recorded?.state.year !== year) return { dossier: undefined }
  const neighbours = others.map(({ state }) => state)
  const settled = await readSettled(claims, recorded)
  const after = await claims.findYear(of)
  if (after?.state.version !== recorded.state.version) return undefined
  return { dossier: { recorded, claims: { year: recorded.state, neighbours, settled } } }
}

const resultOf = (item: unknown): PersonResult => fromCorrectionResultItem(item as CorrectionResultItem)

/** Opens the runs of corrections on the service's table. */
export const openCorrectionStore = (store: Store, claims: ClaimStore): CorrectionStore => ({
  listPersons: async ({ gsi1pk, ...part }, limit, after) => {
    const from = after === undefined ? {} : { cursor: after }
    const { items, cursor } = await store.page({ index: 'gsi1', pk: gsi1pk, ...part, limit, ...from })
    return { found: items.map(personIdOf), ...(cursor === undefined ? {} : { cursor }) }
  },
  readDossier: async (personId, year) => {
    const { dossier } = await retryConflicts(() => readWhole(claims, { personId, year }))
    return dossier
  },
  readResults: async (runId, personId) => {
    const items = store.list({ pk: runPartition(runId), prefix: resultPrefix(personId) })
    return (await Array.fromAsync(items)).map(resultOf)
  },
  listResults: async (runId, limit, after) => {
    const from = after === undefined ? {} : { cursor: after }
    const { items, cursor } = await store.page({
      ...{ pk: runPartition(runId), prefix: resultPrefix(), limit },
      ...from,
    })
    return { found: items.map(resultOf), ...(cursor === undefined ? {} : { cursor }) }
  },
  recordCorrections: async (runId, result, entries, after) => {
    const items = [toCorrectionResultItem(runId, result), ...entries.map(toCorrectionItem)]
    const written = await store.write([
      ...items.map((item) => ({ kind: 'create' as const, item })),
      replaceYear(after),
    ])
    return written.status === 'written'
  },
  recordFinding: async (runId, result) => {
    await store.write([{ kind: 'create', item: toCorrectionResultItem(runId, result) }])
  },
  completeUnit: async (unit, totals) => {
    const set = { kind: 'correction-totals' }
    await store.write([
      ...completeUnit(unit, totals),
      { kind: 'add', key: totalsKey(unit.runId), amounts: totals, set },
    ])
  },
  readTotals: async (runId) => {
    const stored = await store.get(totalsKey(runId))
    const { persons, corrected, entries, fund, account, cash } = {
      ...noTotals,
      ...(stored as unknown as CorrectionTotals | undefined),
    }
    return { persons, corrected, entries, fund, account, cash }
  },
})
