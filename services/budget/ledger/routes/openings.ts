import * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { amount } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../../effects.ts'
import { openingKey } from '../../keys.ts'
import { book } from '../book.ts'
import { cashAddition } from '../cash.ts'
import { actors, fundFor, fundYearFields } from '../fields.ts'
import { addMovements, transfer } from '../rules/movements.ts'

const opening = z.strictObject({ ...fundYearFields, pooledBalance: amount, accountBalance: amount })

/** What a fund brings along when its books are opened here, once. */
export const openingRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/openings',
    summary:
      'Opens the books of a fund with the balances it brings along; the money lies in the special account.',
    scopes: actors,
    body: opening,
    answer: opening,
    problems: ['opening.other-balances', 'opening.no-personal-accounts'],
    handle: async ({ caller, body }) => {
      const fund = fundFor(caller, body)
      const { year, pooledBalance, accountBalance } = body
      if (fund.scheme === 'resident' && accountBalance !== 0)
        throw problem(422, 'opening.no-personal-accounts', 'the resident scheme has no personal accounts')
      const movements = addMovements(
        transfer('special-account', 'pooled-fund', pooledBalance),
        transfer('special-account', 'personal-accounts', accountBalance),
      )
      const record = { ...openingKey(fund), kind: 'opening', ...body }
      await book(store, fund, `${year}-01`, () => ({
        entry: {
          entryId: stableId('E-', 'opening', fund.city, fund.scheme),
          reason: 'opening',
          on: firstDayOfYear(year),
          source: 'opening',
          movements,
        },
        alongside: [{ kind: 'create', item: record }, cashAddition(fund, movements)],
      }))
      const stored = opening.strip().parse(await store.get(openingKey(fund)))
      const same =
        stored.year === year &&
        stored.pooledBalance === pooledBalance &&
        stored.accountBalance === accountBalance
      if (!same)
        throw problem(
          409,
          'opening.other-balances',
          `the books were opened in ${stored.year} with other balances`,
        )
      return { status: 201, body: stored }
    },
  }),
]
