import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CreateDynamoProxy } from '../contracts.ts'
import { type AwsFault, sendFault, sendResult } from '../http/aws-json.ts'
import { readBody } from '../http/read-body.ts'
import { throttled, transactionCancelled, writeConflict } from './dynamo-faults.ts'
import type { FaultKind } from './fault-kinds.ts'
import { createInFlight, type Hold } from './in-flight.ts'
import { createTouchedKeys, type ItemsInput } from './touched-keys.ts'
import { type BatchOfReads, withoutLastKey } from './unprocessed-keys.ts'
import { createUpstream } from './upstream.ts'

/** DynamoDB's own limit of a request. */
const maxBodyBytes = 16 * 1024 * 1024

/** The operations on items, by how they hold what they touch; undefined holds nothing. */
const itemOperations: Readonly<Record<string, Hold | undefined>> = {
  GetItem: undefined,
  BatchGetItem: undefined,
  Query: undefined,
  Scan: undefined,
  BatchWriteItem: undefined,
  PutItem: 'write',
  UpdateItem: 'write',
  DeleteItem: 'write',
  TransactGetItems: 'transact-read',
  TransactWriteItems: 'transact-write',
}

/** What makes a transaction known when it comes again. */
const tokenIn = (body: Buffer): string | undefined =>
  (JSON.parse(body.toString('utf8')) as { readonly ClientRequestToken?: string }).ClientRequestToken

/** A function's call on items; anything else (tables, streams, tools that look on) is left in peace. */
type FunctionCall = { readonly operation: string; readonly appId: string }

/** Powertools writes itself behind the application id, which then reads `<id>-PT-NO-OP-…`. */
const appIdPattern = /(?:^|\s)app\/(\S+?)(?:-PT-\S*)?(?:\s|$)/

const functionCallOf = ({ headers }: IncomingMessage): FunctionCall | undefined => {
  const [, operation] = /^DynamoDB_20120810\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? []
  const [, appId] = appIdPattern.exec(headers['user-agent'] ?? '') ?? []
  return operation !== undefined && appId !== undefined && operation in itemOperations
    ? { operation, appId }
    : undefined
}

/** The request must be read to its end before it is answered, or the connection cannot be used again. */
const refuse = (message: IncomingMessage, response: ServerResponse, fault: AwsFault): void => {
  message.resume()
  sendFault(response, '1.0', fault)
}

/**
 * A proxy in front of DynamoDB Local, which by itself never throttles and never conflicts. While the switches are off
 * it passes bytes through. While they are on it acts on the calls of functions only. It knows these by the `app/<id>`
 * of their user agent:
 * - throttle: the call is refused before it reaches the table; refused: so is whatever the SDK sends of it again;
 * - conflict: by chance, and always for items that another transaction under way holds;
 * - killedBefore, killedAfter: the sandbox dies right before its call reaches the table, or right after;
 * - lostAnswer: the call is carried out, and the connection breaks before the answer;
 * - unprocessedKeys: the last key of a batch of reads is left for another call.
 */
export const createDynamoProxy: CreateDynamoProxy = ({ target, chaos, killSandbox, lostAnswers }) => {
  const upstream = createUpstream(target)
  const touchedKeys = createTouchedKeys(target)
  const inFlight = createInFlight()
  /** Transactions that were carried out and come again: DynamoDB answers them by their token, whatever is in the way. */
  const carriedOut = new Set<string>()

  /** Requests of the SDK that are refused as often as they are sent. */
  const refused = new Set<string>()
  const happens = (kind: FaultKind): boolean => chaos.happens(chaos.settings()[kind])

  const kill = ({ appId }: FunctionCall, message: IncomingMessage): void => {
    killSandbox(appId)
    message.socket.destroy()
  }

  const isRefused = ({ headers }: IncomingMessage): boolean => {
    const request = String(headers['amz-sdk-invocation-id'])
    const isFirst = String(headers['amz-sdk-request']).startsWith('attempt=1')
    if (isFirst && happens('refused')) refused.add(request)
    return refused.has(request)
  }

  /** Has a batch of reads carried out but for its last key, which is left for another call. */
  const leaveLastKey = async (message: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const { asked, left } = withoutLastKey(JSON.parse(body.toString('utf8')) as BatchOfReads)
    const answer = await upstream.answer(message, Buffer.from(JSON.stringify(asked)))
    if (answer.status !== 200 || !left) return upstream.forward(message, response, body)
    return sendResult(response, '1.0', { ...(answer.value as object), UnprocessedKeys: left })
  }

  const loseAnswer = async (message: IncomingMessage, body: Buffer): Promise<void> => {
    await upstream.carryOut(message, body)
    const token = tokenIn(body)
    if (token !== undefined) carriedOut.add(token)
    message.socket.destroy()
  }

  /** Passes a call on whose conflicts are settled. */
  const carryOn = async (
    call: FunctionCall,
    message: IncomingMessage,
    response: ServerResponse,
    body?: Buffer,
  ): Promise<void> => {
    const whole = async () => body ?? (await readBody(message, maxBodyBytes))
    if (happens('killedBefore')) return kill(call, message)
    if (happens('killedAfter')) {
      await upstream.carryOut(message, await whole())
      return kill(call, message)
    }
    if (lostAnswers.happens()) return loseAnswer(message, await whole())
    if (call.operation === 'BatchGetItem' && happens('unprocessedKeys'))
      return leaveLastKey(message, response, await whole())
    return upstream.forward(message, response, body)
  }

  const carryOnUnlessConflicting = async (
    call: FunctionCall,
    hold: Hold,
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const body = await readBody(message, maxBodyBytes)
    if (carriedOut.has(tokenIn(body) ?? '')) return carryOn(call, message, response, body)
    const keys = await touchedKeys(JSON.parse(body.toString('utf8')) as ItemsInput)
    const conflicts = [...inFlight.conflicts(hold, keys)]
    if (hold !== 'write' && happens('conflict')) conflicts[chaos.between(0, keys.length - 1)] = true
    if (conflicts.includes(true)) {
      const fault = hold === 'write' ? writeConflict : transactionCancelled(conflicts)
      return sendFault(response, '1.0', fault)
    }
    const release = inFlight.take(hold, keys)
    try {
      return await carryOn(call, message, response, body)
    } finally {
      release()
    }
  }

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = functionCallOf(message)
    if (call === undefined) return upstream.forward(message, response)
    if (isRefused(message) || happens('throttle'))
      return refuse(message, response, throttled[chaos.between(0, 1) === 0 ? 0 : 1])
    const hold = itemOperations[call.operation]
    return hold !== undefined && chaos.settings().conflict > 0
      ? carryOnUnlessConflicting(call, hold, message, response)
      : carryOn(call, message, response)
  }

  return (message, response) => {
    // A broken connection on either side breaks the other one too: the caller's SDK tries again, as on AWS.
    handle(message, response).catch(() => response.destroy())
  }
}
