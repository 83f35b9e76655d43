import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import type { Likeness } from '../likeness/rules/likeness.ts'
import { likenesses } from '../likeness/store.ts'
import type { Insured, SignedHand } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import type { DecidedPair, DuplicateDecision } from './rules/decision.ts'
import { effectsOfMerge } from './rules/effects-of-merge.ts'
import { formerIdsOf, formerlyOf, merge } from './rules/merge.ts'
import { duplicateDecisions } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** A pair that is said to be one person, and who of the two goes on. */
type SaidPair = { readonly likenessId: string; readonly keeps: string }

type ProposeDuplicates = {
  readonly division: string
  readonly reason: string
  readonly pairs: readonly SaidPair[]
  readonly by: SignedHand
  readonly commandId: string
}

const judgePair = (
  { likenessId, keeps }: SaidPair,
  likeness: Likeness | undefined,
  insuredOf: (personId: string) => Insured | undefined,
  { division, effects: { policy } }: { readonly division: string; readonly effects: Needs },
): Decision<DecidedPair> => {
  const figures = { likenessId }
  if (!likeness || likeness.division !== division) return refuse('likeness.unknown', { figures })
  const { status, persons } = likeness
  if (status !== 'open') return refuse('likeness.decided', { figures: { ...figures, status } })
  if (!persons.includes(keeps)) return refuse('duplicate.not-of-the-pair', { figures })
  const ends = persons[0] === keeps ? persons[1] : persons[0]
  const [kept, ended] = [insuredOf(keeps), insuredOf(ends)]
  if (!kept || !ended) return refuse('likeness.unknown', { figures })
  const formerly = formerlyOf({ kept, ended }, insuredOf)
  const merged = merge(kept, ended, likenessId, formerly)
  if (merged.status === 'refused') return { ...merged, refusal: { ...merged.refusal, figures } }
  const rules = entitlementRules(policy())
  const effects = effectsOfMerge({ kept, ended, ofEnded: formerly.ofEnded }, merged.value, {
    rules,
    policy: policy(),
  })
  return accept({ likenessId, keeps, ends, effects })
}

/** Nobody may be in two pairs of one decision: what the second does would hang on the first. */
const isInTwo = (likenesses: readonly (Likeness | undefined)[]): boolean => {
  const persons = likenesses.flatMap((each) => each?.persons ?? [])
  return new Set(persons).size < persons.length
}

/** Proposes that pairs are one person each, and says what that would do to every one of them. Nothing changes yet. */
export const proposeDuplicates = async (
  { division, reason, pairs, by, commandId }: ProposeDuplicates,
  effects: Needs,
): Promise<Decision<DuplicateDecision>> => {
  const { store } = effects
  const decisionId = stableId('D', commandId)
  const before = await duplicateDecisions.read(store, { decisionId })
  if (before) return accept(before)
  const found = await likenesses.readMany(store, pairs)
  if (isInTwo(found)) return refuse('duplicate.twice-in-one')
  const persons = found.flatMap((each) => each?.persons ?? [])
  const records = await coverages.readMany(store, persons.map(ofPerson))
  const two = records.flatMap((each) => (each ? [each.insured] : []))
  const former = await coverages.readMany(store, formerIdsOf(two).map(ofPerson))
  const all = [...two, ...former.flatMap((each) => (each ? [each.insured] : []))]
  const byId = new Map(all.map((insured) => [insured.personId, insured] as const))
  const judged: DecidedPair[] = []
  for (const [index, pair] of pairs.entries()) {
    const one = judgePair(pair, found[index], (personId) => byId.get(personId), { division, effects })
    if (one.status === 'refused') return one
    judged.push(one.value)
  }
  const decision: DuplicateDecision = {
    ...{ decisionId, version: 1, division, reason, pairs: judged, proposed: by, commandId },
    status: 'proposed',
  }
  const written = await store.write([duplicateDecisions.create(decision)])
  return accept(
    written.status === 'written'
      ? decision
      : ((await duplicateDecisions.read(store, { decisionId })) ?? decision),
  )
}
