import * as z from 'zod'
import { amount, city, day, fundYear, id } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { commandIdOf } from '../handlers/routes/command-id.ts'
import { otherParameters } from '../handlers/routes/other-parameters.ts'
import type { Count, Statement } from './rules/statement.ts'
import { statementStatuses, sumOfCounts } from './rules/statement.ts'
import { startStatement } from './start-statement.ts'
import { readParts, readStatement } from './store.ts'

const statementAnswer = z.strictObject({
  ...{ statementId: id, runId: id, city, year: fundYear, asOf: day },
  status: z
    .enum(statementStatuses)
    .meta({ description: '`gathering` while its residents are being counted' }),
  headcount: z.int().min(0),
  aidFunded: amount,
  billId: id.optional().meta({ description: 'absent until it is issued, or when nobody was to be counted' }),
})

const showStatement = (
  { statementId, runId, city, year, asOf, status }: Statement,
  { headcount, aidFunded }: Count,
): z.output<typeof statementAnswer> => ({
  ...{ statementId, runId, city, year, asOf, status, headcount, aidFunded },
  ...(status === 'issued' && headcount > 0 ? { billId: statementId } : {}),
})

/** Claims for the subsidies of paid-up residents. */
export const statementRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/contribution/subsidy-statements',
    summary:
      "Claims the subsidies and medical aid's part for residents paid up by a day and not claimed for yet: begins the statement and the run that counts them; done, the run has issued the statement and its bill.",
    scopes: ['province', 'city'],
    body: z.strictObject({ city, year: fundYear, asOf: day }),
    answer: z.strictObject({ runId: id, statementId: id }),
    problems: ['policy.missing', 'idempotency-key.other-payload', 'caller.other-division'],
    handle: async (request) => {
      requireCity(request.caller, request.body.city)
      try {
        const started = await startStatement({ ...request.body, commandId: commandIdOf(request) }, effects)
        return { status: 202, body: started }
      } catch (error) {
        throw otherParameters(error)
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/contribution/subsidy-statements/{statementId}',
    summary: 'A subsidy statement: what it counted so far, or what it was issued with.',
    scopes: ['province', 'city', 'auditor'],
    answer: statementAnswer,
    problems: ['contribution.statement-unknown', 'caller.other-division'],
    handle: async ({ caller, params: { statementId = '' } }) => {
      const read = await readStatement(effects.store, statementId)
      if (!read) throw problem(404, 'contribution.statement-unknown', `no statement ${statementId}`)
      requireCity(caller, read.statement.city)
      const { statement } = read
      const count =
        statement.status === 'issued' ? statement : sumOfCounts(await readParts(effects.store, statementId))
      return { status: 200, body: showStatement(statement, count) }
    },
  }),
]
