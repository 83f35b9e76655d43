import { accessLogOf } from './places.ts'
import type { Site } from './site.ts'

/** Calls of one caller to one route that ended in the same way. */
export type Calls = {
  readonly caller: string
  readonly route: string
  readonly status: string
  /** What API Gateway says of the function, or of the token. */
  readonly why: string
  readonly count: number
  /** The last of them: the function's log names it. */
  readonly requestId: string
}

type Line = Readonly<
  Record<'requestId' | 'caller' | 'route' | 'status' | 'error' | 'authorizerError', string>
>

const said = (...texts: readonly string[]): string => texts.find((text) => text !== '-' && text !== '') ?? ''

/** The calls that ended with one of these statuses, counted by caller and route, the most first. */
export const callsOf = async (
  site: Site,
  { since, statuses }: { readonly since: Date; readonly statuses: readonly string[] },
): Promise<Calls[]> => {
  const words = statuses.map((status) => `"status":"${status}"`)
  const counted = new Map<string, Calls>()
  for (const text of await site.lines(accessLogOf(site.outputs), since, words)) {
    const { requestId, caller, route, status, error, authorizerError } = JSON.parse(text) as Line
    const why = said(error, authorizerError)
    const key = [caller, route, status, why].join('\n')
    const count = (counted.get(key)?.count ?? 0) + 1
    counted.set(key, { caller, route, status, why, count, requestId })
  }
  return [...counted.values()].sort((a, b) => b.count - a.count)
}
