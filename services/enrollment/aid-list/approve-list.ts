import { areMeant, emptied, partsOf } from '#shared/edge/imports/import-parts.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Effects } from '../effects.ts'
import type { OfAidList } from '../keys.ts'
import type { DecidingHand } from '../person/rules/insured.ts'
import { handIn } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import { startApplying } from './apply-list.ts'
import type { AidList } from './store.ts'
import { aidLists, importOf, lastAidLists } from './store.ts'

type Needs = Pick<Effects, 'store' | 'runs'>

/** Whether it was they who approved a list: their call broke off, and its run is started by the next. */
const isApprovedBy = ({ approved }: AidList, { subject }: DecidingHand): boolean =>
  approved !== undefined && isSamePerson(approved.subject, subject)

const decide = async (
  of: OfAidList,
  by: DecidingHand,
  { store }: Needs,
): Promise<Decision<AidList> | undefined> => {
  const [list, last] = await Promise.all([aidLists.read(store, of), lastAidLists.read(store, of)])
  if (!list) return refuse('aid-list.unknown', { field: 'listId' })
  if (isApprovedBy(list, by)) return accept(list)
  const done = list.approved && doneByAnother(handIn(list.approved), by.subject)
  if (done) return done
  if (list.status !== 'compared') return refuse('aid-list.not-compared', { figures: { status: list.status } })
  if (isSamePerson(list.sent.subject, by.subject)) return refuse('aid-list.same-person')
  const { version = 0, from = '' } = last ?? {}
  if (version !== list.after) return refuse('aid-list.overtaken', { figures: { from } })
  const parts = await partsOf(importOf(list), store)
  const approved: AidList = { ...list, status: 'approved', approved: by }
  const { city, listId } = of
  const written = await store.write([
    aidLists.replace(approved, list.version),
    lastAidLists.replace({ city, listId, from: list.from, version }, version),
    ...(areMeant(parts, list.digests) ? parts.flatMap(emptied) : []),
  ])
  return written.status === 'written' ? accept(approved) : undefined
}

/**
 * Approves what a list changes, once and by another person than sent it, and has a run change each page of it. A call that
 * broke off between the two is gone on with by its repeat.
 */
export const approveList = async (
  of: OfAidList,
  by: DecidingHand,
  effects: Needs,
): Promise<Decision<AidList>> => {
  const decided = await retryConflicts(() => decide(of, by, effects))
  if (decided.status === 'refused') return decided
  await startApplying(decided.value, by.on, effects)
  return decided
}
