import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { idOfMessage } from '../claim/message.ts'
import { refusal } from '../refusals.ts'
import type { ReconciliationEffects } from './effects.ts'
import type { ClaimedEntry } from './rules/reconcile.ts'
import { compareEntries } from './rules/reconcile.ts'
import type { ClaimRecord, DifferenceOutcome } from './rules/settle-difference.ts'
import { settleDifference } from './rules/settle-difference.ts'
import type { ClearingType, EntryTotals, SettledEntry } from './rules/settled-entry.ts'
import { sameAmounts, totalsOf } from './rules/settled-entry.ts'
import { entryOf } from './settled-entries.ts'
import type { Reconciliation, RecordedReconciliation } from './store.ts'

/** Days of one institution, today the last: hospitals close theirs in the evening. */
export type Period = {
  readonly institution: string
  readonly from: Day
  readonly to: Day
  readonly today: Day
}

/** So many days are read in one call, and so many differences kept in one record: a month of a large hospital. */
const mostDays = 31
const mostDifferences = 2000

const refusePeriod = ({ from, to, today }: Period): Refusal | undefined =>
  from > to || to > today || daysBetween(from, to) >= mostDays
    ? refusal('reconciliation.bad-period', { field: 'to', figures: { from, to, today } })
    : undefined

/**
 * Compares what an institution has of a period, scheme and clearing type with what is settled of it.
 * @returns our totals, and whether they are equal
 */
export const reconcileTotals = async (
  period: Period,
  of: { readonly scheme: Scheme; readonly clearing: ClearingType; readonly theirs: EntryTotals },
  { settledDays, meter }: ReconciliationEffects,
): Promise<Decision<{ readonly ours: EntryTotals; readonly equal: boolean }>> => {
  const refused = refusePeriod(period)
  if (refused) return { status: 'refused', refusal: refused }
  const entries = await settledDays.list(period.institution, period.from, period.to)
  meter('reconcile-totals', 1)
  const ours = totalsOf(
    entries.filter(({ scheme, clearing }) => scheme === of.scheme && clearing === of.clearing),
  )
  return accept({ ours, equal: ours.entries === of.theirs.entries && sameAmounts(ours, of.theirs) })
}

/**
 * Compares settlement by settlement, in both directions, and records what was found. Before anything counts as missing
 * here the claims themselves are asked, since the daily lists follow them by some seconds.
 */
export const reconcileDetails = async (
  period: Period,
  statement: { readonly msgid: string; readonly by?: string; readonly theirs: readonly ClaimedEntry[] },
  effects: ReconciliationEffects,
): Promise<Decision<Reconciliation>> => {
  const { reconciliations, settledDays, meter } = effects
  const { institution, from, to } = period
  const { theirs, by } = statement
  const refused = refusePeriod(period)
  if (refused) return { status: 'refused', refusal: refused }
  const reconciliationId = idOfMessage('K', { msgid: statement.msgid, institution })
  const content = fingerprint({ institution, from, to, theirs })
  const reconciled = await retryConflicts(async (): Promise<Decision<Reconciliation> | undefined> => {
    const before = await reconciliations.find(reconciliationId)
    if (before?.reconciliation.fingerprint === content) return accept(before.reconciliation)
    if (before) return { status: 'refused', refusal: refusal('claim.other-payload', { field: 'msgid' }) }
    const ours = await completed(await settledDays.list(institution, from, to), theirs, period, effects)
    const differences = compareEntries(ours, theirs)
    if (differences.length > mostDifferences) return tooDifferent(differences.length)
    const totals = { ours: totalsOf(ours), theirs: totalsOf(theirs) }
    const sent = { institution, from, to, fingerprint: content, ...(by === undefined ? {} : { by }) }
    const found = { reconciliationId, ...sent, ...totals, differences }
    return (await reconciliations.record(found, 0)) ? accept(found) : undefined
  })
  meter('reconcile-details', 1)
  return reconciled
}

const tooDifferent = (differences: number): Decision<never> => ({
  status: 'refused',
  refusal: refusal('reconciliation.too-different', {
    figures: { differences, most: mostDifferences },
  }),
})

type SettledAmounts = Pick<SettledEntry, 'entryId' | 'total' | 'fund' | 'account'>

/** What is listed, with the entries that the institution has and the lists do not: those are looked up themselves. */
const completed = async (
  listed: readonly SettledEntry[],
  theirs: readonly ClaimedEntry[],
  { institution, from, to }: Period,
  { claims }: ReconciliationEffects,
): Promise<readonly SettledAmounts[]> => {
  const known = new Set(listed.map(({ entryId }) => entryId))
  const unlisted = theirs.filter(({ entryId }) => !known.has(entryId))
  const found = await Promise.all(unlisted.map(({ entryId }) => claims.find(entryId)))
  const late = found.flatMap(({ entry }): SettledAmounts[] => {
    if (!entry) return []
    const fact = entry.kind === 'claim' ? entry.claim : entry.reversal
    const own = entryOf(fact, entry.kind === 'claim' ? entry.by : entry.reversal.by)
    return fact.institution === institution && from <= own.on && own.on <= to ? [own] : []
  })
  return [...listed, ...new Map(late.map((entry) => [entry.entryId, entry])).values()]
}

/** Settles one difference of a reconciliation, checked against what is recorded of the claim. */
export const settleOneDifference = async (
  { found, entryId }: { readonly found: RecordedReconciliation; readonly entryId: string },
  settling: Signature & { readonly how: DifferenceOutcome },
  { reconciliations, claims }: ReconciliationEffects,
): Promise<Decision<Reconciliation>> => {
  let read: RecordedReconciliation | undefined = found
  return retryConflicts(async () => {
    const { reconciliationId } = found.reconciliation
    const before = read ?? (await reconciliations.find(reconciliationId))
    read = undefined
    const difference = before?.reconciliation.differences.find((each) => each.entryId === entryId)
    if (!before || !difference)
      return { status: 'refused', refusal: refusal('reconciliation.unknown', { field: 'entryId' }) }
    const decision = settleDifference(
      difference,
      settling,
      await recordOf(entryId, before.reconciliation, claims),
    )
    if (decision.status === 'refused') return decision
    const differences = before.reconciliation.differences.map((each) =>
      each === difference ? decision.value : each,
    )
    const after = { ...before.reconciliation, differences }
    return (await reconciliations.record(after, before.version)) ? accept(after) : undefined
  })
}

/** What is recorded of an institution's claim: that of another is none of theirs, and is not told from none at all. */
const recordOf = async (
  entryId: string,
  { institution }: Pick<Reconciliation, 'institution'>,
  claims: ReconciliationEffects['claims'],
): Promise<ClaimRecord> => {
  const { entry, reversedBy } = await claims.find(entryId)
  const fact = entry?.kind === 'claim' ? entry.claim : entry?.reversal
  if (fact?.institution !== institution) return 'none'
  return reversedBy === undefined ? 'stands' : 'reversed'
}
