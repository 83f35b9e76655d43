import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import { day, id, month, signature } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields } from '../../ledger/fields.ts'
import {
  actors,
  cursorField,
  fundOwner,
  institutionOwner,
  pageOf,
  readers,
} from '../../ledger/fund-operations.ts'
import type { UpheldClaim } from '../rules/upheld-claim.ts'
import { correctUpheld, pageUpheld } from '../upheld-claims.ts'

const path = '/v1/budget/upheld-claims'

const upheldClaim = z.strictObject({
  institution: id,
  month,
  claimId: id,
  claimMonth: month,
  reason: z.string(),
  upheldOn: day,
  /** Days since it was upheld, while nothing has put it right. */
  openDays: z.int().optional(),
  corrected: signature.extend({ claimId: id, month }).optional(),
})

const shown = (upheld: UpheldClaim, today: Day) => {
  const { institution, month: of, claimId, claimMonth, reason, upheldOn, corrected } = upheld
  const stands = { institution, month: of, claimId, claimMonth, reason, upheldOn }
  return corrected ? { ...stands, corrected } : { ...stands, openDays: daysBetween(upheldOn, today) }
}

/** Claims of which a contest was upheld: work to do until a correction or reversal of them is posted. */
export const upheldClaimRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path,
    summary:
      'Claims of which a contest was upheld: what put them right, or for how many days they wait for it.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, ...cursorField }),
    answer: z.strictObject({ claims: z.array(upheldClaim), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { cursor, ...fund }, today }) => {
      const { records, ...page } = await pageUpheld(store, fund, pageOf(cursor))
      return accept({ claims: records.map((each) => shown(each, today)), ...page })
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/{city}/{scheme}/{month}/{institution}/{claimId}/correction`,
    summary:
      'Says which posted correction or reversal put an upheld claim right; nothing else ends the work on it.',
    scopes: actors,
    params: z.object({ ...fundFields, month, institution: id, claimId: id }),
    owner: institutionOwner('params'),
    body: z.strictObject({ on: day, claimId: id, month }),
    answer: upheldClaim,
    refusals: ['upheld-claim.unknown', 'upheld-claim.not-corrected', 'upheld-claim.corrected-already'],
    changes: ({ params: { city, scheme, month: of, institution, claimId } }) => [
      `${path}/${city}/${scheme}/${of}/${institution}/${claimId}`,
    ],
    handle: async ({ params: name, body, by, today }) => {
      const ended = await correctUpheld(store, name, { ...body, by: by.subject })
      return ended.status === 'refused' ? ended : accept(shown(ended.value, today))
    },
  }),
]
