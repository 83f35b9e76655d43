import * as z from 'zod'
import { city, day, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { leftOutAtOnce, partOfLeftOut } from '../billing/store.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { cursor } from '../paging.ts'
import type { Count, Statement } from './rules/statement.ts'
import { hasBill, statementStatuses, sumOfCounts } from './rules/statement.ts'
import { totalOfSplit } from './rules/subsidy.ts'
import { startStatement } from './start-statement.ts'
import { readParts, readStatement } from './store.ts'

const shown = z.strictObject({
  ...{ statementId: id, runId: id, city, year: fundYear, asOf: day },
  status: z
    .enum(statementStatuses)
    .meta({ description: '`gathering` while its residents are being counted' }),
  headcount: z.int().meta({ description: 'residents counted, less those taken off since a refund' }),
  aidFunded: signedAmount,
  adjusted: signedAmount.optional().meta({
    description:
      'Fen beside heads × standard: of those taken off at the standard at which they were counted, and of those counted again since a higher one was published',
  }),
  billId: id.optional().meta({ description: 'absent until it is issued, or when nobody was to be counted' }),
})

const shownOf = (
  { statementId, runId, city, year, asOf, status }: Statement,
  { headcount, aidFunded, more }: Count,
): z.output<typeof shown> => ({
  ...{ statementId, runId, city, year, asOf, status, headcount, aidFunded },
  ...(more ? { adjusted: totalOfSplit(more) } : {}),
  ...(status === 'issued' && hasBill({ headcount, aidFunded, ...(more ? { more } : {}) })
    ? { billId: statementId }
    : {}),
})

const path = '/v1/contribution/subsidy-statements'

/** Claims for the subsidies of paid-up residents. */
export const statementRoutes = (effects: Pick<Effects, 'store' | 'runs' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary:
      "Claims the subsidies, and medical aid's part, for residents paid up by a day and not claimed for yet, gives back what was claimed for those whose money was paid back, and claims the difference for those counted before a higher standard was published. A run counts them; when it is done, the statement and its bill are issued.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, year: fundYear, asOf: day }),
    status: 202,
    answer: z.strictObject({ runId: id, statementId: id }),
    refusals: ['policy.missing'],
    changes: (_, { runId, statementId }) => [`${path}/${statementId}`, `/v1/contribution/runs/${runId}`],
    handle: async ({ body, commandId }) => accept(await startStatement({ ...body, commandId }, effects)),
  }),
  defineOperation({
    method: 'GET',
    path: `${path}/{statementId}`,
    summary: 'A subsidy statement: what it counted so far, or what it was issued with.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ statementId: id }),
    owner: cityOwner('statementId', {
      as: 'the city of the statement',
      unknown: 'contribution.statement-unknown',
      find: async (statementId) => (await readStatement(effects.store, statementId))?.statement,
    }),
    answer: shown,
    refusals: ['contribution.statement-unknown'],
    handle: async ({ found }) => {
      const isIssued = found.status === 'issued'
      const count = isIssued ? found : sumOfCounts(await readParts(effects.store, found.statementId))
      return accept(shownOf(found, count))
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${path}/{statementId}/left-out`,
    summary:
      'Whom a subsidy statement left out though they had paid for the year, a hundred at a time: those who are residents on no day of it, by what enrolment told until then.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ statementId: id }),
    owner: cityOwner('statementId', {
      as: 'the city of the statement',
      unknown: 'contribution.statement-unknown',
      find: async (statementId) => (await readStatement(effects.store, statementId))?.statement,
    }),
    query: z.strictObject({ cursor }),
    answer: z.strictObject({
      leftOut: z
        .array(z.strictObject({ code: z.literal('not-a-resident'), personId: id, billId: id }))
        .max(leftOutAtOnce),
      cursor,
    }),
    refusals: ['contribution.statement-unknown', 'cursor.unreadable'],
    persons: (_, { leftOut }) => leftOut.map(({ personId }) => personId),
    handle: async ({ found: { runId }, query: { cursor: from } }) => {
      const { part, ...next } = await partOfLeftOut(effects.store, runId, from)
      const leftOut = (part?.rows ?? []).map(({ personId = '', billId = '' }) => ({
        code: 'not-a-resident' as const,
        ...{ personId, billId },
      }))
      return accept({ leftOut, ...next })
    },
  }),
]
