import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda'
import { openDoor } from '#shared/edge/http/door.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { serve } from '#shared/edge/http/serve.ts'
import { clearingAnswerRoutes } from '../clearing/routes/answers.ts'
import { clearingRoutes } from '../clearing/routes/clearings.ts'
import type { Effects } from '../effects.ts'
import { effects } from '../effects.ts'
import { statementAnswerRoutes } from '../monthly-settlement/routes/answers.ts'
import { monthlySettlementRoutes } from '../monthly-settlement/routes/settlements.ts'
import { negotiationAnswerRoutes } from '../negotiation/routes/answers.ts'
import { historyRoutes } from '../negotiation/routes/histories.ts'
import { negotiationReadRoutes } from '../negotiation/routes/reads.ts'
import { negotiationRoutes } from '../negotiation/routes/rounds.ts'
import { operations } from '../operations.ts'
import { table } from '../refusals.ts'
import { advanceRoutes } from '../working-capital/routes.ts'

/** Every operation of this service over the given effects. */
export const routesOver = (given: Effects): Route[] => [
  ...historyRoutes(given),
  ...negotiationRoutes(given),
  ...negotiationReadRoutes(given),
  ...negotiationAnswerRoutes(given),
  ...monthlySettlementRoutes(given),
  ...statementAnswerRoutes(given),
  ...advanceRoutes(given),
  ...clearingRoutes(given),
  ...clearingAnswerRoutes(given),
]

export const routes = routesOver(effects)

const after = (operation: { readonly method: string; readonly path: string }) =>
  effects.meter(`${operation.method} ${operation.path}`, 1)
const door = openDoor({ operations: operations(effects), refusals: table, journal: effects.journal, after })
const older = serve(routes, after)

/** Operations answer first; what is none of them goes the older way until all have moved. */
export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer, context: Context) => {
  const answered = await door(event, context, {} as never)
  return JSON.stringify(answered).includes('route.unknown') ? older(event, context, {} as never) : answered
}
