import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Effects } from '../../effects.ts'
import { opening } from '../fields.ts'
import { actors, fundOwner } from '../fund-operations.ts'
import { openBooks } from '../open-books.ts'

/** What a fund brings along when its books are opened here, once. */
export const openingRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/openings',
    summary:
      'Opens the books of a fund with the balances it brings along; the money lies in the special account.',
    scopes: actors,
    owner: fundOwner('body'),
    body: opening,
    status: 201,
    answer: opening,
    refusals: ['opening.other-balances', 'opening.no-personal-accounts'],
    handle: ({ body }) => openBooks(store, body),
  }),
]
