import * as z from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { createDocument } from 'zod-openapi'
import type { Route } from '#shared/edge/http/route.ts'

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'The stable name of the problem' }),
    detail: z.string().meta({ description: 'The reason in words' }),
    field: z.string().optional(),
    article: z.string().optional(),
    figures: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' })

const parametersOf = (path: string) =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, z.string()]))

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

const downloadsOf = ({ downloads = [] }: Route) =>
  Object.fromEntries(downloads.map((type) => [type, { schema: z.string().meta({ format: 'binary' }) }]))

const operationOf = (route: Route) => ({
  summary: route.summary,
  tags: [route.path.split('/')[2] ?? ''],
  security: [{ token: [...route.scopes] }],
  requestParams: {
    path: z.object(parametersOf(route.path)),
    ...(route.query ? { query: route.query as z.ZodObject } : {}),
    ...(route.method === 'GET'
      ? {}
      : {
          header: z.object({
            'Idempotency-Key': z.string().meta({ description: "The sender's business id" }),
          }),
        }),
  },
  ...(route.body ? { requestBody: { content: { 'application/json': { schema: route.body } } } } : {}),
  responses: {
    '2XX': {
      description: 'Done',
      content: { 'application/json': { schema: route.answer }, ...downloadsOf(route) },
    },
    '4XX': problemAnswer(
      [
        'The request was refused.',
        ...(route.problems.length > 0 ? [`Codes: ${route.problems.join(', ')}.`] : []),
      ].join(' '),
    ),
  },
})

/** The HTTP API as an OpenAPI 3.1 document, from the routes themselves. */
export const openApiDocument = (routes: readonly Route[]) => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tongchou',
      version: '1',
      description:
        'Amounts are fen, days are days in China. Every command carries an Idempotency-Key, the business id of the sender: ' +
        'the same key with the same payload is answered again, with another payload it is refused.',
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths: paths as ZodOpenApiPathsObject,
  })
}
