import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { scopes } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isCity, isCounty, provinceCode } from '#shared/kernel/divisions.ts'

/**
 * Reads the caller from the claims that the authorizer verified. Whoever acts for the province is of its own division: what
 * asks for the scope of the province alone would else take a city's word for it. Whoever acts for a city is of one: the
 * province's division reaches every city, and would act there as each city's own hand. Whoever acts for a county has no
 * other scope: what asks for another judges divisions by their city.
 */
export const callerOf = (event: APIGatewayProxyEventV2WithJWTAuthorizer): Decision<Caller> => {
  // A route that needs no token brings none, and then there is no caller either.
  const claims = event.requestContext.authorizer?.jwt?.claims ?? {}
  const division = String(claims.division ?? '')
  const granted = String(claims.scope ?? '').split(' ')
  const held = scopes.filter((scope) => granted.includes(scope))
  const isOfCounty = held.includes('county')
  if (isOfCounty ? !isCounty(division) || held.length > 1 : division !== provinceCode && !isCity(division))
    return doorRefusals.refuse(isOfCounty ? 'caller.county-elsewhere' : 'caller.no-division')
  if (held.includes('province') && division !== provinceCode)
    return doorRefusals.refuse('caller.province-elsewhere', {
      figures: { division, province: provinceCode },
    })
  if (held.includes('city') && !isCity(division))
    return doorRefusals.refuse('caller.city-elsewhere', { figures: { province: provinceCode } })
  const institution = String(claims.institution ?? '').trim()
  if (held.includes('institution') && institution === '') return doorRefusals.refuse('caller.no-institution')
  return accept({
    subject: String(claims.sub ?? '').trim(),
    scopes: held,
    division,
    ...(institution === '' ? {} : { institution }),
  })
}
