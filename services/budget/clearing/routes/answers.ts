import * as z from 'zod'
import { day, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { actors, institutionOwner, readers } from '../../ledger/fund-operations.ts'
import type { ClearingName } from '../answer-clearing.ts'
import { answerClearing, findClearing } from '../answer-clearing.ts'
import { mostOfClaimedIn } from '../clearing-terms.ts'
import { clearingOfInstitution, clearingParams, clearingPath } from '../fields.ts'
import type { ClearingStatement } from '../rules/statement.ts'
import { confirmStatement, decideStatement, disputeStatement } from '../rules/statement.ts'

const reason = z.string().min(1).max(1000)

const owner = institutionOwner('params')

const changes = ({
  params: { city, scheme, year, institution },
}: {
  readonly params: ClearingName
}): string[] => [`/v1/budget/clearings/${city}/${scheme}/${year}/${institution}`]

const shown = ({ city, scheme }: ClearingName, statement: ClearingStatement) =>
  accept(clearingOfInstitution.parse({ ...statement, city, scheme }))

/** What institutions answer to their statements. */
const institutionRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: clearingPath,
    summary: "An institution's clearing statement.",
    scopes: [...readers, 'institution'],
    params: clearingParams,
    owner,
    answer: clearingOfInstitution,
    refusals: ['clearing.unknown'],
    handle: async ({ params }) => {
      const found = await findClearing(params, effects)
      return found.status === 'refused' ? found : shown(params, found.value.statement)
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${clearingPath}/confirmation`,
    summary: 'An institution confirms its clearing statement.',
    scopes: ['institution'],
    params: clearingParams,
    owner,
    body: z.strictObject({ on: day }),
    answer: clearingOfInstitution,
    refusals: [
      'clearing.unknown',
      'clearing.not-proposed',
      'clearing.before-its-time',
      'clearing.same-person',
    ],
    changes,
    hand: ({ confirmed }) => confirmed,
    handle: async ({ params, body, by }) => {
      const signed = { by: by.subject, ...body }
      const confirmed = await answerClearing(params, (each) => confirmStatement(signed, each), effects)
      return confirmed.status === 'refused' ? confirmed : shown(params, confirmed.value)
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${clearingPath}/dispute`,
    summary: 'An institution disputes its clearing statement, with its reason.',
    scopes: ['institution'],
    params: clearingParams,
    owner,
    body: z.strictObject({ on: day, reason }),
    answer: clearingOfInstitution,
    refusals: [
      ...['clearing.unknown', 'clearing.not-proposed', 'clearing.answer-late', 'clearing.before-its-time'],
      'clearing.same-person',
    ],
    changes,
    handle: async ({ params, body, by, today }) => {
      const signed = { by: by.subject, ...body }
      const disputed = await answerClearing(params, (each) => disputeStatement(signed, each, today), effects)
      return disputed.status === 'refused' ? disputed : shown(params, disputed.value)
    },
  }),
]

/** What institutions answer to their statements, and what is decided when they dispute. */
export const clearingAnswerRoutes = (effects: Effects): Operation[] => [
  ...institutionRoutes(effects),
  defineOperation({
    method: 'POST',
    path: `${clearingPath}/decision`,
    summary:
      'Decides a dispute: another score, another growth of volume, an amount more or less; the year is cleared again by it.',
    scopes: actors,
    params: clearingParams,
    owner,
    body: z.strictObject({
      on: day,
      reason,
      adjustment: signedAmount,
      score: z
        .string()
        .regex(/^(100|\d{1,2}(\.\d{1,2})?)$/)
        .optional(),
      growth: z
        .string()
        .regex(/^-?\d{1,2}(\.\d{1,4})?$/)
        .optional(),
    }),
    answer: clearingOfInstitution,
    refusals: [
      'clearing.unknown',
      'clearing.not-disputed',
      'clearing.before-its-time',
      'clearing.same-person',
      'clearing.beyond-claims',
      'policy.missing',
    ],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params, body, by }) => {
      const mostOfClaimed = mostOfClaimedIn(effects.policy(), params)
      const signed = { by: by.subject, ...body, mostOfClaimed }
      const decided = await answerClearing(params, (each) => decideStatement(signed, each), effects)
      return decided.status === 'refused' ? decided : shown(params, decided.value)
    },
  }),
]
