import * as z from 'zod'
import { month, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
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
export const careElsewhereRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/care-elsewhere',
    summary:
      'What the funds of a scheme owe for care outside their own city, by place of care as booked in a month, and the net position of every place; the positions sum to nil.',
    scopes: ['province', 'auditor'],
    query: z.strictObject({ scheme, month }),
    answer: z.strictObject({ scheme, month, funds: z.array(debt), positions: z.array(position) }),
    problems: ['caller.other-division'],
    handle: async ({ caller, query: { scheme: of, month: during } }) => {
      requireCity(caller, provinceCode)
      const owed = await readCareElsewhere(store, of, during)
      const funds = owed.filter(({ elsewhere }) => Object.keys(elsewhere).length > 0)
      return { status: 200, body: { scheme: of, month: during, funds, positions: netPositions(funds) } }
    },
  }),
]
