import * as z from 'zod'
import { amount, city, id } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { commandIdOf } from '../handlers/routes/command-id.ts'
import { savePayroll } from './store.ts'

const lines = z
  .array(z.strictObject({ personId: id, monthlyWage: amount.max(1_000_000_000) }))
  .min(1)
  .max(4_000)
  .refine(
    (all) => new Set(all.map(({ personId }) => personId)).size === all.length,
    'a person is there twice',
  )

/** The employers' wage lists. */
export const payrollRoutes: Route[] = [
  defineRoute({
    method: 'PUT',
    path: '/v1/contribution/employers/{employerId}/payroll',
    summary: "Replaces an employer's wage list; the next billing run takes it.",
    scopes: ['province', 'city', 'feed'],
    body: z.strictObject({ city, lines }),
    answer: z.strictObject({ employerId: id, lines: z.int() }),
    problems: [
      'contribution.employer-id',
      'contribution.employer-elsewhere',
      'idempotency-key.other-payload',
      'caller.other-division',
    ],
    handle: async (request) => {
      const { params, body, caller } = request
      requireCity(caller, body.city)
      const employerId = id.safeParse(params.employerId)
      if (!employerId.success)
        throw refused({ code: 'contribution.employer-id', reason: 'not an id', field: 'employerId' })
      const saved = await savePayroll(
        effects.store,
        { employerId: employerId.data, ...body },
        commandIdOf(request),
      )
      if (saved.status === 'refused') throw refused(saved.refusal, 409)
      return { status: 200, body: { employerId: employerId.data, lines: body.lines.length } }
    },
  }),
]
