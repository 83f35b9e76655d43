import * as z from 'zod'
import { city, day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { startFees } from './bill-fees.ts'

/** Bills of late fees. */
export const lateFeeRoutes = (effects: Pick<Effects, 'runs'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/late-fee-runs',
    summary:
      "Bills the late fees of a city's employers through a day: each overdue month on its own days, less what was billed before. Each is a bill of its own. The first of every month bills the month before by itself.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, asOf: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: [],
    changes: (_, { runId }) => [`/v1/contribution/runs/${runId}`],
    handle: async ({ body: { city: of, asOf: through }, commandId }) =>
      accept({ runId: await startFees({ commandId, city: of, through }, effects) }),
  }),
]
