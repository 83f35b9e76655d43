import { setTimeout as sleep } from 'node:timers/promises'
import { TongchouError } from '#shared/kernel/errors.ts'

/** Whom a request is sent for; each gets a signed token of its own from the stack's development issuer. */
export type Role = {
  readonly sub: string
  readonly scope: string
  readonly division: string
  readonly institution?: string
}

export type Reply = { readonly status: number; readonly body: Record<string, unknown> }

/** Sends requests until they are answered: the same key again makes a repeat harmless. */
export type Client = {
  /** Any answer that is not a passing failure, refusals included. */
  readonly send: (
    role: Role,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    key?: string,
  ) => Promise<Reply>
  /** @throws TongchouError `year.refused` when the answer is not a success */
  readonly get: <Answer>(role: Role, path: string) => Promise<Answer>
  /** The rows of a list, page after page, by the name that its answer has for them. @throws TongchouError `year.refused` */
  readonly list: <Row>(
    role: Role,
    path: string,
    rows: string,
    query: Readonly<Record<string, string>>,
  ) => Promise<Row[]>
  /** @throws TongchouError `year.refused` when the answer is not a success */
  readonly command: <Answer>(
    role: Role,
    method: 'POST' | 'PUT',
    path: string,
    key: string,
    body?: unknown,
  ) => Promise<Answer>
  /** How many requests had to be sent again. */
  readonly repeats: () => number
}

const attempts = 25
const longestPause = 1500
const isPassing = (status: number): boolean => status >= 500 || status === 429

/** Sends a request once; it may fail, or bring no answer. */
type Attempt = (...request: Parameters<Client['send']>) => Promise<Reply>

/** A client that sends each request until it is answered. */
export const clientBy = (attempt: Attempt): Client => {
  let repeats = 0

  const send: Client['send'] = async (...request) => {
    for (let tried = 1; ; tried += 1) {
      const reply = await attempt(...request).catch((error: unknown) => ({ status: 0, body: { error } }))
      if (reply.status !== 0 && !isPassing(reply.status)) return reply
      if (tried === attempts)
        throw new TongchouError('year.no-answer', `${request[1]} ${request[2]}: ${JSON.stringify(reply)}`)
      repeats += 1
      await sleep(Math.min(longestPause, 50 * 2 ** tried) * Math.random())
    }
  }

  const succeed = async <Answer>(...request: Parameters<Client['send']>): Promise<Answer> => {
    const { status, body } = await send(...request)
    if (status >= 200 && status < 300) return body as Answer
    throw new TongchouError(
      'year.refused',
      `${request[1]} ${request[2]}: ${status} ${body.code} ${body.detail}`,
    )
  }

  const list = async <Row>(
    role: Role,
    path: string,
    rows: string,
    query: Readonly<Record<string, string>>,
  ): Promise<Row[]> => {
    const found: Row[] = []
    let cursor: string | undefined
    do {
      const asked = new URLSearchParams({ ...query, ...(cursor === undefined ? {} : { cursor }) })
      const page = await succeed<Reply['body']>(role, 'GET', `${path}?${asked}`)
      found.push(...((page[rows] ?? []) as Row[]))
      cursor = typeof page.cursor === 'string' ? page.cursor : undefined
    } while (cursor !== undefined)
    return found
  }

  return {
    send,
    list,
    get: (role, path) => succeed(role, 'GET', path),
    command: (role, method, path, key, body = {}) => succeed(role, method, path, body, key),
    repeats: () => repeats,
  }
}

/** A client of the HTTP API at a url. */
export const openClient = (url: string): Client => {
  const tokens = new Map<string, Promise<string>>()

  const sign = async (role: Role): Promise<string> => {
    const response = await fetch(`${url}/_local/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...role, expiresIn: 6 * 60 * 60 }),
    })
    if (!response.ok)
      throw new TongchouError('year.no-token', `no token for ${role.scope}: ${response.status}`)
    return ((await response.json()) as { token: string }).token
  }

  const tokenOf = (role: Role): Promise<string> => {
    const name = JSON.stringify(role)
    const token = tokens.get(name) ?? sign(role)
    tokens.set(name, token)
    return token
  }

  return clientBy(async (role, method, path, body, key) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(role)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Reply['body']) }
  })
}
