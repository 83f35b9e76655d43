import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda'
import { openDoor } from '#shared/edge/http/door.ts'
import { serve } from '#shared/edge/http/serve.ts'
import { effects } from '../effects.ts'
import { operations } from '../operations.ts'
import { table } from '../refusals.ts'
import { routes } from './routes.ts'

const door = openDoor({ operations: operations(effects), refusals: table, journal: effects.journal })
const older = serve(routes)

/** Operations answer first; what is none of them goes the older way until all have moved. */
export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer, context: Context) => {
  const answered = await door(event, context, {} as never)
  return JSON.stringify(answered).includes('route.unknown') ? older(event, context, {} as never) : answered
}
