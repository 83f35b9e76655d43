import { Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { Dashboard, GraphWidget, type IMetric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { Heartbeat } from '../constructs/heartbeat.ts'
import type { ApiStack } from './api-stack.ts'
import type { ServiceStack } from './service-stack.ts'

const oneMinute = { period: Duration.minutes(1) }

const graph = (title: string, metrics: readonly (IMetric | undefined)[]): GraphWidget =>
  new GraphWidget({ title, width: 8, left: metrics.filter((metric) => metric !== undefined) })

/** A line of graphs: what callers see of a service, what it has still to tell, and what it has still to do. */
const rowOf = ({ service, api, publish, inbox, counting, runs }: ServiceStack) => {
  const inboxQueue = inbox?.queue.queue
  const workQueue = runs?.queue.queue
  return [
    graph(`${service}: requests`, [
      api.fn.metricInvocations({ ...oneMinute, label: 'requests' }),
      api.fn.metricErrors({ ...oneMinute, label: 'errors' }),
      api.fn.metricDuration({ ...oneMinute, label: 'p99 in ms', statistic: 'p99' }),
    ]),
    graph(`${service}: outbox`, [
      publish.fn.metric('IteratorAge', { ...oneMinute, label: 'age in ms', statistic: 'Maximum' }),
    ]),
    graph(`${service}: queues`, [
      inboxQueue?.metricApproximateAgeOfOldestMessage({ ...oneMinute, label: 'oldest event in s' }),
      counting?.queue.queue.metricApproximateAgeOfOldestMessage({ ...oneMinute, label: 'oldest count in s' }),
      workQueue?.metricApproximateAgeOfOldestMessage({ ...oneMinute, label: 'oldest unit in s' }),
    ]),
  ]
}

/** One page that shows whether the province runs. */
export class ObservabilityStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & {
      readonly services: readonly ServiceStack[]
      readonly api: ApiStack
      readonly alarms: ITopic
      readonly key: IKey
    },
  ) {
    super(scope, id, props)
    const [first] = props.services
    if (first)
      new Heartbeat(this, 'Heartbeat', {
        apiUrl: props.api.api.apiEndpoint,
        service: first.service,
        tables: props.services.map(({ table }) => table.table),
        key: props.key,
        alarms: props.alarms,
      })
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [
          new TextWidget({
            width: 24,
            height: 2,
            markdown: '# Tongchou\nEvery alarm names its section of docs/runbook.md.',
          }),
        ],
        ...props.services.map(rowOf),
      ],
    })
  }
}
