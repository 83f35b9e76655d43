import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { operations, refusalTables } from '../../../cli/docs/documents.ts'

/** A part of a JSON schema, as far as names are sought in it. */
type Schema = {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

const isInstitution = (name: string): boolean => name === 'institution' || name === 'fixmedins_code'

/** Where a schema takes the code of an institution. */
const codesIn = (schema: z.ZodType): string[] => {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  const walk = (part: Schema, at: string, within: readonly Schema[]): string[] => {
    if (within.includes(part)) return []
    const deeper = [...within, part]
    const defined = part.$ref ? whole.$defs?.[part.$ref.split('/').at(-1) ?? ''] : undefined
    const same = [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(defined ? [defined] : [])]
    return [
      ...Object.entries(part.properties ?? {}).flatMap(([name, each]) => [
        ...(isInstitution(name) ? [`${at}${name}`] : []),
        ...walk(each, `${at}${name}.`, deeper),
      ]),
      ...(part.items ? walk(part.items, `${at}N.`, deeper) : []),
      ...same.flatMap((each) => walk(each, at, deeper)),
    ]
  }
  return [...new Set(walk(whole, '', []))]
}

const codesOf = ({ path, params, query, body }: Operation): string[] => [
  ...(path.includes('/institutions/{code}') ? ['params.code'] : []),
  ...Object.entries({ params, query, body }).flatMap(([part, schema]) =>
    schema ? codesIn(schema).map((name) => `${part}.${name}`) : [],
  ),
]

const serviceOf = ({ path }: Operation): string => path.split('/')[2] ?? ''

/**
 * Operations that look for no record before they say whose it is. The door judges the city and the institution that the request
 * names by the caller alone, so asking tells nothing of what there is.
 */
const isJudgedByRequest = ({ owner }: Operation): boolean => owner.whose === 'named'

/** Operations that take a code and say of none that it is unknown, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'GET /v1/settlement/audit-cases':
    'a list of what is the caller’s: of an institution that is unknown or another’s it is empty for offices, and an institution may name itself only',
  'POST /v1/settlement/persons/{personId}/registration-proposals':
    'a contract may name any institution: it is not looked up, and counts where a claim is of that institution',
}

describe('an operation that takes the code of an institution', () => {
  const taking = operations.filter((operation) => codesOf(operation).length > 0)
  const recorded = taking.filter(
    (operation) => !isJudgedByRequest(operation) && !(nameOf(operation) in exceptions),
  )

  it('is found by its contract', () => {
    const names = taking.map(nameOf)
    expect(names).toEqual(expect.arrayContaining(['POST /v1/settlement/claims', ...Object.keys(exceptions)]))
    expect(recorded.map(nameOf)).toEqual(
      expect.arrayContaining([
        'POST /v1/settlement/national',
        'PUT /v1/settlement/gateway-keys/{paasId}',
        'GET /v1/settlement/institutions/{code}',
      ]),
    )
  })

  it.each(recorded.map((operation) => [nameOf(operation), operation] as const))(
    '%s answers an unknown institution with 404, as one that is not the caller’s',
    (_, operation) => {
      const { owner } = operation
      if (owner.whose !== 'recorded') throw new Error('neither by request nor by record')
      // The door says this of both, and has nothing but the request to make it of.
      const { code } = owner.unknown({ params: {}, query: undefined, body: {} } as Parameters<
        typeof owner.unknown
      >[0])
      expect(refusalTables[serviceOf(operation)]?.[code]?.status).toBe(404)
    },
  )

  it.each(taking.filter(isJudgedByRequest).map((operation) => [nameOf(operation), operation] as const))(
    '%s is judged by the request alone',
    (_, { owner }) => {
      expect(Object.keys(owner).sort()).toEqual(['parties', 'whose'])
    },
  )

  it('says nowhere in a table of refusals that an institution is unknown, but with 404', () => {
    const told = Object.values(refusalTables).flatMap((table) =>
      Object.entries(table).filter(([code]) => code.startsWith('institution') && code.endsWith('unknown')),
    )
    expect(told.length).toBeGreaterThan(0)
    expect(told.filter(([, { status }]) => status !== 404)).toEqual([])
  })
})
