import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Invoke, InvokeResult } from '../contracts.ts'
import { BodyTooLarge, readBody } from '../http/read-body.ts'
import { sendJson } from '../http/send-json.ts'

/** Lambda's own limit of a payload that is answered. */
const maxPayloadBytes = 6 * 1024 * 1024

const path = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/

/** An error of Lambda's own API, as its SDK reads it. */
const sendFault = (response: ServerResponse, status: number, type: string, message: string): void =>
  sendJson(response, status, { Type: 'User', Message: message }, { 'x-amzn-errortype': type })

/** A function is named by its name or its ARN. */
const functionIn = (url: string): string | undefined => {
  const named = path.exec(url.split('?', 1)[0] ?? '')?.[1]
  return named && decodeURIComponent(named).split(':function:').at(-1)
}

/** What came of a function: its payload, or that it failed, which is an answer of Lambda too. */
const sendOutcome = (response: ServerResponse, result: InvokeResult): void => {
  const version = { 'x-amz-executed-version': '$LATEST' }
  if (result.status === 'succeeded') {
    sendJson(response, 200, result.payload, version)
    return
  }
  const { errorType, errorMessage } = result
  sendJson(response, 200, { errorType, errorMessage }, { ...version, 'x-amz-function-error': 'Unhandled' })
}

const readPayload = async (request: IncomingMessage): Promise<unknown> => {
  const text = (await readBody(request, maxPayloadBytes)).toString('utf8')
  return text === '' ? {} : JSON.parse(text)
}

const serve = async (
  request: IncomingMessage,
  response: ServerResponse,
  { invoke, names }: { readonly invoke: Invoke; readonly names: readonly string[] },
): Promise<void> => {
  const name = functionIn(request.url ?? '')
  if (request.method !== 'POST' || name === undefined)
    return sendFault(response, 404, 'UnknownOperationException', 'Only Invoke is emulated')
  if (!names.includes(name))
    return sendFault(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`)
  const kind = request.headers['x-amz-invocation-type'] ?? 'RequestResponse'
  if (kind !== 'RequestResponse')
    return sendFault(response, 400, 'InvalidParameterValueException', `${kind} is not emulated`)
  try {
    sendOutcome(response, await invoke(name, await readPayload(request)))
  } catch (error) {
    if (error instanceof BodyTooLarge)
      return sendFault(response, 413, 'RequestTooLargeException', 'The payload is too large')
    if (error instanceof SyntaxError)
      return sendFault(response, 400, 'InvalidRequestContentException', 'The payload is not JSON')
    throw error
  }
}

/** Serves Lambda's Invoke, by which one function asks another and waits for the answer. */
export const createLambda =
  (parts: { readonly invoke: Invoke; readonly names: readonly string[] }): RequestListener =>
  (request, response) => {
    serve(request, response, parts).catch((error: unknown) => response.destroy(error as Error))
  }
