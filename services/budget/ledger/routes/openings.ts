import * as z from 'zod'
import { city, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import type { Effects } from '../../effects.ts'
import { opening } from '../fields.ts'
import { actors, fundOwner } from '../fund-operations.ts'
import { openBooks, proposeOpening, readOpeningHand } from '../open-books.ts'
import { openingYearFault } from '../rules/opening.ts'

const path = '/v1/budget/openings'

/** What a fund brings along when its books are opened here, once, by two persons. */
export const openingRoutes = ({ store, policy }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary: 'Proposes the balances that a fund brings along; another person opens its books with them.',
    scopes: actors,
    owner: fundOwner('body'),
    body: opening,
    status: 201,
    answer: opening,
    refusals: [
      'opening.year-outside',
      'opening.other-balances',
      'opening.no-personal-accounts',
      'opening.changed-meanwhile',
    ],
    changes: ({ body }) => [`${path}/${body.city}/${body.scheme}`],
    handle: async ({ body, by, today }) =>
      openingYearFault(body, businessDays(policy(), today)) ??
      proposeOpening(store, body, { by: by.subject, on: today }),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/{city}/{scheme}/approval`,
    summary:
      'Opens the books of a fund with the balances that another person proposed, and this one has too; the money lies in the special account.',
    scopes: actors,
    params: z.object({ city, scheme }),
    owner: fundOwner('params'),
    body: opening.omit({ city: true, scheme: true }),
    answer: opening,
    refusals: [
      'opening.other-balances',
      'opening.not-proposed',
      'opening.proposed-otherwise',
      'opening.same-person',
      'opening.changed-meanwhile',
    ],
    changes: ({ params }) => [`${path}/${params.city}/${params.scheme}`],
    hand: (opened) => readOpeningHand(store, opened),
    handle: ({ params, body, by, today }) =>
      openBooks(store, { city: params.city, scheme: params.scheme, ...body }, { by: by.subject, on: today }),
  }),
]
