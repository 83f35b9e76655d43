import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Agent, request as httpRequest } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** An object that a bucket has just taken. */
export type ObjectCreated = {
  readonly bucket: string
  readonly key: string
  readonly size: number
  /** Without the quotes that its header has. */
  readonly etag: string
  readonly reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload'
}

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

/** What the emulator behind does not do itself. */
export type Front = {
  /** Where the emulator listens. */
  readonly upstream: string
  readonly created: (object: ObjectCreated) => void
}

/** The bucket and the key of a path-style address, the only one that clients use for a numeric host. */
const placeOf = (path: string) => {
  const [bucket = '', ...steps] = path.split('/').slice(1)
  return { bucket, key: decodeURIComponent(steps.join('/')) }
}

const preconditionFailed = (response: ServerResponse): void => {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message><Condition>If-None-Match</Condition></Error>'
  response.writeHead(412, { 'content-type': 'application/xml', 'content-length': body.length }).end(body)
}

/** One request at a time for each object that somebody puts on condition that it is not there. */
const createTurns = () => {
  const last = new Map<string, Promise<unknown>>()
  return async <Outcome>(path: string, act: () => Promise<Outcome>): Promise<Outcome> => {
    const turn = (last.get(path) ?? Promise.resolve()).then(act, act)
    last.set(path, turn)
    try {
      return await turn
    } finally {
      if (last.get(path) === turn) last.delete(path)
    }
  }
}

const reasonOf = ({ method, headers }: IncomingMessage, query: URLSearchParams) => {
  if (method === 'POST' && query.has('uploadId')) return 'CompleteMultipartUpload' as const
  if (method !== 'PUT' || query.size > (query.has('x-id') ? 1 : 0)) return undefined
  return headers['x-amz-copy-source'] === undefined ? ('PutObject' as const) : ('CopyObject' as const)
}

/**
 * Stands before the emulator of S3 and adds what it lacks: a put on condition that nothing is there (`If-None-Match: *`),
 * and word of every object that was taken, before its sender is answered.
 */
export const createBucketFront = ({ upstream, created }: Front): RequestListener => {
  const agent = new Agent({ keepAlive: true })
  const inTurn = createTurns()

  const send = (method: string, path: string, headers: IncomingHttpHeaders, from?: IncomingMessage) =>
    new Promise<Answer>((resolve, reject) => {
      const { host: _, ...kept } = headers
      const sent = httpRequest(new URL(path, upstream), { method, headers: kept, agent }, (answer) => {
        buffer(answer).then(
          (body) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body }),
          reject,
        )
      })
      sent.on('error', reject)
      if (from) from.pipe(sent)
      else sent.end()
    })

  const tell = async (path: string, reason: ObjectCreated['reason']): Promise<void> => {
    const { status, headers } = await send('HEAD', path, {})
    if (status !== 200) return
    created({
      ...placeOf(path),
      size: Number(headers['content-length']),
      etag: String(headers.etag).replaceAll('"', ''),
      reason,
    })
  }

  const pass = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const url = request.url ?? '/'
    const reason = reasonOf(request, new URL(url, upstream).searchParams)
    const { status, headers, body } = await send(request.method ?? 'GET', url, request.headers, request)
    // The end of an upload in parts may answer 200 with an error inside.
    if (reason && status === 200 && !body.includes('<Error>')) await tell(path, reason)
    response.writeHead(status, headers).end(body)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (request.method !== 'PUT' || request.headers['if-none-match'] !== '*')
      return pass(request, response, path)
    return inTurn(path, async () => {
      const { status } = await send('HEAD', path, {})
      if (status === 404) return pass(request, response, path)
      await buffer(request)
      return preconditionFailed(response)
    })
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  }
}
