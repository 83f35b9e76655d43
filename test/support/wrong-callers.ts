import type { Operation, RequestParts } from '#shared/edge/http/operation.ts'
import type { Scope } from '#shared/kernel/authority.ts'
import { scopes } from '#shared/kernel/authority.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { Token } from '#test/support/service.ts'

/** A caller who must be kept out, and the code they are told. */
export type WrongCaller = {
  readonly who: string
  readonly token: Token
  readonly code: string
  /** What they are told in its place, with 404: just what is said where there is no record. */
  readonly unknown?: (asked: RequestParts<unknown, unknown, unknown>) => Refusal
}

const province = '340000'
/** A city and an institution that no tour has anything to do with. */
const strangeCity = '341800'
const strangeCounty = '341802'
const strangeInstitution = 'H34180099999'

const tokenOf = (scope: string, division: string, institution?: string): Token => ({
  scope,
  division,
  ...(institution === undefined ? {} : { institution }),
})

/** Where a scope is held that is of a division below the province. */
const strangeDivisions: Readonly<Record<string, string>> = { city: strangeCity, county: strangeCounty }

const isBound = ({ owner }: Operation): boolean => owner.whose === 'named' || owner.whose === 'recorded'

const withoutScope = ({ scopes: allowed }: Operation): WrongCaller[] =>
  scopes
    .filter((scope) => !allowed.includes(scope))
    .map((scope) => ({
      who: `a caller with scope ${scope}`,
      token: tokenOf(
        scope,
        strangeDivisions[scope] ?? province,
        scope === 'institution' ? strangeInstitution : undefined,
      ),
      code: 'caller.no-scope',
    }))

/** Who must not reach a record is told that there is none; who names another city or institution, that it is not theirs. */
const told = ({ owner }: Operation, code: string): Pick<WrongCaller, 'code' | 'unknown'> =>
  owner.whose === 'recorded' && !(code === 'caller.other-institution' && owner.names)
    ? { code, unknown: owner.unknown }
    : { code }

/** What anybody is told who has the scope of the province and a city's division. */
const provinceElsewhere: Pick<WrongCaller, 'code'> = { code: 'caller.province-elsewhere' }

const ofAnotherCity = (operation: Operation, scope: Scope): WrongCaller => ({
  who: `${scope} of another city`,
  token: tokenOf(scope, strangeDivisions[scope] ?? strangeCity),
  ...(scope === 'province' ? provinceElsewhere : told(operation, 'caller.other-division')),
})

const ofAnotherInstitution = (operation: Operation): WrongCaller => ({
  who: 'another institution',
  token: tokenOf('institution', strangeCity, strangeInstitution),
  ...told(operation, 'caller.other-institution'),
})

const foreign = (operation: Operation): WrongCaller[] => {
  const offices = operation.scopes.filter((scope) => scope !== 'institution')
  if (operation.owner.whose === 'province')
    return offices.map((scope) => ({
      who: `${scope} of one city`,
      token: tokenOf(scope, strangeCity),
      ...(scope === 'province' ? provinceElsewhere : { code: 'caller.not-province' }),
    }))
  if (!isBound(operation)) return []
  const isOpen = operation.owner.whose === 'recorded' && operation.owner.everyInstitution
  const institutions =
    operation.scopes.includes('institution') && !isOpen
      ? [
          ofAnotherInstitution(operation),
          {
            who: 'another institution that holds the scope of the province too',
            token: tokenOf('province institution', province, strangeInstitution),
            ...told(operation, 'caller.other-institution'),
          },
        ]
      : []
  return [...offices.map((scope) => ofAnotherCity(operation, scope)), ...institutions]
}

const withoutIdentity = (operation: Operation): WrongCaller[] => {
  const [scope = 'province'] = operation.scopes
  return [
    { who: 'a token without division', token: tokenOf(scope, ''), code: 'caller.no-division' },
    {
      who: 'a token of another province',
      token: tokenOf(scope, '110000'),
      code: 'caller.no-division',
    },
    {
      who: 'an institution without its code',
      token: tokenOf('institution', strangeCity),
      code: 'caller.no-institution',
    },
    {
      who: 'the scope of the province with the division of a city',
      token: tokenOf('province', strangeCity),
      ...provinceElsewhere,
    },
    {
      who: 'the scope of a city with the division of the province',
      token: tokenOf('city', province),
      code: 'caller.city-elsewhere',
    },
    {
      who: 'the scope of a county with the division of a city',
      token: tokenOf('county', strangeCity),
      code: 'caller.county-elsewhere',
    },
    {
      who: 'the scope of a county beside a city’s',
      token: tokenOf('city county', strangeCounty),
      code: 'caller.county-elsewhere',
    },
    {
      who: 'the scope of the province beside a city’s, with the division of the city',
      token: tokenOf('city province', strangeCity),
      ...provinceElsewhere,
    },
  ]
}

/** Whoever must not do what an operation does, from its contract alone. */
export const wrongCallers = (operation: Operation): WrongCaller[] =>
  operation.callerBy
    ? scopes.map((scope) => ({
        who: `a token with scope ${scope} where a call is signed`,
        token: tokenOf(scope, province, 'H34010000001'),
        code: 'gateway.unsigned',
      }))
    : [...withoutIdentity(operation), ...withoutScope(operation), ...foreign(operation)]
