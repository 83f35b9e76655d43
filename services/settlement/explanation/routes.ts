import * as z from 'zod'
import type { Caller } from '#shared/edge/http/caller.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { must } from '#shared/kernel/errors.ts'
import { findForParty } from '../claim/found-claim.ts'
import { effects } from '../effects.ts'
import type { Found } from '../insured-year/store.ts'
import type { ClaimStory, ExplanationBasis } from './rules/explain.ts'
import { explainClaim, explainReversal } from './rules/explain.ts'
import { languages } from './rules/language.ts'
import { explanationAnswer } from './shapes.ts'

/** The plans, and of the catalogue, with the names people know items by, the entries of the claim's own codes. */
const basisFor = async ({ claim }: ClaimStory): Promise<ExplanationBasis> => {
  const plans = effects.plans()
  const codes = new Set(claim.lines.map(({ code }) => code))
  const entries = await effects.catalogue.entriesOf(...codes)
  effects.referenceMeter('read-catalogue', 1)
  return {
    policyVersion: plans.policyVersion,
    planOf: ({ scheme, care, city, servedOn, circumstances }) =>
      plans.planOn(scheme, care, city, servedOn, circumstances.purpose),
    catalogue: {
      find: (code, on) =>
        entries.findLast((entry) => entry.code === code && entry.from <= on && on <= (entry.to ?? on)),
    },
  }
}

const storyOf = ({ entry, corrections, reversedBy }: Found): ClaimStory => {
  must(entry?.kind === 'claim', 'claim.reversal-of-no-claim', 'a reversal names something that is no claim')
  return { claim: entry.claim, corrections, reversedBy }
}

/** The claim a reversal undoes. That it is reversed need not be told: the reader asked about the reversal. */
const reversedStory = async (claimId: string, caller: Caller): Promise<ClaimStory> => ({
  ...storyOf(await findForParty(claimId, caller)),
  reversedBy: undefined,
})

/** Why a claim was paid what it was paid. */
export const explanationRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/claims/{claimId}/explanation',
    summary:
      'How a claim or a reversal came to its result: each line, each step with its rule, article and room left, and who pays what.',
    scopes: ['institution', 'city', 'province', 'auditor'],
    query: z.strictObject({ language: z.enum(languages).default('zh') }),
    answer: explanationAnswer,
    problems: ['claim.unknown', 'caller.other-division', 'caller.other-institution'],
    handle: async ({ caller, params, query }) => {
      const found = await findForParty(params.claimId ?? '', caller)
      const { language } = query
      if (found.entry.kind === 'claim') {
        const story = storyOf(found)
        return { status: 200, body: explainClaim(story, await basisFor(story), language) }
      }
      const { reversal } = found.entry
      const story = await reversedStory(reversal.claimId, caller)
      return { status: 200, body: explainReversal(reversal, story, await basisFor(story), language) }
    },
  }),
]
