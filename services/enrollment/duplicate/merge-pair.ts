import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { nextRecord } from '../coverage/rules/person-record.ts'
import { coverages, coverageWrite, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { identityKey } from '../keys.ts'
import { leaveNamesakes } from '../likeness/find-alike.ts'
import type { Likeness } from '../likeness/rules/likeness.ts'
import { likenessIdOf } from '../likeness/rules/likeness.ts'
import { likenesses, namesakes } from '../likeness/store.ts'
import { identities } from '../person/store.ts'
import type { MergeInput } from './decide.ts'
import type { DecidedPair, DuplicateDecision } from './rules/decision.ts'
import { effectsOfMerge, takesMore } from './rules/effects-of-merge.ts'
import { lentInMerge } from './rules/lent-in-merge.ts'
import { formerIdsOf, formerlyOf, merge } from './rules/merge.ts'
import { duplicateDecisions } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>
type Approved = Extract<DuplicateDecision, { status: 'approved' }>

/** A likeness in its next state. */
const moved = (likeness: Likeness, to: Likeness): Write =>
  likenesses.replace({ ...to, version: likeness.version + 1 }, likeness.version)

/** The other pairs of whoever ends say nothing any more: those of the person who goes on stand. */
const otherPairsOver = async (
  { likenessId, keeps, ends }: DecidedPair,
  token: string,
  store: Store,
): Promise<Write[]> => {
  const { persons = [] } = (await namesakes.read(store, { token })) ?? {}
  const others = persons.filter((each) => each !== ends && each !== keeps)
  const pairs = await likenesses.readMany(
    store,
    others.map((other) => ({ likenessId: likenessIdOf(other, ends) })),
  )
  return pairs.flatMap((pair) =>
    pair?.status === 'open' ? [moved(pair, { ...pair, status: 'over', by: likenessId })] : [],
  )
}

/** Who ends stands no more among their namesakes, and whoever asks by their number finds the one who goes on. */
const identityWrites = async (pair: DecidedPair, { store }: Needs): Promise<Write[]> => {
  const { ends, keeps } = pair
  const identity = await identities.read(store, { personId: ends })
  must(identity !== undefined, 'enrollment.identity-missing', 'a person has no identity', { personId: ends })
  const token = identity.tokens.namedPerson
  const [pairs, left] = await Promise.all([
    otherPairsOver(pair, token, store),
    leaveNamesakes({ personId: ends, token }, store),
  ])
  const into: Write = {
    kind: 'add',
    key: identityKey(identity),
    amounts: { numbersCorrected: 0 },
    // Parted before, they are one after all.
    set: { mergedInto: keeps, ...(identity.partedFrom === undefined ? {} : { partedFrom: '' }) },
  }
  return [...pairs, ...left, into]
}

type Outcome = { readonly writes: readonly Write[]; readonly outcome: string }

const mergeOf = async (
  { decisionId, decided, pairs }: Approved,
  likenessId: string,
  effects: Needs,
): Promise<Outcome> => {
  const { store, policy } = effects
  const pair = pairs.find((each) => each.likenessId === likenessId)
  must(pair !== undefined, 'duplicate.pair-unknown', 'a unit of no pair', { likenessId })
  const [likeness, records] = await Promise.all([
    likenesses.read(store, { likenessId }),
    coverages.readMany(store, [ofPerson(pair.keeps), ofPerson(pair.ends)]),
  ])
  const [kept, ended] = records
  if (likeness?.status !== 'open' || !kept || !ended) return { writes: [], outcome: 'likeness.decided' }
  const two = { kept: kept.insured, ended: ended.insured }
  const former = await coverages.readMany(store, formerIdsOf([two.kept, two.ended]).map(ofPerson))
  const recordOf = (personId: string) => former.find((each) => each?.insured.personId === personId)
  const formerly = formerlyOf(two, (personId) => recordOf(personId)?.insured)
  const merged = merge(two.kept, two.ended, likenessId, formerly)
  if (merged.status === 'refused') return { writes: [], outcome: merged.refusal.code }
  const rules = entitlementRules(policy())
  const now = effectsOfMerge({ ...two, ofEnded: formerly.ofEnded }, merged.value, { rules, policy: policy() })
  if (takesMore(now, pair.effects)) return { writes: [], outcome: 'duplicate.takes-more-now' }
  const lent = lentInMerge(two, { ...merged.value, ...formerly }, { rules, until: decided.on })
  const to = { rules, on: decided.on, command: { id: `${decisionId}:${likenessId}` } }
  return {
    outcome: 'merged',
    writes: [
      moved(likeness, { ...likeness, status: 'one-person', decisionId, kept: pair.keeps, decided }),
      coverageWrite(nextRecord(kept, merged.value.kept, to), kept.version),
      ...lent.flatMap((each) => {
        const record = each.personId === pair.ends ? ended : recordOf(each.personId)
        return record ? [coverageWrite(nextRecord(record, each, to), record.version)] : []
      }),
      ...(await identityWrites(pair, effects)),
    ],
  }
}

/** Makes one of a pair, with the completion of its unit: however often the unit comes, once. */
export const mergePair = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { store } = effects
  const { decisionId, likenessId } = inputOf<MergeInput>(unit)
  const decision = await duplicateDecisions.read(store, { decisionId })
  must(decision?.status === 'approved', 'duplicate.not-approved', 'a run of no approved decision', {
    decisionId,
  })
  await retryConflicts(async () => {
    if (await isUnitDone(store, unit)) return true
    const { writes, outcome } = await mergeOf(decision, likenessId, effects)
    const written = await store.write([...writes, ...completeUnit(unit, { outcome })])
    return written.status === 'written' ? true : undefined
  })
}
