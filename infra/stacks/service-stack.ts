import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import type { QueuePart } from '#shared/edge/watch/service-queue.ts'
import { settingOf } from '#shared/edge/watch/service-queue.ts'
import type { Deployment } from '../config/deployment.ts'
import type { AlarmProps } from '../constructs/alarm.ts'
import { raiseAlarm } from '../constructs/alarm.ts'
import { Inbox } from '../constructs/inbox.ts'
import { JournalTable } from '../constructs/journal-table.ts'
import type { MonitoredQueue } from '../constructs/monitored-queue.ts'
import { Outbox } from '../constructs/outbox.ts'
import { PublicRoute } from '../constructs/public-route.ts'
import { Runs } from '../constructs/runs.ts'
import { SecretsKey } from '../constructs/secrets-key.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import { ServiceRoute } from '../constructs/service-route.ts'
import { ServiceTable } from '../constructs/service-table.ts'
import { watchTable } from '../constructs/watch-table.ts'
import type { PacedRoute } from '../paced-routes.ts'
import type { BundleOf, FunctionName } from '../services.ts'
import type { ApiStack } from './api-stack.ts'
import type { FoundationStack } from './foundation-stack.ts'

export type ServiceStackProps = StackProps & {
  readonly deployment: Deployment
  readonly service: ServiceDeclaration
  readonly foundation: FoundationStack
  readonly api: ApiStack
  readonly bundleOf: BundleOf
  /** The service's routes that have a limit of their own. */
  readonly paced: readonly PacedRoute[]
}

const constructIds: Readonly<Record<FunctionName, string>> = {
  api: 'Api',
  publish: 'Publish',
  consume: 'Consume',
  work: 'Work',
  answer: 'Answer',
  disclose: 'Disclose',
}

const queueOf = (name: string, { queue, deadLetters }: MonitoredQueue, delivery: EventSourceMapping) => ({
  [`${name}Url`]: queue.queueUrl,
  [`${name}DeadLettersUrl`]: deadLetters.queue.queueUrl,
  [`${name}Delivery`]: delivery.eventSourceMappingId,
})

const logOf = (name: string, { fn, log }: ServiceFunction) => ({
  [`${name}Function`]: fn.functionName,
  [`${name}Log`]: log.logGroupName,
})

