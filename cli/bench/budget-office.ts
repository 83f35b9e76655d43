import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda'
import { openDoor } from '#shared/edge/http/door.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import type { Effects } from '../../services/budget/effects.ts'
import { operations } from '../../services/budget/operations.ts'
import { table } from '../../services/budget/refusals.ts'
import { tasks } from '../../services/budget/tasks.ts'
import { provincePolicy } from '../province-policy.ts'

type Answer = { readonly statusCode: number; readonly body: string }

type Claims = {
  readonly sub: string
  readonly scope: string
  readonly division: string
  readonly institution?: string
}

/** A request as API Gateway hands it on. */
const requestOf = (key: string, name: string, body: object, claims: Claims) => {
  const path = `/v1/budget/${name}`
  return {
    version: '2.0',
    rawPath: path,
    headers: { 'idempotency-key': key },
    requestContext: {
      requestId: key,
      http: { method: 'POST', path },
      authorizer: { jwt: { claims, scopes: [] } },
    },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer
}

/** The budget service over one table, its queue in memory: what its functions do, without what carries events to them. */
export const openBudgetOffice = (store: Store) => {
  const policy = provincePolicy()
  const units: RunUnit[] = []
  const take = async ({ input }: SendMessageBatchCommand) => {
    for (const { MessageBody } of input.Entries ?? []) units.push(JSON.parse(MessageBody ?? '') as RunUnit)
    return { Failed: [] }
  }
  const queue = { send: take } as unknown as SQSClient
  const meter = () => {}
  const effects: Effects = {
    store,
    policy: () => policy,
    runs: () => ({ store, queue, queueUrl: 'memory' }),
    watched: () => [],
    meter,
    journal: openJournal(store),
    postings: { store, meter },
  }
  const door = openDoor({
    operations: operations(effects),
    refusals: table,
    journal: effects.journal,
    days: (today) => businessDays(effects.policy(), today),
  })
  const does = tasks(effects)
  let commands = 0
  return {
    /** A command as the API takes it; `by` acts for the province, or is an institution's own person. */
    command: async <Answered>(
      name: string,
      body: object,
      by: string | Claims = 'clerk',
    ): Promise<Answered> => {
      commands += 1
      const claims = typeof by === 'string' ? { sub: by, scope: 'province', division: provinceCode } : by
      const { statusCode, body: answer } = (await door(
        requestOf(`bench-${commands}`, name, body, claims),
        {} as Context,
        {} as never,
      )) as Answer
      must(statusCode < 300, 'bench.refused', `${name}: ${statusCode} ${answer}`)
      return JSON.parse(answer) as Answered
    },
    /** Does the queued units one after the other; `after` is called when one is done. */
    work: async (after: () => void = () => {}): Promise<number> => {
      let done = 0
      for (let unit = units.shift(); unit; unit = units.shift()) {
        await does[unit.task]?.(unit)
        after()
        done += 1
      }
      return done
    },
  }
}
export type BudgetOffice = ReturnType<typeof openBudgetOffice>
