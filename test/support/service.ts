import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { inject } from 'vitest'
import type { BusEvent } from '#shared/contracts/define-event.ts'
import { openStore, type Store } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { startKms } from '#test/support/kms.ts'
import '#test/support/shared-dynamodb.ts'

/** The claims of a token. */
export type Token = {
  readonly scope: string
  readonly division: string
  readonly institution?: string
  /** Who holds it; a clerk of the division unless said otherwise. */
  readonly sub?: string
}

export const tokens = {
  province: { scope: 'province', division: '340000' },
  hefei: { scope: 'city', division: '340100' },
  wuhu: { scope: 'city', division: '340200' },
  tax: { scope: 'tax', division: '340000' },
  treasury: { scope: 'treasury', division: '340000' },
  civilAffairs: { scope: 'civil-affairs', division: '340000' },
  publicSecurity: { scope: 'public-security', division: '340000' },
  education: { scope: 'education', division: '340000' },
  hospital: { scope: 'institution', division: '340200', institution: 'H34020000001' },
  auditor: { scope: 'auditor', division: '340000' },
} as const satisfies Record<string, Token>

export type Content = {
  readonly key?: string
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
}

/** The handlers of a service, as they are deployed; whatever else they take is not used here. */
type Handlers = {
  readonly api: { readonly handler: unknown }
  readonly inbox: { readonly handler: unknown }
}

/** A service's own handlers over an empty table, called as the platform calls them. */
export const startService = async (
  name: string,
  indexes: readonly string[],
  load: () => Promise<Handlers>,
) => {
  const [dynamo, kms] = await Promise.all([startDynamo(), startKms()])
  await dynamo.createTable(name, indexes)
  await dynamo.createTable(`${name}-journal`, ['gsi1'])
  Object.assign(process.env, {
    ...dynamo.environment,
    ...kms.environment,
    TABLE_NAME: name,
    JOURNAL_TABLE_NAME: `${name}-journal`,
    TONGCHOU_STRICT: '1',
    BUS_NAME: 'bus',
    // Nowhere, unless the test has a queue of its own.
    WORK_QUEUE_URL: process.env.WORK_QUEUE_URL ?? 'http://127.0.0.1:1/000000000000/work',
    SERVICE_NAME: name,
    POLICY_DIR: inject('policyFolder'),
    LAMBDA_TASK_ROOT: process.cwd(),
    LOG_LEVEL: 'SILENT',
  })
  const { api, inbox } = await load()
  const answer = api.handler as (
    event: object,
    context: object,
  ) => Promise<{ statusCode: number; body: string }>
  const take = inbox.handler as (batch: SQSEvent) => Promise<SQSBatchResponse>
  const store: Store = openStore(dynamo.client, () => name)
  /** Calls an operation with a token, as the HTTP API does after its authorizer. */
  const answerTo = (token: Token, method: string, path: string, { key, body, query }: Content) => {
    const rawPath = `/v1/${name}${path}`
    return answer(
      {
        version: '2.0',
        rawPath,
        headers: key === undefined ? {} : { 'idempotency-key': key },
        queryStringParameters: query,
        requestContext: {
          http: { method, path: rawPath },
          authorizer: { jwt: { claims: { sub: `clerk-${token.division}`, ...token }, scopes: [] } },
        },
        body: JSON.stringify(body),
        isBase64Encoded: false,
      },
      {},
    )
  }
  return {
    store,
    client: dynamo.client,
    wrapping: kms.wrapping,
    stop: () => Promise.all([dynamo.stop(), kms.stop()]),
    call: async (token: Token, method: string, path: string, content: Content = {}) => {
      const { statusCode, body } = await answerTo(token, method, path, content)
      return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> }
    },
    /** Asks for a file; its text with whatever mark it begins with. */
    download: async (token: Token, path: string, query: Readonly<Record<string, string>>) => {
      const { statusCode, body } = await answerTo(token, 'GET', path, { query })
      const text = statusCode === 200 ? Buffer.from(body, 'base64').toString('utf8') : body
      return { status: statusCode, text }
    },
    /** Gives events to the inbox as one queue batch; answers how many came back as failed. */
    deliver: async (...events: readonly BusEvent[]): Promise<number> => {
      const Records = events.map((event, index) => ({
        messageId: String(index),
        body: JSON.stringify(event),
      }))
      return (await take({ Records } as unknown as SQSEvent)).batchItemFailures.length
    },
    /** Everything recorded. */
    items: () => Array.fromAsync(store.scan()),
  }
}
