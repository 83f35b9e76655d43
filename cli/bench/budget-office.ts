import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import type { Caller } from '#shared/edge/http/token.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../../services/budget/effects.ts'
import { routesOver } from '../../services/budget/handlers/api.ts'
import { tasks } from '../../services/budget/handlers/work.ts'
import { operations } from '../../services/budget/operations.ts'
import { provincePolicy } from '../province-policy.ts'

const day = '2026-01-01'

/** Gives a command of the door's without the door, whose journal is no part of what is measured. */
const give = async (operation: Operation, caller: Caller, body: object): Promise<void> => {
  const { subject, division } = caller
  const decided = await operation.handle({
    ...{ caller, params: {}, query: {}, today: day, found: undefined, key: 'bench' },
    body: operation.body?.parse(body),
    commandId: stableId('', nameOf(operation), fingerprint(body)),
    by: { subject, scope: 'province', division, operation: nameOf(operation), at: `${day}T00:00:00.000Z` },
    reaches: () => true,
  })
  must(decided.status === 'accepted', 'bench.refused', `${nameOf(operation)} was refused`)
}

/** The budget service over one table, its queue in memory: what its functions do, without what carries events to them. */
export const openBudgetOffice = (store: Store) => {
  const policy = provincePolicy()
  const units: RunUnit[] = []
  const send = async ({ input }: SendMessageBatchCommand) => {
    for (const { MessageBody } of input.Entries ?? []) units.push(JSON.parse(MessageBody ?? '') as RunUnit)
    return { Failed: [] }
  }
  const queue = { send } as unknown as SQSClient
  const meter = () => {}
  const effects: Effects = {
    store,
    policy: () => policy,
    runs: () => ({ store, queue, queueUrl: 'memory' }),
    meter,
    journal: openJournal(store),
    postings: { store, meter },
  }
  const moved = operations(effects)
  const routes = routesOver(effects)
  const does = tasks(effects)
  return {
    /** A command as the API takes it after its checks; `by` acts for the province. */
    command: async (path: string, body: object, by = 'clerk'): Promise<void> => {
      const isCommand = (each: { readonly method: string; readonly path: string }): boolean =>
        each.method === 'POST' && each.path === `/v1/budget/${path}`
      const caller: Caller = { subject: by, scopes: ['province'], division: provinceCode }
      const operation = moved.find(isCommand)
      if (operation) return give(operation, caller, body)
      const route = routes.find(isCommand)
      must(route !== undefined, 'bench.no-route', `no command ${path}`)
      await route.handle({
        caller,
        params: {},
        query: {},
        body: route.body?.parse(body),
        idempotencyKey: 'bench',
        today: day,
      })
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
