import type { FundYear } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit } from '#shared/edge/runs/run.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { writesOfKept } from '../insured-year/join-years.ts'
import { listPersons } from '../insured-year/list-persons.ts'
import { claimCorrections, toCorrectionItem } from '../insured-year/records/correction-item.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { PersonList } from '../insured-year/records/person-lists.ts'
import type { CorrectedClaim } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimCorrected } from '../insured-year/rules/claim-events.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { ClaimStore } from '../insured-year/store.ts'
import { walkClaims } from '../insured-year/walk-claims.ts'
import { besideWrites, replaceYear } from '../insured-year/year-writes.ts'
import { insuredYearsOf } from '../keys.ts'
import {
  correctionResults,
  fromCorrectionResultItem,
  resultPrefix,
  runPartition,
  toCorrectionResultItem,
} from './correction-result-item.ts'
import type { YearOfClaims } from './rules/replay.ts'
import type { CorrectionTotals, PersonResult } from './rules/run-result.ts'
import { noTotals } from './rules/run-result.ts'

/** A person's year as it is recorded, with all its claims. */
export type Dossier = {
  readonly recorded: RecordedYear
  /** The person's other years, where anything is recorded of them. */
  readonly beside: readonly RecordedYear[]
  readonly claims: YearOfClaims
}

type Page<Thing> = { readonly found: readonly Thing[]; readonly cursor?: string }

/** The year that corrections leave, later ones that money went on to, and those that must be as they were read. */
export type CorrectedYears = {
  readonly after: RecordedYear
  readonly later: readonly RecordedYear[]
  readonly judgedOn: readonly RecordedYear[]
  /** What goes back to accounts of the family with it. */
  readonly given: readonly Write[]
}

/** What runs of corrections read and record. */
export type CorrectionStore = {
  /** The next persons of a list by their ids, at most `most` of those due and of the others; `cursor` is the last one met. */
  readonly listPersons: (list: PersonList, most: number, after?: string) => Promise<Page<string>>
  readonly readDossier: (personId: string, year: FundYear) => Promise<Dossier | undefined>
  readonly readResults: (runId: string, personId: string) => Promise<PersonResult[]>
  readonly listResults: (runId: string, most: number, cursor?: string) => Promise<Page<PersonResult>>
  /** Records corrections with the years they leave and what the run found, all or nothing; `false`: decide again. */
  readonly recordCorrections: (
    runId: string,
    result: PersonResult,
    entries: readonly ClaimCorrected[],
    years: CorrectedYears,
  ) => Promise<boolean>
  /** Records what a preview found; a result that is there already stays. */
  readonly recordFinding: (runId: string, result: PersonResult) => Promise<void>
  /** Completes a unit and adds what it came to to the run's totals; a unit completed before is left as it is. */
  readonly completeUnit: (unit: RunUnit, totals: CorrectionTotals) => Promise<void>
  readonly readTotals: (runId: string) => Promise<CorrectionTotals>
}

const runTotals = defineRecord<CorrectionTotals, { readonly runId: string }>({
  kind: 'correction-totals',
  key: ({ runId }) => ({ pk: runPartition(runId), sk: 'TOTALS' }),
})

/** The claims of a year, in the order they were settled in. */
const readSettled = async (claims: ClaimStore, recorded: RecordedYear): Promise<CorrectedClaim[]> => {
  const lastFirst: CorrectedClaim[] = []
  for await (const { settled, corrections } of walkClaims(claims, recorded))
    lastFirst.push({ claim: settled.claim, corrections })
  return lastFirst.reverse()
}

/** A year beside without the stays that belong to the claims judged again: those are what that comes to. */
const withoutStaysOf = (settled: readonly CorrectedClaim[], year: InsuredYear): InsuredYear => {
  const own = new Set(settled.map(({ claim }) => claim.claimId))
  return { ...year, stays: year.stays.filter(({ claimId }) => !own.has(claimId)) }
}

/**
 * A person's year with its claims, as both stood at one moment. Whatever is recorded of a claim moves the year's
 * version on. So they belong together if the year is the same after its claims were read. Undefined: read again.
 */
const readWhole = async (
  store: Store,
  claims: ClaimStore,
  of: { readonly personId: string; readonly year: FundYear },
): Promise<{ readonly dossier: Dossier | undefined } | undefined> => {
  const items = await Array.fromAsync(store.list(insuredYearsOf(of.personId)))
  const years = items.flatMap((item) => yearIn(item) ?? [])
  const recorded = years.find(({ state }) => state.year === of.year)
  if (!recorded) return { dossier: undefined }
  const beside = years.filter((each) => each !== recorded)
  const settled = await readSettled(claims, recorded)
  const neighbours = beside.map(({ state }) => withoutStaysOf(settled, state))
  const after = await claims.findYear(of)
  if (after?.state.version !== recorded.state.version) return undefined
  return { dossier: { recorded, beside, claims: { year: recorded.state, neighbours, settled } } }
}

/**
 * Opens the runs of corrections on the service's table.
 * @param within the most days between stays that any plan counts as one
 */
export const openCorrectionStore = (
  store: Store,
  claims: ClaimStore,
  within: () => number,
): CorrectionStore => ({
  listPersons: (list, most, after) => listPersons(store, list, most, after),
  readDossier: async (personId, year) => {
    const { dossier } = await retryConflicts(() => readWhole(store, claims, { personId, year }))
    return dossier
  },
  readResults: async (runId, personId) => {
    const part = { prefix: resultPrefix(personId) }
    return Array.fromAsync(correctionResults.list(store, runPartition(runId), part), fromCorrectionResultItem)
  },
  listResults: async (runId, limit, after) => {
    const part = { prefix: resultPrefix(), limit, ...(after === undefined ? {} : { cursor: after }) }
    const { records, ...rest } = await correctionResults.page(store, runPartition(runId), part)
    return { found: records.map(fromCorrectionResultItem), ...rest }
  },
  recordCorrections: async (runId, result, entries, { after, later, judgedOn, given }) => {
    const written = await store.write([
      correctionResults.create(toCorrectionResultItem(runId, result)),
      ...entries.map((entry) => claimCorrections.create(toCorrectionItem(entry))),
      replaceYear(after),
      ...besideWrites(entries, { neighbours: judgedOn, moved: later }, within()),
      ...(await writesOfKept(after, store)),
      ...given,
    ])
    return written.status === 'written'
  },
  recordFinding: async (runId, result) => {
    await store.write([correctionResults.create(toCorrectionResultItem(runId, result))])
  },
  completeUnit: async (unit, totals) => {
    const set = { kind: runTotals.kind }
    await store.write([
      ...completeUnit(unit, totals),
      { kind: 'add', key: runTotals.key(unit), amounts: totals, set },
    ])
  },
  readTotals: async (runId) => {
    const counted = await runTotals.read(store, { runId })
    const { persons, corrected, entries, fund, account, cash, held } = { ...noTotals, ...counted }
    return { persons, corrected, entries, fund, account, cash, ...(held ? { held } : {}) }
  },
})
