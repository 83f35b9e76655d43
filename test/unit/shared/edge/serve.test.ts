import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { requireCity } from '#shared/edge/http/caller.ts'
import { refused } from '#shared/edge/http/problem.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { serve } from '#shared/edge/http/serve.ts'

const handler = serve([
  defineRoute({
    method: 'POST',
    path: '/v1/test/cities/{city}/things',
    summary: 'Makes a thing',
    scopes: ['city', 'province'],
    body: z.strictObject({ amount: z.int().min(0) }),
    answer: z.object({}),
    problems: ['test.too-much'],
    handle: async ({ params, body, caller, idempotencyKey }) => {
      requireCity(caller, params.city ?? '')
      if (body.amount > 100)
        throw refused({ code: 'test.too-much', reason: 'above 100', figures: { amount: body.amount } })
      return { status: 201, body: { city: params.city, amount: body.amount, key: idempotencyKey } }
    },
  }),
])

const call = async (more: { body?: string; headers?: object; claims?: object; path?: string } = {}) => {
  const path = more.path ?? '/v1/test/cities/340100/things'
  const event = {
    version: '2.0',
    rawPath: path,
    headers: { 'idempotency-key': 'k1', ...more.headers },
    body: more.body ?? '{"amount":5}',
    requestContext: {
      http: { method: 'POST', path },
      authorizer: { jwt: { claims: { sub: 's', scope: 'city', division: '340100', ...more.claims } } },
    },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer
  const result = (await handler(event, {} as Context)) as {
    statusCode: number
    body: string
    headers: object
  }
  return {
    status: result.statusCode,
    body: JSON.parse(result.body) as Record<string, unknown>,
    headers: result.headers,
  }
}

describe('an operation of the HTTP API', () => {
  it('gets its checked body, its path parameters and the business id of the command', async () => {
    expect(await call()).toMatchObject({ status: 201, body: { city: '340100', amount: 5, key: 'k1' } })
  })

  it('answers malformed JSON and a wrong field with the field and the reason', async () => {
    expect(await call({ body: '{"amount":' })).toMatchObject({
      status: 400,
      body: { code: 'request.malformed-json' },
    })
    const wrong = await call({ body: '{"amount":1.5}' })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'request.invalid', field: 'amount' } })
    expect(wrong.headers).toMatchObject({ 'content-type': 'application/problem+json' })
  })

  it('answers a refusal as a problem with its code and figures', async () => {
    expect(await call({ body: '{"amount":101}' })).toMatchObject({
      status: 422,
      body: { type: 'urn:tongchou:problem:test.too-much', code: 'test.too-much', figures: { amount: 101 } },
    })
  })

  it('is closed to a token without the scope, of another city, or of no division of this province', async () => {
    expect(await call({ claims: { scope: 'auditor' } })).toMatchObject({
      status: 403,
      body: { code: 'caller.no-scope' },
    })
    expect(await call({ claims: { division: '340200' } })).toMatchObject({
      status: 403,
      body: { code: 'caller.other-division' },
    })
    expect(await call({ claims: { division: '320100' } })).toMatchObject({
      status: 403,
      body: { code: 'caller.no-division' },
    })
    expect(await call({ claims: { scope: 'province', division: '340000' } })).toMatchObject({ status: 201 })
  })

  it('needs an idempotency key for a command', async () => {
    expect(await call({ headers: { 'idempotency-key': '' } })).toMatchObject({
      status: 400,
      body: { code: 'idempotency-key.missing' },
    })
  })

  it('is told apart from what is no operation', async () => {
    expect(await call({ path: '/v1/test/nothing' })).toMatchObject({
      status: 404,
      body: { code: 'route.unknown' },
    })
  })
})
