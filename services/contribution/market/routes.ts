import * as z from 'zod'
import { city, day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { marketPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { marketStates } from './rules/market-entity.ts'
import { employerOfCode, marketEntities } from './store.ts'

const shown = z.strictObject({
  ...{ uscc: z.string(), city, name: z.string() },
  marketState: z.enum(marketStates),
  on: day,
  employerId: id.optional().meta({ description: 'the employer of ours that has the code; absent: none' }),
})

/** What market supervision told of enterprises. */
export const marketRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/market-entities',
    summary:
      'The enterprises of a city as market supervision told of them last, each with the employer that has its credit code: those that were struck off and still employ are found so.',
    scopes: ['province', 'city', 'tax', 'auditor', 'market-supervision'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, marketState: z.enum(marketStates).optional(), cursor }),
    answer: z.strictObject({ entities: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, marketState, cursor: from } }) => {
      const { records, ...next } = await marketEntities.page(store, marketPartition(of), {
        index: 'gsi1',
        ...(marketState === undefined ? {} : { prefix: `${marketState}#` }),
        ...pageFrom(from),
      })
      const entities = await Promise.all(
        records.map(async ({ uscc, city: in_, name, state, on }) => {
          const employer = await employerOfCode({ city: in_, uscc }, store)
          return {
            ...{ uscc, city: in_, name, marketState: state, on },
            ...(employer ? { employerId: employer.employerId } : {}),
          }
        }),
      )
      return accept({ entities, ...next })
    },
  }),
]
