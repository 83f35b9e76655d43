import * as z from 'zod'
import { month, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { readCareElsewhere } from '../care-elsewhere.ts'
import { netPositions } from '../rules/care-elsewhere.ts'

const position = z.strictObject({
  place: z.string(),
  owes: signedAmount,
  isOwed: signedAmount,
  net: signedAmount,
})

const debt = z.strictObject({ city: z.string(), elsewhere: z.record(z.string(), signedAmount) })

/** What cities owe each other for care away from home. */
export const careElsewhereRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/care-elsewhere',
    summary:
      'What the funds of a scheme owe for care outside their own city, by place of care as booked in a month, and the net position of every place; the positions sum to nil.',
    scopes: ['province', 'auditor'],
    owner: { whose: 'province' },
    query: z.strictObject({ scheme, month }),
    answer: z.strictObject({ scheme, month, funds: z.array(debt), positions: z.array(position) }),
    refusals: [],
    handle: async ({ query: { scheme: of, month: during } }) => {
      const owed = await readCareElsewhere(store, of, during)
      const funds = owed.filter(({ elsewhere }) => Object.keys(elsewhere).length > 0)
      return accept({ scheme: of, month: during, funds, positions: netPositions(funds) })
    },
  }),
]
