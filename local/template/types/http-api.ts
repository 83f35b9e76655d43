import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'
import { emulated, ignored } from '../resource-type.ts'

/** An HTTP API. One is served, below the stack's own address. */
export const api = emulated({
  identity: (name, place) => ({ ref: name, attributes: { ApiId: name, ApiEndpoint: place.apiUrl } }),
  properties: z.strictObject({
    Name: z.string(),
    ProtocolType: z.literal('HTTP'),
    CorsConfiguration: ignored('callers on this machine need no CORS'),
    Description: ignored('a text'),
    DisableExecuteApiEndpoint: ignored('there are no custom domains'),
    Tags: ignored('tags have no effect'),
  }),
  add: () => undefined,
})

/** A JWT authorizer. */
export const authorizer = emulated({
  identity: (name) => ({ ref: name, attributes: { AuthorizerId: name } }),
  properties: z.strictObject({
    ApiId: z.string(),
    AuthorizerType: z.literal('JWT'),
    IdentitySource: z.array(z.string()),
    JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
    Name: z.string(),
  }),
  add: ({ JwtConfiguration, IdentitySource }, { name }, draft) => {
    draft.authorizers.push({
      name,
      issuer: JwtConfiguration.Issuer,
      audience: JwtConfiguration.Audience,
      identitySource: IdentitySource,
    })
  },
})

/** AWS gives up on an integration after 30 seconds unless it says less. */
const longestIntegrationMillis = 30_000

/** A Lambda proxy integration. */
export const integration = emulated({
  identity: (name) => ({ ref: name, attributes: { IntegrationId: name } }),
  properties: z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0'),
    TimeoutInMillis: z.number().int().positive().default(longestIntegrationMillis),
    IntegrationMethod: ignored('functions are always invoked by POST'),
    Description: ignored('a text'),
  }),
  add: ({ IntegrationUri, TimeoutInMillis }, { name }, draft) => {
    const functionName = /:function:([^/:]+)/.exec(IntegrationUri)?.[1]
    must(
      functionName !== undefined,
      'local.integration-unknown',
      `${name} does not integrate a function: ${IntegrationUri}`,
    )
    draft.integrations.set(name, { functionName, timeoutMillis: TimeoutInMillis })
  },
})

/** A route to an integration. */
export const route = emulated({
  identity: (name) => ({ ref: name, attributes: { RouteId: name } }),
  properties: z.strictObject({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string().startsWith('integrations/'),
    AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
    AuthorizerId: z.string().optional(),
    AuthorizationScopes: z.array(z.string()).default([]),
  }),
  add: (properties, _own, draft) => {
    draft.unlinkedRoutes.push({
      key: properties.RouteKey,
      integrationId: properties.Target.slice('integrations/'.length),
      ...(properties.AuthorizerId && { authorizer: properties.AuthorizerId }),
      scopes: properties.AuthorizationScopes,
    })
  },
})

/** The stage: only the default one, which adds nothing to the path. */
export const stage = emulated({
  identity: (name) => ({ ref: name, attributes: {} }),
  properties: z.strictObject({
    ApiId: z.string(),
    StageName: z.literal('$default'),
    AutoDeploy: z.boolean().optional(),
    AccessLogSettings: z.strictObject({ Format: z.string(), DestinationArn: z.string() }).optional(),
    DefaultRouteSettings: ignored('throttling of routes is not emulated'),
    RouteSettings: ignored('throttling of routes is not emulated'),
    Description: ignored('a text'),
    Tags: ignored('tags have no effect'),
  }),
  add: ({ AccessLogSettings }, _own, draft) => {
    if (AccessLogSettings) draft.accessLogFormats.push(AccessLogSettings.Format)
  },
})
