import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { problem } from '#shared/edge/http/problem.ts'
import { isCity, provinceCode } from '#shared/kernel/divisions.ts'

/** Whom a token speaks for. `feed` is a system of the province: tax, civil affairs, treasury. */
export const scopes = ['province', 'city', 'institution', 'auditor', 'feed'] as const
export type Scope = (typeof scopes)[number]

/** Who calls, as the verified token says: the caller's scopes, and the division or institution they are bound to. */
export type Caller = {
  readonly subject: string
  readonly scopes: readonly Scope[]
  readonly division: string
  readonly institution?: string
}

/**
 * Reads the caller from the claims that the authorizer verified.
 * @throws HttpProblem 403 `caller.no-division` for a token without a division of this province
 */
export const callerOf = (event: APIGatewayProxyEventV2WithJWTAuthorizer): Caller => {
  const claims = event.requestContext.authorizer.jwt.claims
  const division = String(claims.division ?? '')
  if (division !== provinceCode && !isCity(division))
    throw problem(403, 'caller.no-division', 'the token names no division of this province')
  const granted = String(claims.scope ?? '').split(' ')
  return {
    subject: String(claims.sub ?? ''),
    scopes: scopes.filter((scope) => granted.includes(scope)),
    division,
    ...(claims.institution === undefined ? {} : { institution: String(claims.institution) }),
  }
}

/**
 * Requires that the caller may act on a city's data: the province on all, a city on its own.
 * @throws HttpProblem 403 `caller.other-division`
 */
export const requireCity = (caller: Caller, city: string): void => {
  if (caller.division === provinceCode || caller.division === city) return
  throw problem(403, 'caller.other-division', `the caller is bound to ${caller.division}, not ${city}`)
}

/**
 * Requires that the caller may act for an institution: an institution for itself, a city or the province for all of theirs.
 * @throws HttpProblem 403 `caller.other-institution`
 */
export const requireInstitution = (caller: Caller, institution: string, city: string): void => {
  requireCity(caller, city)
  if (!caller.scopes.includes('institution') || caller.institution === institution) return
  throw problem(
    403,
    'caller.other-institution',
    `the caller is bound to ${caller.institution}, not ${institution}`,
  )
}
