import { must } from '#shared/kernel/errors.ts'
import type { Random } from '../../cli/generate/random.ts'
import type { Reply, Role } from '../../cli/year/client.ts'
import type { Faults } from './faults.ts'
import type { Invoke } from './sandbox.ts'
import type { Time } from './time.ts'

/** A request of an officer, a hospital or another system. */
export type Call = {
  readonly as: Role
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly key?: string
  readonly body?: unknown
}

/** Sends a request until it is answered; the same key makes a repeat harmless. */
export type Caller = (call: Call) => Promise<Reply>

const attempts = 40
const longestPause = 60_000

const eventOf = ({ as, method, path, key, body }: Call) => {
  const [rawPath = '', query] = path.split('?')
  return {
    version: '2.0',
    rawPath,
    pathParameters: { proxy: rawPath.split('/').slice(3).join('/') },
    headers: key === undefined ? {} : { 'idempotency-key': key },
    ...(query === undefined ? {} : { queryStringParameters: Object.fromEntries(new URLSearchParams(query)) }),
    requestContext: {
      requestId: `${method} ${rawPath} ${key ?? ''}`,
      http: { method, path: rawPath },
      authorizer: { jwt: { claims: { ...as }, scopes: [] } },
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  }
}

type Answered = { readonly statusCode: number; readonly body?: string; readonly isBase64Encoded?: boolean }

const replyOf = ({ statusCode, body = '', isBase64Encoded = false }: Answered): Reply => ({
  status: statusCode,
  body: body === '' || isBase64Encoded ? {} : (JSON.parse(body) as Reply['body']),
})

/** Calls the functions of the services as the gateway does, and again after an answer that did not come. */
export const openCaller =
  (
    invoke: Invoke,
    apiOf: (service: string) => string,
    { time, random, faults }: { readonly time: Time; readonly random: Random; readonly faults: Faults },
  ): Caller =>
  async (call) => {
    const service = call.path.split('/')[2] ?? ''
    for (let tried = 1; ; tried += 1) {
      const outcome = await invoke(apiOf(service), eventOf(call))
      const reply = outcome.status === 'succeeded' ? replyOf(outcome.payload as Answered) : undefined
      const isLost = faults.happens('lostAnswer')
      if (reply && reply.status < 500 && reply.status !== 429 && !isLost) return reply
      must(tried < attempts, 'simulation.no-answer', `${call.method} ${call.path} is never answered`, {
        last: JSON.stringify(reply ?? outcome),
      })
      await time.sleep(random.between(100, Math.min(longestPause, 200 * 2 ** tried)))
    }
  }
