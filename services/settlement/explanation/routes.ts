import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import type { CatalogueEffects } from '../catalogue/effects.ts'
import type { ClaimEffects } from '../claim/effects.ts'
import type { ClaimHistory } from '../claim/found-claim-operations.ts'
import { partiesOfClaim } from '../claim/found-claim-operations.ts'
import type { EntryHistory } from '../insured-year/store.ts'
import { listIdOf } from '../settlement-list/rules/settlement-list.ts'
import type { ListEffects } from '../settlement-list/send-list.ts'
import type { ClaimStory, ExplanationBasis } from './rules/explain.ts'
import { explainClaim, explainReversal } from './rules/explain.ts'
import type { Language } from './rules/language.ts'
import { languages } from './rules/language.ts'
import { explanationAnswer } from './shapes.ts'

/** What explaining a claim needs from outside. */
export type ExplanationEffects = ClaimEffects &
  Pick<CatalogueEffects, 'catalogue' | 'referenceMeter'> &
  Pick<ListEffects, 'lists'>

/** The plans, and of the catalogue, with the names people know items by, the entries of the claim's own codes. */
const basisFor = async (
  { claim }: ClaimStory,
  { plans, catalogue, referenceMeter }: ExplanationEffects,
): Promise<ExplanationBasis> => {
  const book = plans()
  const codes = new Set(claim.lines.map(({ code }) => code))
  const entries = await catalogue.entriesOf(...codes)
  referenceMeter('read-catalogue', 1)
  return {
    policyVersion: book.policyVersion,
    planOf: ({ scheme, care, city, servedOn, circumstances }) =>
      book.planOn(scheme, care, city, servedOn, circumstances.purpose),
    catalogue: {
      find: (code, on) =>
        entries.findLast((entry) => entry.code === code && entry.from <= on && on <= (entry.to ?? on)),
    },
  }
}

const storyOf = ({ entry, corrections, reversedBy }: EntryHistory): ClaimStory => {
  must(entry?.kind === 'claim', 'claim.reversal-of-no-claim', 'a reversal names something that is no claim')
  return { claim: entry.claim, corrections, reversedBy }
}

/** The claim a reversal undoes. That it is reversed need not be told: the reader asked about the reversal. */
const reversedStory = async (claimId: string, { claims, meter }: ExplanationEffects): Promise<ClaimStory> => {
  const found = await claims.find(claimId)
  meter('read-claim', 1)
  return { ...storyOf(found), reversedBy: undefined }
}

/** The list of a settlement as it was sent last; none where none was sent. */
const listOf = async (claimId: string, { lists, meter }: ExplanationEffects) => {
  const last = (await lists.of(claimId)).at(-1)
  meter('read-settlement-list', 1)
  if (!last) return {}
  const { version, sentOn, admittedOn, dischargedOn, diagnoses, operations, items } = last
  const said = { version, sentOn, admittedOn, dischargedOn, diagnoses, operations, items }
  return { settlementList: { listId: listIdOf(claimId), ...said } }
}

const explain = async (found: ClaimHistory, language: Language, effects: ExplanationEffects) => {
  if (found.entry.kind === 'claim') {
    const story = storyOf(found)
    const { personId, claimId } = story.claim
    const [basis, list] = await Promise.all([basisFor(story, effects), listOf(claimId, effects)])
    return { personId, ...explainClaim(story, basis, language), ...list }
  }
  const { reversal } = found.entry
  const { personId } = reversal
  const story = await reversedStory(reversal.claimId, effects)
  return { personId, ...explainReversal(reversal, story, await basisFor(story, effects), language) }
}

/** Why a claim was paid what it was paid. */
export const explanationOperations = (effects: ExplanationEffects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/claims/{claimId}/explanation',
    summary:
      'How a claim or a reversal came to its result: each line, each step with its rule, article and room left, and who pays what.',
    scopes: ['institution', 'city', 'province', 'auditor'],
    params: z.strictObject({ claimId: id }),
    query: z.strictObject({ language: z.enum(languages).default('zh') }),
    owner: partiesOfClaim(effects),
    answer: explanationAnswer,
    refusals: ['claim.unknown', 'policy.missing'],
    persons: (_, { personId }) => [personId],
    handle: async ({ query: { language }, found }) =>
      accept(explanationAnswer.parse(await explain(found, language, effects))),
  }),
]
