import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import type { APIGatewayProxyEventV2WithJWTAuthorizer, SQSEvent } from 'aws-lambda'
import { inject } from 'vitest'
import type { Change } from '#shared/edge/events/publish.ts'
import { checkPage } from '#shared/edge/runs/check-records.ts'
import { itemSize } from '#shared/edge/store/item-size.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { asStored } from '#shared/edge/store/write-marks.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { startKms } from '#test/support/kms.ts'
import '#test/support/shared-dynamodb.ts'
import { toSettledEvents } from '../../../services/settlement/claim/settled-events.ts'
import { invariants } from '../../../services/settlement/night/invariants.ts'
import { nightlyChecks } from '../../../services/settlement/night/nightly-checks.ts'

/** The claims of a token. */
export type Token = {
  readonly scope: string
  readonly division: string
  readonly institution?: string
  /** Who it is; the same for all where a test does not say. */
  readonly sub?: string
}

export const tokens = {
  province: { scope: 'province', division: '340000' },
  hefei: { scope: 'city', division: '340100' },
  wuhu: { scope: 'city', division: '340200' },
  hospital: { scope: 'institution', division: '340100', institution: 'H34010000001' },
  otherHospital: { scope: 'institution', division: '340100', institution: 'H34010000002' },
} as const satisfies Record<string, Token>

export type Answer = { readonly status: number; readonly body: Record<string, unknown> }
export type Usage = {
  readonly operation: string
  readonly ReadUnits: number
  readonly WriteUnits: number
  readonly RoundTrips: number
}

const requestOf = (
  token: Token,
  method: string,
  path: string,
  { key, body, query }: { key?: string; body?: unknown; query?: Record<string, string> },
) =>
  ({
    version: '2.0',
    rawPath: path,
    headers: key === undefined ? {} : { 'idempotency-key': key },
    queryStringParameters: query,
    requestContext: {
      http: { method, path },
      authorizer: { jwt: { claims: { sub: 'tester', ...token }, scopes: [] } },
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
  }) as unknown as APIGatewayProxyEventV2WithJWTAuthorizer

/** The service's own handlers over an empty table, called as the platform calls them. */
export const startService = async () => {
  const [dynamo, kms] = await Promise.all([startDynamo(), startKms()])
  await dynamo.createTable('settlement', ['gsi1'], ['gsi1'])
  await dynamo.createTable('settlement-journal', ['gsi1'])
  Object.assign(process.env, {
    ...dynamo.environment,
    ...kms.environment,
    TABLE_NAME: 'settlement',
    JOURNAL_TABLE_NAME: 'settlement-journal',
    TONGCHOU_STRICT: '1',
    // Nowhere, unless the test has a queue of its own.
    WORK_QUEUE_URL: process.env.WORK_QUEUE_URL ?? 'http://127.0.0.1:1/000000000000/work',
    BUS_NAME: 'bus',
    SERVICE_NAME: 'settlement',
    POLICY_DIR: inject('policyFolder'),
    LAMBDA_TASK_ROOT: process.cwd(),
    LOG_LEVEL: 'SILENT',
  })
  const api = await import('../../../services/settlement/handlers/api.ts')
  const inbox = await import('../../../services/settlement/handlers/consume.ts')
  const answer = api.handler as unknown as (
    event: unknown,
    context: object,
  ) => Promise<{ statusCode: number; body: string }>

  const scan = async (): Promise<Record<string, AttributeValue>[]> =>
    (await dynamo.client.send(new ScanCommand({ TableName: 'settlement', ConsistentRead: true }))).Items ?? []

  return {
    dynamo,
    call: async (
      token: Token,
      method: string,
      path: string,
      content: { key?: string; body?: unknown; query?: Record<string, string> } = {},
    ): Promise<Answer> => {
      const { statusCode, body } = await answer(
        requestOf(token, method, `/v1/settlement${path}`, content),
        {},
      )
      return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> }
    },
    /** Asks for a file; its text with whatever mark it begins with. */
    download: async (token: Token, path: string, query: Record<string, string>) => {
      const request = requestOf(token, 'GET', `/v1/settlement${path}`, { query })
      const { statusCode, body } = await answer(request, {})
      return { status: statusCode, text: Buffer.from(body, 'base64').toString('utf8') }
    },
    /** Calls a route that needs no token, as the HTTP API hands it on: with headers, and without an authorizer. */
    callSigned: async (
      path: string,
      headers: Readonly<Record<string, string>>,
      content: unknown,
    ): Promise<Answer> => {
      const { statusCode, body } = await answer(
        {
          ...{ version: '2.0', rawPath: `/v1/settlement${path}`, headers, isBase64Encoded: false },
          requestContext: { requestId: 'signed', http: { method: 'POST', path: `/v1/settlement${path}` } },
          body: JSON.stringify(content),
        },
        {},
      )
      return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> }
    },
    /** Gives events to the inbox as one queue batch; answers how many came back as failed. */
    deliver: async (
      ...events: readonly { source: string; 'detail-type': string; detail: unknown }[]
    ): Promise<number> => {
      const Records = events.map((event, index) => ({
        messageId: String(index),
        body: JSON.stringify(event),
      }))
      const { batchItemFailures } = await inbox.handler({ Records } as unknown as SQSEvent)
      return batchItemFailures.length
    },
    items: async (): Promise<RecordedItem[]> => (await scan()).map((item) => asStored(item) as RecordedItem),
    sizes: async (): Promise<ReadonlyMap<string, number>> =>
      new Map((await scan()).map((item) => [String(item.kind?.S), itemSize(item)])),
    stop: () => Promise.all([dynamo.stop(), kms.stop()]),
  }
}

export type Service = Awaited<ReturnType<typeof startService>>

/** Items as the outbox meets them, one after the other. */
export const changesOf = (items: readonly Stored[]): Change[] =>
  items.map((item, index) => ({ sequence: String(index), item }))

/** Tells the service what it settled and reversed, as its publisher would; answers how many events came back as failed. */
export const tellSettled = (service: Service, items: readonly Stored[]): Promise<number> =>
  service.deliver(
    ...toSettledEvents(changesOf(items)).map(({ contract, event }) => ({
      source: contract.source,
      'detail-type': contract.detailType,
      detail: event,
    })),
  )

/** What the functions told the metrics while something was done. */
export const usageOf = async (work: () => Promise<unknown>): Promise<Usage[]> => {
  const lines: string[] = []
  const log = console.log
  console.log = (line: string) => lines.push(line)
  try {
    await work()
  } finally {
    console.log = log
  }
  return lines.filter((line) => line.includes('"_aws"')).map((line) => JSON.parse(line) as Usage)
}

/** What the service's own invariants find wrong with everything recorded, seen at once. */
export const violationsAtOnce = async (service: Service) => {
  const items = await service.items()
  return invariants.flatMap(({ start }) => {
    const { see, finish } = start()
    for (const item of items) see(item)
    return finish().violations
  })
}

/** The same, and what the nightly check finds, which reads what belongs together by itself. */
export const violationsIn = async (service: Service) => {
  const store = openStore(service.dynamo.client, () => 'settlement')
  const page = (await service.items()) as unknown as Stored[]
  const ofNight = await checkPage(page, nightlyChecks, { store, on: '2026-11-02' })
  return [...(await violationsAtOnce(service)), ...ofNight.violations]
}
