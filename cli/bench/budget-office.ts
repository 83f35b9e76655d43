import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Effects } from '../../services/budget/effects.ts'
import { routesOver } from '../../services/budget/handlers/api.ts'
import { tasks } from '../../services/budget/handlers/work.ts'
import { provincePolicy } from '../province-policy.ts'

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
  const routes = routesOver(effects)
  const does = tasks(effects)
  return {
    /** A command as the API takes it after its checks; `by` acts for the province. */
    command: async (path: string, body: object, by = 'clerk'): Promise<void> => {
      const route = routes.find((each) => each.method === 'POST' && each.path === `/v1/budget/${path}`)
      must(route !== undefined, 'bench.no-route', `no command ${path}`)
      await route.handle({
        caller: { subject: by, scopes: ['province'], division: provinceCode },
        params: {},
        query: {},
        body: route.body?.parse(body),
        idempotencyKey: 'bench',
        today: '2026-01-01',
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
