import { expect, test } from 'vitest'
import { standard } from '../../infra/config/standard.ts'
import { publicRoutes } from '../../infra/constructs/public-route.ts'
import { pacedRoutes } from '../../infra/paced-routes.ts'
import { services } from '../../infra/services.ts'
import { compileRoutes } from '../../local/api/routes.ts'
import { synthesize } from './synthesize.ts'

const paced = await pacedRoutes()
const { resources, referred, dependenciesOf } = synthesize('standard', { paced })
const routes = resources('AWS::ApiGatewayV2::Route')
/** What services declare that callers sign instead of showing a token. */
const signed: readonly string[] = services.flatMap(({ withoutToken }) => withoutToken ?? [])
/** The console's files, which hold no data: whoever asks has not signed in yet. */
const site = ['GET /console', 'GET /console/{proxy+}']

/** What everybody may read, without a token. */
const open: readonly string[] = publicRoutes

test('every service answers all that is below its name; routes with a limit of their own, signed ones and the console stand beside', () => {
  expect(routes.map(({ properties }) => properties.RouteKey).sort()).toEqual(
    [
      ...services.map(({ name }) => `ANY /v1/${name}/{proxy+}`),
      ...site,
      ...open,
      ...new Set([...signed, ...paced.map(({ key }) => key)]),
    ].sort(),
  )
})

test('what is public opens with and without a slash at its end, where a slash is another path', () => {
  const find = compileRoutes(
    routes
      .filter(({ properties }) => open.includes(properties.RouteKey))
      .map(({ properties }) => ({
        ...{ key: properties.RouteKey, functionName: 'disclose', scopes: [], timeoutMillis: 1_000 },
      })),
  )
  for (const method of ['GET', 'HEAD'])
    for (const path of ['/public', '/public/', '/public/340100/', '/public/340100'])
      expect(find(method, path)?.route.functionName, `${method} ${path}`).toBe('disclose')
})

test('a service is asked through its own function', () => {
  for (const integration of resources('AWS::ApiGatewayV2::Integration')) {
    expect(integration.properties.PayloadFormatVersion).toBe('2.0')
    const fn = referred(integration, integration.properties.IntegrationUri)
    expect([`${integration.stack}: api`, 'tongchou-budget: disclose']).toContain(
      `tongchou-${fn.properties.Description}`,
    )
  }
  for (const route of routes) {
    if (site.includes(route.properties.RouteKey)) {
      expect(route.stack).toBe('tongchou-console')
      continue
    }
    if (open.includes(route.properties.RouteKey)) {
      expect(route.stack).toBe('tongchou-budget')
      continue
    }
    const [, service] = /\/v1\/([a-z-]+)/.exec(route.properties.RouteKey) ?? []
    expect(route.stack, route.properties.RouteKey).toBe(`tongchou-${service}`)
  }
})

test('no route is open but the console’s files, what is public and the one whose calls are signed: each other asks for a token of the issuer made out to us', () => {
  expect(signed).toEqual(['POST /v1/settlement/national/gateway'])
  for (const { properties } of routes) {
    if ([...signed, ...site, ...open].includes(properties.RouteKey)) {
      expect(properties.AuthorizationType).toBe('NONE')
      continue
    }
    expect(properties.AuthorizationType).toBe('JWT')
    expect(properties.AuthorizerId).toEqual({
      'Fn::ImportValue': expect.stringMatching(/^tongchou-api:.*Jwt/),
    })
  }
  const [authorizer, ...others] = resources('AWS::ApiGatewayV2::Authorizer')
  expect(others).toEqual([])
  expect(authorizer?.properties).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['tongchou'], Issuer: 'https://login.tongchou.example' },
  })
})

test('the API takes no more requests a second than the deployment says', () => {
  const [stage] = resources('AWS::ApiGatewayV2::Stage')
  expect(stage?.properties.DefaultRouteSettings).toEqual({
    ThrottlingRateLimit: 2000,
    ThrottlingBurstLimit: 4000,
  })
})

const settings = () => resources('AWS::ApiGatewayV2::Stage')[0]?.properties.RouteSettings ?? {}

test('an operation with a pace has the limit of its pace, and no other route has one', () => {
  expect(Object.keys(settings()).sort()).toEqual([...paced.map(({ key }) => key), ...open].sort())
  for (const key of open)
    expect(settings()[key], key).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 })
  for (const { key, pace } of paced) {
    const { rateLimit, burstLimit } = standard.paces[pace]
    expect(settings()[key], key).toEqual({
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    })
  }
})

test.each([
  ['POST /v1/settlement/national/gateway', 1500],
  ['POST /v1/settlement/claims', 1500],
  ['POST /v1/contribution/payments', 200],
  ['POST /v1/enrollment/persons/look-ups', 100],
  ['POST /v1/budget/monthly-settlements', 5],
])('%s is taken %i times a second', (key, rate) => {
  expect(settings()[key]?.ThrottlingRateLimit).toBe(rate)
})

test('starting runs, feeds and finding people leave the hospitals their part of what the API takes', () => {
  const { claim, ...others } = standard.paces
  for (const { rateLimit } of Object.values(others)) expect(rateLimit).toBeLessThan(claim.rateLimit / 2)
  expect(claim.rateLimit).toBeLessThan(standard.throttle.rateLimit)
})

test('AWS refuses a limit of a route that is not there: the stage comes after every service', () => {
  expect(dependenciesOf('tongchou-stage')).toEqual(
    expect.arrayContaining(services.map(({ name }) => `tongchou-${name}`)),
  )
})

test('every request is logged with its caller, never with its content', () => {
  const [stage] = resources('AWS::ApiGatewayV2::Stage')
  const format = JSON.parse(stage?.properties.AccessLogSettings.Format)
  expect(Object.keys(format)).toEqual(
    expect.arrayContaining(['requestId', 'time', 'caller', 'division', 'route', 'status']),
  )
  expect(stage?.properties.AccessLogSettings.Format).not.toMatch(/body|queryString/i)
})
