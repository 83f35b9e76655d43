import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context, SQSEvent } from 'aws-lambda'
import { consume } from '#shared/edge/events/consume.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { asStored } from '#shared/edge/store/write-marks.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { memoryJournal } from '#test/support/memory-journal.ts'
import { watchedInbox } from '#test/support/watched-inbox.ts'
import type { Effects } from '../../../services/budget/effects.ts'
import { subscriptions } from '../../../services/budget/handlers/consume.ts'
import { invariants } from '../../../services/budget/night/invariants.ts'
import { operations } from '../../../services/budget/operations.ts'
import { table as refusals } from '../../../services/budget/refusals.ts'
import { tasks } from '../../../services/budget/tasks.ts'
import { memoryPublicFiles } from '../../../simulation/world/public-files.ts'

/** Who calls in these tests. */
export const callers = {
  maker: { sub: 'maker', scope: 'city', division: '340100' },
  makerWrittenOtherwise: { sub: ' Maker', scope: 'city', division: '340100' },
  checker: { sub: 'checker', scope: 'city', division: '340100' },
  publisher: { sub: 'publisher', scope: 'city', division: '340100' },
  otherCity: { sub: 'other', scope: 'city', division: '340200' },
  otherChecker: { sub: 'other-checker', scope: 'city', division: '340200' },
  hospital: { sub: 'hospital', scope: 'institution', division: '340100', institution: 'H34010001' },
  otherHospital: {
    sub: 'other-hospital',
    scope: 'institution',
    division: '340100',
    institution: 'H34010002',
  },
  province: { sub: 'province', scope: 'province', division: '340000' },
  provinceApprover: { sub: 'province-approver', scope: 'province', division: '340000' },
  provinceChecker: { sub: 'province-checker', scope: 'province', division: '340000' },
  cityTreasury: { sub: 'city-treasury', scope: 'treasury', division: '340200' },
  treasury: { sub: 'treasury', scope: 'treasury', division: '340000' },
} as const
export type CallerName = keyof typeof callers
/** Whoever else calls, by the claims of their token. */
export type Caller = {
  readonly sub: string
  readonly scope: string
  readonly division: string
  readonly institution?: string
}

type OfficeAnswer = {
  readonly status: number
  readonly body: Record<string, never> & Record<string, unknown>
}

/** A queue that keeps what is sent to it, until the work is done by hand. */
const memoryQueue = () => {
  const units: RunUnit[] = []
  const send = async ({ input }: SendMessageBatchCommand) => {
    for (const { MessageBody } of input.Entries ?? []) units.push(JSON.parse(MessageBody ?? '') as RunUnit)
    return { Failed: [] }
  }
  return { units, queue: { send } as unknown as SQSClient }
}

const withoutInstants = ({ startedAt: _, doneAt: __, ...item }: RecordedItem): RecordedItem => item

/** A budget service over one table of DynamoDB Local, its queue in memory, called as the platform calls it. */
export const openOffice = (client: DynamoDBClient, table: string) => {
  const requests = meterRequests(client)
  const direct = openStore(client, () => table)
  let writesUntilCrash = Number.POSITIVE_INFINITY
  const store: Store = {
    ...direct,
    write: async (writes) => {
      const written = await direct.write(writes)
      writesUntilCrash -= 1
      if (writesUntilCrash === 0) throw new Error('killed right after a write')
      return written
    },
  }
  const { units, queue } = memoryQueue()
  const publicFiles = memoryPublicFiles()
  const policy = readPolicy('shared/policy/anhui')
  const metered: { operation: string; cases: number }[] = []
  const meter = (operation: string, cases: number) => metered.push({ operation, cases })
  const effects: Effects = {
    store,
    policy: () => policy,
    runs: () => ({ store, queue, queueUrl: 'memory' }),
    watched: () => [],
    meter,
    // Repeats reach the handlers here, so that what these recognise by themselves is tested.
    journal: memoryJournal({ keepsAnswers: false }),
    postings: { store, meter },
  }
  const door = openDoor({
    operations: operations(effects),
    refusals,
    journal: effects.journal,
    days: (today) => businessDays(effects.policy(), today),
  })
  const inbox = consume(subscriptions(effects), watchedInbox().inbox)

  const call = async (
    caller: CallerName | Caller,
    method: string,
    path: string,
    body?: object,
    query?: Record<string, string>,
    key = fingerprint({ caller, method, path, body }),
  ): Promise<OfficeAnswer> => {
    const event = {
      version: '2.0',
      rawPath: path,
      headers: { 'idempotency-key': key },
      queryStringParameters: query,
      body: body && JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: {
        http: { method, path },
        authorizer: { jwt: { claims: typeof caller === 'string' ? callers[caller] : caller, scopes: [] } },
      },
    } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer
    const result = (await door(event, {} as Context, {} as never)) as {
      statusCode: number
      body: string
      headers: Record<string, string>
      isBase64Encoded?: boolean
    }
    if (result.isBase64Encoded)
      return { status: result.statusCode, body: { headers: result.headers, file: result.body } as never }
    return { status: result.statusCode, body: JSON.parse(result.body) as OfficeAnswer['body'] }
  }

  const does = async (unit: RunUnit) => tasks(effects, publicFiles)[unit.task]?.(unit)

  return {
    store,
    /** What stands in public. */
    publicFiles,
    metered,
    units,
    usage: requests.drain,
    /** Kills the service right after its nth write from now, once. */
    crashAfter: (writes: number) => {
      writesUntilCrash = writes
    },
    post: (caller: CallerName | Caller, path: string, body?: object, key?: string) =>
      call(caller, 'POST', `/v1/budget${path}`, body, undefined, key),
    get: (caller: CallerName | Caller, path: string, query?: Record<string, string>) =>
      call(caller, 'GET', `/v1/budget${path}`, undefined, query),
    /** Delivers an event as the inbox queue does; answers whether it was applied. */
    deliver: async (
      contract: { source: string; detailType: string },
      detail: { id: string; occurredOn: string; data: object },
    ): Promise<boolean> => {
      const event = { source: contract.source, 'detail-type': contract.detailType, detail }
      const { batchItemFailures } = await inbox({
        Records: [{ messageId: 'm', body: JSON.stringify(event) }],
      } as SQSEvent)
      return batchItemFailures.length === 0
    },
    /** Does one unit, or a schedule's message, as the work queue brings it. */
    does,
    /** Does the queued units of runs, each as often as it was queued. */
    doWork: async () => {
      for (let unit = units.shift(); unit; unit = units.shift()) await does(unit)
    },
    /** Everything in the table. */
    /** Everything recorded; of a run without the instants at which it began and went on. */
    recorded: async (): Promise<RecordedItem[]> => {
      const items: RecordedItem[] = []
      let start: Record<string, never> | undefined
      do {
        const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }))
        for (const item of page.Items ?? []) items.push(withoutInstants(asStored(item) as RecordedItem))
        start = page.LastEvaluatedKey as typeof start
      } while (start)
      return items
    },
  }
}
export type Office = ReturnType<typeof openOffice>

/** All invariants of the service over its table, as `verify` runs them. */
export const violationsIn = async (office: Office) => {
  const items = await office.recorded()
  return invariants.flatMap((invariant) => {
    const check = invariant.start()
    for (const item of items) check.see(item)
    return check.finish().violations
  })
}
