import type { ServerResponse } from 'node:http'

/** A response as API Gateway sends it for a function's result. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | readonly string[]>>
  readonly body: Buffer
}

type StructuredAnswer = {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string | number | boolean>>
  readonly cookies?: readonly string[]
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

const isStructured = (result: unknown): result is StructuredAnswer =>
  typeof result === 'object' && result !== null && 'statusCode' in result

const structuredAnswer = (result: StructuredAnswer): Answer | undefined => {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result
  const wellFormed = Number.isInteger(statusCode) && statusCode >= 100 && statusCode <= 599
  if (!wellFormed || typeof body !== 'string') return undefined
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(named),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  }
}

/**
 * Reads a function's result: an object with `statusCode` is the response itself, anything else is a JSON body.
 * Undefined when API Gateway could not make a response of it and would answer 500.
 */
export const answerOf = (result: unknown): Answer | undefined => {
  if (isStructured(result)) return structuredAnswer(result)
  const text = typeof result === 'string' ? result : JSON.stringify(result ?? null)
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) }
}

/** Sends an answer with the request's id, by which logs are found. */
export const sendAnswer = (response: ServerResponse, requestId: string, answer: Answer): void => {
  const { 'content-length': _length, ...headers } = answer.headers
  response.writeHead(answer.status, {
    ...(headers as Record<string, string | string[]>),
    'content-length': answer.body.length,
    'apigw-requestid': requestId,
  })
  response.end(answer.body)
}
