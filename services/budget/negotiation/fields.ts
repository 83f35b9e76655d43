import * as z from 'zod'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  month,
  numberInText,
  scheme,
  signature,
  signedAmount,
  yearInText,
} from '#shared/contracts/fields.ts'
import type { Caller, Parties } from '#shared/kernel/authority.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { growthBounds } from '../quota/rules/split-rules.ts'
import { carePart, parts, step } from '../total-control/fields.ts'
import { cityAndItsInstitutions } from '../total-control/parties.ts'
import { paper } from '../total-control/rules/paper.ts'
import { wholeOf } from '../total-control/rules/parts.ts'
import { positionStates } from './rules/round.ts'
import type { RoundName } from './store.ts'

const volume = z.int().min(0).max(1_000_000_000)
const pastCare = z.strictObject({ paid: amount, volume })
export const careYear = z.strictObject({ inpatient: pastCare, outpatient: pastCare })
const comment = z.string().min(3).max(500)

const candidate = z.strictObject({
  institution: id,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  category: id,
  firstReferral: z.boolean().default(false),
  /** The last years, for those that the books do not have whole; as the books have them when absent. */
  years: z.array(careYear).max(3).optional(),
  expected: z.strictObject({ inpatient: amount, outpatient: amount, reason: comment }).optional(),
})

const verifiedVolume = z.strictObject({
  institution: id,
  part: carePart,
  expected: volume,
  verified: volume,
})

/** Few enough that all quotas of a plan, with how they came about, stay below the limit of one answer. */
const mostInstitutions = 2000

export const draftBody = z.strictObject({
  ...fundYearFields,
  basis: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('formula'),
      candidates: z.array(candidate).min(1).max(mostInstitutions),
      growth: growthBounds.optional(),
    }),
    z.strictObject({
      kind: z.literal('volume-change'),
      volumes: z
        .array(verifiedVolume)
        .max(2 * mostInstitutions)
        .refine(
          (all) => new Set(all.map(({ institution, part }) => `${institution} ${part}`)).size === all.length,
          'a volume stands there twice',
        ),
      target: z.enum(['kept', 'approved']).default('kept'),
    }),
  ]),
  from: month.optional(),
  reason: comment.optional(),
})

export const proposalBody = z.strictObject({ answerBy: day })
export const newProposalsBody = z.strictObject({
  answerBy: day,
  reason: comment,
  proposals: z
    .array(z.strictObject({ institution: id, amounts: parts }))
    .min(2)
    .max(40)
    .refine(
      (all) => new Set(all.map(({ institution }) => institution)).size === all.length,
      'an institution stands there twice',
    )
    .refine(
      (all) => Number.isSafeInteger(all.reduce((sum, { amounts }) => sum + wholeOf(amounts), 0)),
      'more than any fund has',
    ),
})
export const counterBody = z.strictObject({ amounts: parts, comment, paper: paper.optional() })
export const commentBody = z.strictObject({ text: comment })

/** What is shown of a round: its fields, not its keys. */
export const roundAnswer = z
  .object({
    fund: z.strictObject({ city, scheme }),
    year: fundYear,
    number: z.int(),
    draftId: z.string(),
    status: z.enum(['drafted', 'proposed', 'agreed', 'published']),
    basis: z.enum(['formula', 'volume-change']),
    target: parts,
    areaTarget: z.int().optional(),
    from: month.optional(),
    reason: z.string().optional(),
    seasonalWeights: z.array(z.string()).length(12),
    policyVersion: z.string(),
    groups: z.array(
      z.strictObject({
        group: z.string(),
        institutions: z.int(),
        amounts: z.partialRecord(carePart, signedAmount),
      }),
    ),
    counts: z.record(z.enum(positionStates), z.int()),
    drafted: signature,
    offeredBy: z.array(z.string()).optional(),
    proposed: signature.optional(),
    firstAnswerBy: day.optional(),
    answerBy: day.optional(),
    agreed: signature.optional(),
    published: signature.optional(),
    planId: z.string().optional(),
  })
  .meta({ id: 'NegotiationRound' })

const turn = z.object({
  on: day,
  turn: z.enum(['proposed', 'counter-proposed', 'accepted']),
  amounts: parts,
  comment: z.string().optional(),
  paper: paper.optional(),
})

export const positionAnswer = z
  .object({
    institution: id,
    group: z.string(),
    amounts: parts,
    steps: z.array(step),
    least: amount,
    status: z.enum(positionStates),
    answerBy: day.optional(),
    counter: parts.optional(),
    turns: z.array(turn),
  })
  .meta({ id: 'NegotiationPosition' })

export const commentAnswer = z.object({
  commentId: z.string(),
  institution: id.optional(),
  on: day,
  text: z.string(),
})

/** Where a round is found. */
export const roundPath = '/v1/budget/negotiations/{city}/{scheme}/{year}/{number}'

export const roundParams = z.object({
  city,
  scheme,
  year: yearInText,
  number: numberInText,
})

type RoundParams = z.output<typeof roundParams>

/** The round that a path names. */
export const roundNamed = ({ city: of, scheme: its, year, number }: RoundParams): RoundName => ({
  fund: { city: of, scheme: its },
  year,
  number,
})

/** A round is in the open for its city and every institution that stands there. */
export const cityAndItsInstitutionsInPath = {
  whose: 'named',
  parties: ({ params, caller }: { readonly params: RoundParams; readonly caller: Caller }): Parties =>
    cityAndItsInstitutions(params.city, caller),
} as const

/** The record of a round, as its history is read. */
export const recordOf = ({ city: of, scheme: its, year, number }: RoundParams): string =>
  `/v1/budget/negotiations/${of}/${its}/${year}/${number}`
