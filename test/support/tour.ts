import type { Operation } from '#shared/edge/http/operation.ts'
import type { Token } from '#test/support/service.ts'

/** One call of a tour: as whom, which operation, and with what. */
export type Step = {
  readonly as: Token
  /** The operation by its contract: `POST /v1/…/{id}/approval`. */
  readonly does: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Further headers, made when the call goes: a signature holds for minutes and once. */
  readonly headers?: () => Readonly<Record<string, string>>
  /** The idempotency key, where another than the tour's own is wanted. */
  readonly key?: string
  /** The status of the answer, where the call is not to succeed. */
  readonly status?: number
  /** Something that has to happen before the call: an event of another service, work of a run. */
  readonly after?: () => Promise<void>
}

export type CallResult = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

/** Makes a call with a token; `undefined` parts are left out. */
export type Call = (step: Step & { readonly key: string }) => Promise<CallResult>

/** A call of a tour that succeeded, with its key and its answer. */
export type Visit = { readonly step: Step; readonly key: string; readonly answer: CallResult }

/** The record of a tour: for each operation the last call of it that succeeded. */
export type TourRecord = ReadonlyMap<string, Visit>

/** The path of a call. */
export const pathOf = ({ does, params = {} }: Pick<Step, 'does' | 'params'>): string =>
  (does.split(' ')[1] ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )

/**
 * Walks through every operation of a service with real records behind it.
 * @throws Error naming the step that was answered otherwise, or an operation that no step called with success
 */
export const walk = async (
  steps: readonly (Step | ((visited: TourRecord) => Step))[],
  operations: readonly Operation[],
  call: Call,
): Promise<TourRecord> => {
  const visited = new Map<string, Visit>()
  for (const [index, each] of steps.entries()) {
    const step = typeof each === 'function' ? each(visited) : each
    await step.after?.()
    const key = step.key ?? `tour-${index}`
    const answer = await call({ ...step, key })
    const wanted = step.status ?? 'a success'
    if (step.status === undefined ? answer.status >= 300 : answer.status !== step.status)
      throw new Error(`${step.does}: ${answer.status}, not ${wanted}: ${JSON.stringify(answer.body)}`)
    if (answer.status < 300) visited.set(step.does, { step, key, answer })
  }
  const missed = operations
    .map(({ method, path }) => `${method} ${path}`)
    .filter((name) => !visited.has(name))
  if (missed.length > 0) throw new Error(`the tour misses ${missed.join(', ')}`)
  return visited
}
