import * as z from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { createDocument } from 'zod-openapi'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import type { Example } from './examples.ts'

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'The stable name of the problem' }),
    detail: z.string().meta({ description: 'The reason in English' }),
    detailZh: z.string().meta({ description: 'The reason in Chinese' }),
    remedy: z.string().meta({ description: 'What to do, in English' }),
    remedyZh: z.string().meta({ description: 'What to do, in Chinese' }),
    field: z.string().optional(),
    article: z.string().optional(),
    figures: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' })

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

const downloadsOf = ({ downloads = [] }: Operation) =>
  Object.fromEntries(downloads.map((type) => [type, { schema: z.string().meta({ format: 'binary' }) }]))

/** Whose data an operation sees or moves, in words. */
export const ownerWords = ({ owner }: Operation): string => {
  if (owner.whose === 'anyone') return 'For every caller with the scope.'
  if (owner.whose === 'province') return "For callers of the province's own division."
  if (owner.whose === 'caller') return 'Shows what is within the reach of the caller.'
  if (owner.whose === 'named') return 'For the parties that the request names.'
  return `For ${owner.as}${owner.everyInstitution ? '; and for every institution, whose looks are traced' : ''}.`
}

const keyHeader = z.object({
  'Idempotency-Key': z.string().max(120).meta({ description: "The sender's business id" }),
})

/** The parameters of a path or query, each with its value of the example. */
const withExamples = (shape: z.ZodType | undefined, values: Readonly<Record<string, string>> = {}) => {
  if (!(shape instanceof z.ZodObject)) return undefined
  const fields = Object.entries(shape.shape as Record<string, z.ZodType>).map(([name, field]) => [
    name,
    name in values ? field.meta({ ...field.meta(), example: values[name] }) : field,
  ])
  return z.object(Object.fromEntries(fields) as Record<string, z.ZodType>)
}

const parametersOf = (operation: Operation, example: Example | undefined) => {
  const path = withExamples(operation.params, example?.params)
  const query = withExamples(operation.query, example?.query)
  const needsKey = operation.method !== 'GET' && operation.keyIn === undefined
  return { ...(path && { path }), ...(query && { query }), ...(needsKey && { header: keyHeader }) }
}

const bodyOf = ({ body }: Operation, example: Example | undefined) =>
  body && {
    requestBody: {
      content: { 'application/json': { schema: body, ...(example && { example: example.body }) } },
    },
  }

const operationOf = (operation: Operation, example: Example | undefined) => ({
  summary: operation.summary,
  description: ownerWords(operation),
  tags: [operation.path.split('/')[2] ?? ''],
  security: operation.callerBy ? [] : [{ token: [...operation.scopes] }],
  requestParams: parametersOf(operation, example),
  ...bodyOf(operation, example),
  responses: {
    [String(operation.status ?? 200)]: {
      description: 'Done',
      content: {
        'application/json': { schema: operation.answer, ...(example && { example: example.answer.body }) },
        ...downloadsOf(operation),
      },
    },
    '4XX': problemAnswer(
      [
        'The request was refused.',
        ...(operation.refusals.length > 0 ? [`Codes: ${operation.refusals.join(', ')}.`] : []),
      ].join(' '),
    ),
  },
})

const servers = [
  { url: 'http://127.0.0.1:3400', description: 'The local stack of `npm start`' },
  {
    url: 'https://{host}',
    description: "The province's deployment: its stack tells the host",
    variables: { host: { default: 'api.example.cn' } },
  },
]

/** The HTTP API as an OpenAPI 3.1 document, from the operations and their recorded examples. */
export const openApiDocument = (
  operations: readonly Operation[],
  examples: Readonly<Record<string, Example>>,
) => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations)
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: operationOf(operation, examples[nameOf(operation)]),
    }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tongchou',
      version: '1',
      description:
        'Amounts are fen, days are days in China. Every command carries an Idempotency-Key, the business id of the sender: ' +
        'the same key with the same payload is answered again, with another payload it is refused.',
    },
    servers,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    paths: paths as ZodOpenApiPathsObject,
  })
}
