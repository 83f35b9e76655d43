import * as z from 'zod'
import { day, id, month } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields } from '../../ledger/fields.ts'
import { actors, cursorField, fundOwner, pageOf, readers } from '../../ledger/fund-operations.ts'
import { answerState, statement } from '../fields.ts'
import type { Answer } from '../rules/answer.ts'
import { startSettlement } from '../start-settlement.ts'
import { readAnswers } from '../statement-answers.ts'
import { pageStatements } from '../statements.ts'

const listed = statement.extend({
  state: answerState.optional().meta({ description: 'What was answered; absent while nothing was' }),
})

const stateOf = (answer: Answer | undefined) => (answer === undefined ? {} : { state: answer.state })

/** Settling a month with all institutions, and what each was told. */
export const monthlySettlementRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/monthly-settlements',
    summary: 'Closes a month of a fund and settles it with every institution; sent again, it goes on.',
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundFields, month, on: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: [
      'settlement.no-quota-plan',
      'settlement.month-closed',
      'settlement.month-not-over',
      'settlement.earlier-run-open',
      'settlement.earlier-year-open',
      'settlement.earlier-month-open',
      'run.other-parameters',
      'policy.missing',
    ],
    changes: (_, { runId }) => [`/v1/budget/runs/${runId}`],
    handle: ({ body: { month: of, on, ...fund }, by }) =>
      startSettlement({ fund, month: of, on, by: by.subject }, effects),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/statements',
    summary: "A month's settlement statements, one for each institution, with the state of its answer.",
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, month, ...cursorField }),
    answer: z.strictObject({ statements: z.array(listed), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { month: of, cursor, ...fund } }) => {
      const { records, ...page } = await pageStatements(effects.store, fund, of, pageOf(cursor))
      const answers = await readAnswers(effects.store, records)
      const shown = records.map((each, at) => ({ ...statement.parse(each), ...stateOf(answers[at]) }))
      return accept({ statements: shown, ...page })
    },
  }),
]
