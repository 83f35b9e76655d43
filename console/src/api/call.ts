import type { OperationId } from './operation.ts'
import { CallFailed, lost, problemOf } from './problem.ts'

/** What an operation is asked with. Parameters of the path and of the query have no name in common. */
export type Input = {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  /** The key of a command: the same key with the same content is done once. */
  readonly key?: string
}

type TokenSource = () => Promise<string | undefined>
type SignedOut = () => void

let tokenOf: TokenSource = async () => undefined
let whenSignedOut: SignedOut = () => undefined

/** Says where the token of each call comes from, and who is told that it is not taken any more. */
export const callsAre = (source: TokenSource, signedOut: SignedOut): void => {
  tokenOf = source
  whenSignedOut = signedOut
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** The address of an operation with its parameters in place. */
export const addressOf = (id: OperationId, { params = {}, query = {} }: Input): string => {
  const path = (id.split(' ')[1] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  )
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => isGiven(value))
      .map(([name, value]) => [name, String(value)]),
  )
  return search.size === 0 ? path : `${path}?${search}`
}

const send = async (id: OperationId, input: Input): Promise<Response> => {
  const token = await tokenOf()
  const [method = 'GET'] = id.split(' ')
  const headers = new Headers({ accept: 'application/json' })
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (input.key !== undefined) headers.set('idempotency-key', input.key)
  if (input.body !== undefined) headers.set('content-type', 'application/json')
  try {
    return await fetch(addressOf(id, input), {
      method,
      headers,
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    })
  } catch {
    throw new CallFailed(lost)
  }
}

const answered = async (id: OperationId, input: Input): Promise<Response> => {
  const response = await send(id, input)
  if (response.ok) return response
  if (response.status === 401) whenSignedOut()
  throw new CallFailed(await problemOf(response))
}

/**
 * Asks an operation, and gives its answer.
 * @throws CallFailed with the product's own words for a "no", or with the console's where none came
 */
export const call = async <Answer = unknown>(id: OperationId, input: Input = {}): Promise<Answer> =>
  (await (await answered(id, input)).json()) as Answer

/** The name that a service gave a file; undefined where it gave none. */
export const fileNameIn = (disposition: string): string | undefined => {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return encoded === undefined ? /filename="([^"]+)"/.exec(disposition)?.[1] : decodeURIComponent(encoded)
}

/** Asks an operation for a file, and gives it with the name that the service gave it. */
export const download = async (
  id: OperationId,
  input: Input,
): Promise<{ readonly name: string; readonly blob: Blob }> => {
  const response = await answered(id, input)
  const said = response.headers.get('content-disposition') ?? ''
  return { name: fileNameIn(said) ?? 'download', blob: await response.blob() }
}