/** One service, from its own declaration: its table, the events it consumes and publishes, its runs and its API. */
export class ServiceStack extends Stack {
  readonly service: string
  readonly table: ServiceTable
  readonly journal: JournalTable
  readonly api: ServiceFunction
  readonly publish: ServiceFunction
  readonly inbox: Inbox | undefined
  /** Events that only count wait apart from those that decide what a hospital is answered. */
  readonly counting: Inbox | undefined
  readonly runs: Runs | undefined
  /** What works on its runs. */
  readonly work: ServiceFunction | undefined
  /** What other services ask while they answer. */
  readonly answer: ServiceFunction | undefined

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props)
    const { service, foundation } = props
    const { bus, alarms, key } = foundation
    const { name } = service
    this.service = name
    this.table = new ServiceTable(this, 'Table', { ...service, key })
    this.journal = new JournalTable(this, 'Journal', { key })
    this.runs = service.work
      ? new Runs(this, 'Runs', {
          service: name,
          schedules: service.schedules,
          scheduler: props.deployment.scheduler,
          alarms,
        })
      : undefined

    const addFunction = (fn: FunctionName): ServiceFunction =>
      new ServiceFunction(this, constructIds[fn], {
        service: name,
        name: fn,
        bundle: props.bundleOf(name, fn),
        logLevel: props.deployment.logLevel,
        reservedConcurrency: props.deployment.reservedConcurrency[fn],
        alarms,
        key,
      })

    this.api = addFunction('api')
    this.#openStateTo(this.api)
    this.#tell(logOf('Api', this.api))
    this.journal.openTo(this.api)
    new ServiceRoute(this, 'Route', {
      ...{ service: name, answeredBy: this.api, api: props.api },
      paced: props.paced.map(({ key }) => key),
      ...(service.withoutToken ? { withoutToken: service.withoutToken } : {}),
    })

    if (service.keepsFiles) foundation.files.keptBy(this.api, name)

    const secrets = service.secrets ? new SecretsKey(this, 'Secrets', { service: name }) : undefined
    secrets?.openTo(this.api)
    if (service.answers) {
      this.answer = addFunction('answer')
      this.table.shownTo(this.answer)
      this.journal.writtenBy(this.answer)
      secrets?.readBy(this.answer)
      this.#tell(logOf('Answer', this.answer))
    }

    if (service.discloses) {
      const disclose = addFunction('disclose')
      foundation.publicFiles.readBy(disclose)
      new PublicRoute(this, 'PublicRoute', { answeredBy: disclose, api: props.api })
      this.#tell(logOf('Disclose', disclose))
    }

    this.publish = addFunction('publish')
    const outbox = new Outbox(this, 'Outbox', {
      service,
      table: this.table,
      publish: this.publish,
      bus,
      alarms,
    })
    this.#tell({ OutboxDeadLettersUrl: outbox.deadLetters.queue.queueUrl, ...logOf('Publish', this.publish) })

    if (service.consumes.length > 0) {
      const consume = addFunction('consume')
      this.#openStateTo(consume)
      const counted = service.counts ?? []
      const inboxOf = (part: string, consumes: ServiceDeclaration['consumes'], toleratedWait: Duration) => {
        const inbox = new Inbox(this, part, { service: name, consumes, consume, bus, alarms, toleratedWait })
        this.#tell(queueOf(part, inbox.queue, inbox.delivery))
        return inbox
      }
      const decisive = service.consumes.filter((contract) => !counted.includes(contract))
      this.inbox = inboxOf('Inbox', decisive, Duration.minutes(2))
      if (counted.length > 0) this.counting = inboxOf('Counting', counted, Duration.hours(1))
      const inboxes = [this.inbox, this.counting].filter((inbox) => inbox !== undefined)
      consume.fn.addEnvironment('INBOX_QUEUES', inboxes.map(({ addresses }) => addresses).join(','))
      this.#tell(logOf('Consume', consume))
      this.#alarmAtMetric(props, 'Paused', 'consume', {
        meaning: `${name}: the inbox pauses, since what every event needs fails.`,
        section: 'inbox-pauses',
        minutes: 3,
      })
    }
    if (this.runs !== undefined) {
      const work = addFunction('work')
      this.work = work
      this.#openStateTo(work)
      if (service.secrets !== 'door') secrets?.openTo(work)
      for (const kind of service.imports ?? []) {
        this.runs.takeFiles(kind, foundation.files)
        foundation.files.sentTo(work, kind)
      }
      if (service.keepsFiles) foundation.files.keptBy(work, name)
      if (service.discloses) foundation.publicFiles.writtenBy(work)
      const delivery = this.runs.workedBy(work)
      this.#tell({ ...queueOf('Work', this.runs.queue, delivery), ...logOf('Work', work) })
      // For the nightly check, and for what is published once more.
      this.table.scannedBy(work)
      this.#alarmAtMetric(props, 'Paused', 'work', {
        meaning: `${name}: the worker pauses, since what every unit needs fails.`,
        section: 'inbox-pauses',
        minutes: 3,
      })
    }
    this.#showQueues(outbox, props)
    watchTable(this, 'TableRefuses', { table: this.table.table, service: name, alarms })
    watchTable(this, 'JournalRefuses', { table: this.journal.table, service: name, alarms })
    this.#alarmAtMetric(props, 'Mismatches', 'answers', {
      meaning: `${name}: an answer differs from what its operation promises.`,
      section: 'answer-differs',
    })
    for (const { metric, operation, meaning, section } of service.tells ?? [])
      this.#alarmAtMetric(props, metric, operation, { meaning: `${name}: ${meaning}`, section })
    for (const operation of service.checks ?? []) {
      this.#alarmAtMetric(props, 'Violations', operation, {
        meaning: `${name}: what is recorded breaks an invariant.`,
        section: 'invariant-violated',
      })
      this.#alarmAtMetric(props, 'Overdue', operation, {
        meaning: `${name}: work waits longer than it may.`,
        section: 'work-waits-too-long',
      })
    }
    this.#tell({ TableName: this.table.table.tableName })
  }

  /** Says where parts of the service are, for `npm run operate`, here and on AWS. */
  #tell(places: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(places)) new CfnOutput(this, name, { value })
  }

  /** Lets whoever watches see by the API what waits and what failed, and bring it on its way again. */
  #showQueues(
    outbox: Outbox,
    { service, foundation }: Pick<ServiceStackProps, 'service' | 'foundation'>,
  ): void {
    const parts: readonly (readonly [QueuePart, MonitoredQueue | undefined])[] = [
      ['inbox', this.inbox?.queue],
      ['counting', this.counting?.queue],
      ['work', this.runs?.queue],
      ['outbox', outbox.again],
    ]
    const watched = parts.flatMap(([part, monitored]) =>
      monitored ? [{ part, queue: monitored.queue, deadLetters: monitored.deadLetters }] : [],
    )
    const unknown = service.showsUnknown ? [foundation.unknownEvents] : []
    const { fn } = this.api
    for (const queue of unknown) queue.grantConsumeMessages(fn)
    for (const { queue, deadLetters } of watched) {
      queue.grant(fn, 'sqs:GetQueueAttributes', 'sqs:SendMessage')
      deadLetters.queue.grantConsumeMessages(fn)
    }
    fn.addEnvironment(
      'WATCHED_QUEUES',
      settingOf([
        ...watched.map(({ part, queue, deadLetters }) => ({
          part,
          url: queue.queueUrl,
          deadLettersUrl: deadLetters.queue.queueUrl,
        })),
        ...unknown.map(({ queueUrl }) => ({ part: 'unknown' as const, deadLettersUrl: queueUrl })),
      ]),
    )
    if (this.work !== undefined) outbox.fedBy(this.work)
  }

  /** Lets the API ask what another service answers. */
  asks(other: ServiceStack): void {
    this.#letAsk(this.api, other)
  }

  /** Lets the worker ask it. */
  workAsks(other: ServiceStack): void {
    if (this.work === undefined) throw new Error(`The service ${this.service} has no worker.`)
    this.#letAsk(this.work, other)
  }

  #letAsk(asker: ServiceFunction, { service, answer }: ServiceStack): void {
    if (answer === undefined) throw new Error(`The service ${service} answers nobody.`)
    const { fn } = answer
    asker.fn.addEnvironment(`${service.toUpperCase().replaceAll('-', '_')}_FUNCTION`, fn.functionName)
    asker.fn.addToRolePolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }),
    )
  }

  /** Functions that change the service's state may also start its runs. */
  #openStateTo(fn: ServiceFunction): void {
    this.table.openTo(fn)
    this.runs?.openTo(fn)
  }

  /** An alarm as soon as functions of the service count anything under one of their metrics. */
  #alarmAtMetric(
    { service, foundation }: ServiceStackProps,
    metricName: string,
    operation: string,
    alarm: Pick<AlarmProps, 'meaning' | 'section'> & { readonly minutes?: number },
  ): void {
    raiseAlarm(this, `${metricName}-${operation}`, {
      alarms: foundation.alarms,
      metric: (options) =>
        new Metric({
          namespace: 'Tongchou',
          metricName,
          dimensionsMap: { service: service.name, operation },
          statistic: Stats.SUM,
          ...options,
        }),
      tolerated: 0,
      minutes: 1,
      ...alarm,
    })
  }
}
