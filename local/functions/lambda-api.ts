import type { IncomingMessage, RequestListener } from 'node:http'
import type { RunningQueue } from '../event-sources/queue-source.ts'
import { readBody } from '../http/read-body.ts'
import { sendJson } from '../http/send-json.ts'

type Deliveries = readonly Pick<RunningQueue, 'id' | 'delivers' | 'deliver'>[]

const mappingPath = /^\/2015-03-31\/event-source-mappings\/([^/?]+)/

const mostBytes = 64 * 1024

const wanted = async (request: IncomingMessage): Promise<boolean | undefined> =>
  (JSON.parse((await readBody(request, mostBytes)).toString('utf8')) as { Enabled?: boolean }).Enabled

const answer = async (deliveries: Deliveries, request: IncomingMessage) => {
  const id = decodeURIComponent(mappingPath.exec(request.url ?? '')?.[1] ?? '')
  const source = deliveries.find((each) => each.id === id)
  if (source === undefined)
    return { status: 404, value: { Type: 'User', Message: `There is no event source mapping ${id}` } }
  if (request.method === 'PUT') source.deliver((await wanted(request)) ?? source.delivers())
  return { status: 200, value: { UUID: id, State: source.delivers() ? 'Enabled' : 'Disabled' } }
}

/**
 * The part of Lambda's own API that operators use: whether a queue's messages are delivered, and that they be held back
 * or delivered again.
 */
export const createLambdaApi =
  (deliveries: Deliveries): RequestListener =>
  (request, response) => {
    answer(deliveries, request)
      .then(({ status, value }) => sendJson(response, status, value))
      .catch((error: unknown) => response.destroy(error as Error))
  }
