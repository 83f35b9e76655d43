import { expect, test } from 'vitest'
import { services } from '../../infra/services.ts'
import { synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')
const routes = resources('AWS::ApiGatewayV2::Route')
/** What services declare that callers sign instead of showing a token. */
const signed: readonly string[] = services.flatMap(({ withoutToken }) => withoutToken ?? [])

test('every service answers all that is below its name, and nothing else is there', () => {
  expect(routes.map(({ properties }) => properties.RouteKey).sort()).toEqual(
    [...services.map(({ name }) => `ANY /v1/${name}/{proxy+}`), ...signed].sort(),
  )
})

test('a service is asked through its own function', () => {
  for (const integration of resources('AWS::ApiGatewayV2::Integration')) {
    expect(integration.properties.PayloadFormatVersion).toBe('2.0')
    const fn = referred(integration, integration.properties.IntegrationUri)
    expect(`tongchou-${fn.properties.Description}`).toBe(`${integration.stack}: api`)
  }
})

test('no route is open but the one whose calls are signed: each other asks for a token of the issuer made out to us', () => {
  expect(signed).toEqual(['POST /v1/settlement/national/gateway'])
  for (const { properties } of routes) {
    if (signed.includes(properties.RouteKey)) {
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

test('every request is logged with its caller, never with its content', () => {
  const [stage] = resources('AWS::ApiGatewayV2::Stage')
  const format = JSON.parse(stage?.properties.AccessLogSettings.Format)
  expect(Object.keys(format)).toEqual(
    expect.arrayContaining(['requestId', 'time', 'caller', 'division', 'route', 'status']),
  )
  expect(stage?.properties.AccessLogSettings.Format).not.toMatch(/body|queryString/i)
})
