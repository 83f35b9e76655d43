import { Agent, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** The real service behind the proxy. */
export type Upstream = {
  /** Passes a request and its answer through, byte for byte; a body already read is given instead of the stream. */
  readonly forward: (message: IncomingMessage, response: ServerResponse, body?: Buffer) => Promise<void>
  /** Sends another body in place of the request's, and reads the answer. */
  readonly answer: (
    message: IncomingMessage,
    body: Buffer,
  ) => Promise<{ readonly status: number; readonly value: unknown }>
  /** Has the request carried out, and keeps the answer from the caller. */
  readonly carryOut: (message: IncomingMessage, body?: Buffer) => Promise<void>
}

/** Free connections are given up before the service behind closes them under a request. */
const idleMillis = 10_000

/** Forwards to `target` over kept connections. */
export const createUpstream = (target: string): Upstream => {
  const agent = new Agent({ keepAlive: true, timeout: idleMillis })

  const send = (message: IncomingMessage, body?: Buffer): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { method } = message
      const headers = body ? { ...message.headers, 'content-length': String(body.length) } : message.headers
      const outgoing = openRequest(new URL(message.url ?? '/', target), { method, headers, agent })
      outgoing.on('response', resolve).on('error', reject)
      if (body === undefined) pipeline(message, outgoing).catch(reject)
      else outgoing.end(body)
    })

  return {
    forward: async (message, response, body) => {
      const answer = await send(message, body)
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      await pipeline(answer, response)
    },
    answer: async (message, body) => {
      const answer = await send(message, body)
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk as Buffer)
      return { status: answer.statusCode ?? 502, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) }
    },
    carryOut: async (message, body) => {
      const answer = await send(message, body)
      for await (const _chunk of answer);
    },
  }
}
