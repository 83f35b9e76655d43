import * as z from 'zod'
import { amount, city, fundYear, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Effects } from '../effects.ts'
import { recordPledge } from './record-pledge.ts'

/** Residents whose part is pledged in one request. */
const mostPersons = 500

/** So many are written side by side. */
const atOnce = 25

/** No resident's contribution is above ten thousand yuan. */
const mostFen = 1_000_000

/** What collectives pay of residents' contributions. */
export const pledgeRoutes = (effects: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/collective-contributions',
    summary:
      "Says what a village, a unit or another social body pays of residents' contributions of a year, before these are billed: each bill then has it as a payer of its own. Each person is answered for themselves; nothing takes back what the body pledged before.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      city,
      year: fundYear,
      by: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .meta({ description: 'who pays: the name of the village, unit or body' }),
      persons: z
        .array(z.strictObject({ personId: id, amountFen: amount.max(mostFen) }))
        .min(1)
        .max(mostPersons)
        .refine(
          (all) => new Set(all.map(({ personId }) => personId)).size === all.length,
          'a person is there twice',
        ),
    }),
    answer: z.strictObject({
      rows: z.array(
        z.strictObject({
          personId: id,
          status: z.enum(['recorded', 'refused']),
          code: z.string().optional(),
          reason: z.string().optional(),
        }),
      ),
    }),
    refusals: [],
    handle: async ({ body: { city: of, year, by, persons } }) => {
      const rowOf = async ({ personId, amountFen }: (typeof persons)[number]) => {
        const told = await recordPledge({ city: of, year, by, personId, amount: amountFen }, effects)
        if (told.status === 'accepted') return { personId, status: 'recorded' as const }
        const { code, reason } = told.refusal
        return { personId, status: 'refused' as const, code, reason }
      }
      const rows: Awaited<ReturnType<typeof rowOf>>[] = []
      for (const some of inPieces(persons, atOnce)) rows.push(...(await Promise.all(some.map(rowOf))))
      return accept({ rows })
    },
  }),
]
