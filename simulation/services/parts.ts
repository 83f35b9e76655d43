import { personAsked } from '#shared/contracts/person-asked.ts'
import { consume } from '#shared/edge/events/consume.ts'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import { publish } from '#shared/edge/events/publish.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import { answering } from '#shared/edge/function/answering.ts'
import type { Ask } from '#shared/edge/function/ask.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { work } from '#shared/edge/runs/run.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { operations as adjustmentFundOperations } from '../../services/adjustment-fund/operations.ts'
import { toEvents as adjustmentFundEvents } from '../../services/adjustment-fund/outbox.ts'
import { table as adjustmentFundRefusals } from '../../services/adjustment-fund/refusals.ts'
import { subscriptions as adjustmentFundSubscriptions } from '../../services/adjustment-fund/subscriptions.ts'
import { tasks as adjustmentFundTasks } from '../../services/adjustment-fund/tasks.ts'
import { subscriptions as budgetSubscriptions } from '../../services/budget/handlers/consume.ts'
import { operations as budgetOperations } from '../../services/budget/operations.ts'
import { toEvents as budgetEvents } from '../../services/budget/outbox.ts'
import { table as budgetRefusals } from '../../services/budget/refusals.ts'
import { tasks as budgetTasks } from '../../services/budget/tasks.ts'
import { operations as contributionOperations } from '../../services/contribution/operations.ts'
import { toEvents as contributionEvents } from '../../services/contribution/outbox.ts'
import { table as contributionRefusals } from '../../services/contribution/refusals.ts'
import { subscriptions as contributionSubscriptions } from '../../services/contribution/subscriptions.ts'
import { tasks as contributionTasks } from '../../services/contribution/tasks.ts'
import { tellPerson } from '../../services/enrollment/look-up/tell-person.ts'
import { operations as enrollmentOperations } from '../../services/enrollment/operations.ts'
import { toEvents as enrollmentEvents } from '../../services/enrollment/outbox.ts'
import { keepSecrets } from '../../services/enrollment/person/keep-secrets.ts'
import { openSecrets } from '../../services/enrollment/person/secrets.ts'
import { table as enrollmentRefusals } from '../../services/enrollment/refusals.ts'
import { subscriptions as enrollmentSubscriptions } from '../../services/enrollment/subscriptions.ts'
import { tasks as enrollmentTasks } from '../../services/enrollment/tasks.ts'
import { assembleEffects } from '../../services/settlement/effects.ts'
import { openGatewayKeys } from '../../services/settlement/gateway/store.ts'
import { askEnrollment } from '../../services/settlement/national/ask-enrollment.ts'
import { operations as settlementOperations } from '../../services/settlement/operations.ts'
import { toEvents as settlementEvents } from '../../services/settlement/outbox.ts'
import { table as settlementRefusals } from '../../services/settlement/refusals.ts'
import { subscriptions as settlementSubscriptions } from '../../services/settlement/subscriptions.ts'
import { tasks as settlementTasks } from '../../services/settlement/tasks.ts'
import type { Handler } from '../world/sandbox.ts'

/** What a sandbox gives a function, in place of AWS. */
export type Surroundings = ServiceEffects & {
  readonly journalStore: Store
  readonly inbox: Inbox
  readonly bus: () => Parameters<typeof publish>[1] extends () => infer Bus ? Bus : never
  readonly wrapping: WrappingKey
  readonly files: Bucket
  readonly ask: Ask
}

/** The functions of a service, each as its handler composes it. */
export type Parts = Readonly<
  Partial<Record<'api' | 'consume' | 'publish' | 'work' | 'answer', (around: Surroundings) => unknown>>
>

const days = (around: Surroundings) => (today: string) => businessDays(around.policy(), today)

const secretsOf = (around: Surroundings) => keepSecrets(openKeyRing(around.store, around.wrapping))

const settlementEffects = (around: Surroundings) => {
  const { store, meter, runs } = around
  const table = { store, meter }
  return assembleEffects({
    ...{ table, referenceTable: table, supervisionTable: table },
    ...{ journal: around.journal, policy: around.policy, now: () => Date.now() },
    workQueue: { queue: runs().queue, queueUrl: () => runs().queueUrl },
  })
}

const budgetEffects = (around: Surroundings) => ({
  ...around,
  postings: { store: around.store, meter: around.meter },
})

/** Each service's functions. What differs from `handlers/` is where the clients come from. */
export const services: Readonly<Record<string, Parts>> = {
  enrollment: {
    api: (around) => {
      const secrets = secretsOf(around)
      const journal = openJournal(around.journalStore, secrets)
      return openDoor({
        operations: enrollmentOperations({ ...around, journal, secrets }),
        refusals: enrollmentRefusals,
        journal,
        fingerprint: secrets.fingerprint,
        days: days(around),
      })
    },
    consume: (around) => consume(enrollmentSubscriptions(around), around.inbox),
    publish: (around) => publish(enrollmentEvents, around.bus),
    work: (around) => work(enrollmentTasks({ ...around, secrets: secretsOf(around) })),
    answer: (around) => {
      const secrets = openSecrets(openKeyRing(around.store, around.wrapping))
      return answering((asked, requestId) =>
        tellPerson(personAsked.parse(asked), requestId, { ...around, secrets }),
      )
    },
  },
  contribution: {
    api: (around) =>
      openDoor({
        operations: contributionOperations(around),
        refusals: contributionRefusals,
        journal: around.journal,
        days: days(around),
      }),
    consume: (around) => consume(contributionSubscriptions(around), around.inbox),
    publish: (around) => publish(contributionEvents, around.bus),
    work: (around) => work(contributionTasks(around)),
  },
  settlement: {
    api: (around) =>
      openDoor({
        operations: settlementOperations({
          ...settlementEffects(around),
          files: around.files,
          persons: askEnrollment(around.ask),
          gatewayKeys: openGatewayKeys(around.store, openKeyRing(around.store, around.wrapping)),
        }),
        refusals: settlementRefusals,
        journal: around.journal,
        days: days(around),
      }),
    consume: (around) => consume(settlementSubscriptions(settlementEffects(around)), around.inbox),
    publish: (around) => publish(settlementEvents, around.bus),
    work: (around) => work(settlementTasks({ ...settlementEffects(around), files: around.files })),
  },
  budget: {
    api: (around) =>
      openDoor({
        operations: budgetOperations(budgetEffects(around)),
        refusals: budgetRefusals,
        journal: around.journal,
        days: days(around),
      }),
    consume: (around) => consume(budgetSubscriptions(budgetEffects(around)), around.inbox),
    publish: (around) => publish(budgetEvents, around.bus),
    work: (around) => work(budgetTasks(budgetEffects(around))),
  },
  'adjustment-fund': {
    api: (around) =>
      openDoor({
        operations: adjustmentFundOperations(around),
        refusals: adjustmentFundRefusals,
        journal: around.journal,
        days: days(around),
      }),
    consume: (around) => consume(adjustmentFundSubscriptions(around), around.inbox),
    publish: (around) => publish(adjustmentFundEvents, around.bus),
    work: (around) => work(adjustmentFundTasks(around)),
  },
}

/** A function of a service, ready to be called. @throws when the simulation does not know it */
export const handlerOf = (service: string, part: string, around: Surroundings): Handler => {
  const open = services[service]?.[part as keyof Parts]
  if (!open) throw new Error(`the simulation has no function ${part} of ${service}`)
  return open(around) as Handler
}
