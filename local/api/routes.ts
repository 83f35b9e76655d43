import { must } from '#shared/kernel/errors.ts'
import type { ApiRoute } from '../contracts.ts'

/** A route chosen for a request, with the values of its path variables. */
export type RouteMatch = {
  readonly route: ApiRoute
  readonly pathParameters: Readonly<Record<string, string>>
}

/** Finds the route of a request; the path is already decoded, as API Gateway decodes before it routes. */
export type FindRoute = (method: string, path: string) => RouteMatch | undefined

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string }

type CompiledRoute = {
  readonly route: ApiRoute
  readonly method: string
  readonly segments: readonly Segment[]
}

const parseSegment = (text: string): Segment => {
  const variable = /^\{([A-Za-z0-9._-]+)(\+?)\}$/.exec(text)
  if (variable?.[1] !== undefined)
    return { kind: variable[2] === '+' ? 'greedy' : 'variable', name: variable[1] }
  must(!/[{}]/.test(text), 'api.route', `path segment ${text} is not one API Gateway knows`)
  return { kind: 'literal', text }
}

const segmentsOf = (path: string): string[] => path.split('/').slice(1)

const parseRoute = (route: ApiRoute): CompiledRoute => {
  const parsed = /^([A-Z]+) (\/.*)$/.exec(route.key)
  must(parsed !== null, 'api.route', `route key ${route.key} is neither "METHOD /path" nor $default`)
  const [, method = '', path = ''] = parsed
  const segments = segmentsOf(path).map(parseSegment)
  const greedy = segments.findIndex((segment) => segment.kind === 'greedy')
  must(
    greedy === -1 || greedy === segments.length - 1,
    'api.route',
    `${route.key}: a greedy variable must come last`,
  )
  return { route, method, segments }
}

/** A literal is more specific than a variable, a variable than a greedy one, a method than ANY. */
const rank = { literal: 0, variable: 1, greedy: 2 } as const
const specificity = ({ method, segments }: CompiledRoute): string =>
  `${segments.map((segment) => rank[segment.kind]).join('')}${method === 'ANY' ? 1 : 0}`

const matchPath = (
  segments: readonly Segment[],
  parts: readonly string[],
): Record<string, string> | undefined => {
  const values: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const part = parts[index]
    if (part === undefined) return undefined
    if (segment.kind === 'greedy') {
      const rest = parts.slice(index).join('/')
      return rest === '' ? undefined : { ...values, [segment.name]: rest }
    }
    if (segment.kind === 'literal' ? part !== segment.text : part === '') return undefined
    if (segment.kind === 'variable') values[segment.name] = part
  }
  return parts.length === segments.length ? values : undefined
}

/**
 * Compiles the routes of an HTTP API. The most specific route wins, `$default` takes what is left.
 * @throws TongchouError `api.route` for a route key API Gateway would not accept
 */
export const compileRoutes = (routes: readonly ApiRoute[]): FindRoute => {
  const fallback = routes.find((route) => route.key === '$default')
  const compiled = routes
    .filter((route) => route !== fallback)
    .map(parseRoute)
    .sort((left, right) => specificity(left).localeCompare(specificity(right)))
  return (method, path) => {
    const parts = segmentsOf(path)
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue
      const pathParameters = matchPath(candidate.segments, parts)
      if (pathParameters !== undefined) return { route: candidate.route, pathParameters }
    }
    return fallback && { route: fallback, pathParameters: {} }
  }
}
