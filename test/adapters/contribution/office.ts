import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Day } from '#shared/calendar/day.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { startService } from '#test/support/service.ts'
import { billMonthUnit } from '../../../services/contribution/billing/bill-month-unit.ts'
import { billResidents, billRetired } from '../../../services/contribution/billing/bill-shards.ts'
import type { StartBilling } from '../../../services/contribution/billing/start-billing.ts'
import { startBilling } from '../../../services/contribution/billing/start-billing.ts'
import type { Effects } from '../../../services/contribution/effects.ts'
import type { Report } from '../../../services/contribution/payment/report.ts'
import { countForStatement } from '../../../services/contribution/subsidy/count-residents.ts'
import type { StartStatement } from '../../../services/contribution/subsidy/start-statement.ts'
import { startStatement, statementTask } from '../../../services/contribution/subsidy/start-statement.ts'

/** A report of payments in all cities on a day. */
export const reportedOn = (today: Day): Report => ({
  ...{ today, days: businessDays(readPolicy('shared/policy/anhui'), today) },
  ...{ keptFrom: () => undefined, isAnswered: true },
})

/** A coverage as enrolment publishes it. */
export const covered = (personId: string, more: object = {}) => ({
  source: 'tongchou.enrollment',
  'detail-type': 'coverages-changed.v1',
  detail: {
    id: `coverage:${personId}:${(more as { version?: number }).version ?? 1}`,
    occurredOn: '2025-01-01',
    data: {
      persons: [
        {
          personId,
          version: 1,
          scheme: 'resident',
          city: '340100',
          employment: 'resident',
          aid: 'none',
          birthOn: '1975-05-20',
          from: '2025-01-01',
          to: null,
          ...more,
        },
      ],
    },
  },
})

export const employed = (personId: string, more: object = {}) =>
  covered(personId, { scheme: 'employee', employment: 'employed', employerId: 'E1', ...more })

/** Somebody who retired with so many months of the 300 that are needed: 37 are missing where nothing else is said. */
export const retired = (personId: string, contributedMonths = 263, more: object = {}) =>
  covered(personId, {
    ...{ scheme: 'employee', employment: 'retired' },
    retirement: { neededMonths: 300, contributedMonths },
    ...more,
  })

/** The service with a queue that keeps what is sent, so that a test says when and how often a unit is worked on. */
export const openOffice = async () => {
  const service = await startService('contribution', ['gsi1', 'gsi2', 'gsi3'], async () => ({
    api: await import('../../../services/contribution/handlers/api.ts'),
    inbox: await import('../../../services/contribution/handlers/consume.ts'),
  }))
  const sent: RunUnit[] = []
  const queue = {
    send: ({ input }: { input: { Entries: { MessageBody: string }[] } }) => {
      sent.push(...input.Entries.map(({ MessageBody }) => JSON.parse(MessageBody) as RunUnit))
      return Promise.resolve({})
    },
  } as unknown as SQSClient
  const policy = readPolicy('shared/policy/anhui')
  const effectsOver = (store: Store): Effects => ({
    store,
    runs: () => ({ store, queue, queueUrl: 'work' }),
    watched: () => [],
    policy: () => policy,
    journal: openJournal(store),
    meter: () => {},
  })
  const effects = effectsOver(service.store)
  const workOn = (unit: RunUnit) => {
    if (unit.task === statementTask) return countForStatement(unit, effects)
    if (unit.task === 'large-sum') return billRetired(unit, effects)
    return unit.task === 'employer-month'
      ? billMonthUnit(unit, effects, '2025-01-01')
      : billResidents(unit, effects)
  }
  return {
    ...service,
    effects,
    effectsOver,
    workOn,
    /** What was queued since a run was started. */
    queued: () => sent.splice(0),
    /** Starts a run and gives the units it queued. */
    start: async (command: StartBilling) => {
      sent.length = 0
      const runId = await startBilling(command, effects)
      return { runId, units: sent.splice(0) }
    },
    /** Begins a subsidy statement and gives the units its run queued. */
    begin: async (command: StartStatement) => {
      sent.length = 0
      const begun = await startStatement(command, effects)
      return { ...begun, units: [...sent] }
    },
  }
}
