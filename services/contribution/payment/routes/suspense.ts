import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { city } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { suspensePartition } from '../../keys.ts'
import { atOnce, cursor, pageFrom } from '../../paging.ts'
import { listedOf, proposalIn, suspenseRow } from '../fields.ts'
import { openAmount } from '../rules/suspense.ts'
import { suspenses } from '../store.ts'
import { proposalRoutes } from './proposals.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/suspense',
    summary:
      "A city's money in suspense, the earliest payments first, each with its reason and its age in days.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, cursor }),
    answer: z.strictObject({ suspense: z.array(suspenseRow).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, cursor: from }, today }) => {
      const place = { index: 'gsi1' as const, ...pageFrom(from) }
      const { records, ...next } = await suspenses.page(store, suspensePartition(of), place)
      return accept({
        suspense: records.map((record) => ({
          ...listedOf({ status: 'suspended', ...record }),
          receivedOn: record.suspense.receivedOn,
          ageDays: Math.max(0, daysBetween(record.suspense.receivedOn, today)),
          open: openAmount(record.suspense),
          ...proposalIn(record.suspense),
        })),
        ...next,
      })
    },
  })

/** Money that fits no bill: its list by age, and assigning or returning it, by one officer and another. */
export const suspenseRoutes = (effects: Needs): Operation[] => [
  listOperation(effects),
  ...proposalRoutes(effects),
]
