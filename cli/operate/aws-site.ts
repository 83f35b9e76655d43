import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation'
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { must } from '#shared/kernel/errors.ts'
import type { Outputs } from '../../local/template/model.ts'
import type { WatchedQueue } from './queues.ts'
import { restoreOnAws } from './restore-beside.ts'
import { mostLines, queueNameIn, type Site } from './site.ts'

const outputsOf = async (client: CloudFormationClient): Promise<Outputs> => {
  const outputs: Record<string, Record<string, string>> = {}
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
    for (const { StackName = '', Outputs = [] } of Stacks)
      if (StackName.startsWith('tongchou-'))
        outputs[StackName] = Object.fromEntries(
          Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
        )
  return outputs
}

/** The metric that says how long the oldest has waited, and how many of its units make a second. */
const ageOf = ({ url, worker }: WatchedQueue) =>
  url
    ? {
        ...{ Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage', perSecond: 1 },
        Dimensions: [{ Name: 'QueueName', Value: queueNameIn(url) }],
      }
    : {
        ...{ Namespace: 'AWS/Lambda', MetricName: 'IteratorAge', perSecond: 1000 },
        Dimensions: [{ Name: 'FunctionName', Value: worker?.fn }],
      }

/** CloudWatch knows it, to the minute; asking the queue itself would count as a receive. */
const waitedOf = async (
  client: CloudWatchClient,
  queues: readonly WatchedQueue[],
): Promise<Map<string, number>> => {
  const now = Date.now()
  const ages = queues.filter(({ url, worker }) => url || worker).map((queue) => ({ queue, ...ageOf(queue) }))
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - 10 * 60_000),
      EndTime: new Date(now),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: ages.map(({ Namespace, MetricName, Dimensions }, index) => ({
        Id: `q${index}`,
        MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: 'Maximum' },
      })),
    }),
  )
  return new Map(
    ages.map(({ queue, perSecond }, index) => [
      queue.name,
      (MetricDataResults.find(({ Id }) => Id === `q${index}`)?.Values?.[0] ?? 0) / perSecond,
    ]),
  )
}

/** A pattern of CloudWatch Logs for lines in which one of these words stands. */
export const filterPattern = (words: readonly string[]): string =>
  words.map((word) => `${words.length > 1 ? '?' : ''}"${word.replaceAll('"', '\\"')}"`).join(' ')

const linesIn =
  (client: CloudWatchLogsClient): Site['lines'] =>
  async ({ log }, since, words) => {
    const query = { logGroupName: log, filterPattern: filterPattern(words), startTime: since.getTime() }
    let lines: string[] = []
    for await (const { events = [] } of paginateFilterLogEvents({ client }, query))
      lines = [...lines, ...events.map(({ message = '' }) => message)].slice(-mostLines)
    return lines
  }

/**
 * The province as it is deployed in a region, with the usual credentials of AWS's own tools.
 * @throws TongchouError `operate.not-deployed` when no stack of it is there
 */
export const awsSite = async (region: string): Promise<Site> => {
  const cloudFormation = new CloudFormationClient({ region })
  const outputs = await outputsOf(cloudFormation)
  must(Object.keys(outputs).length > 0, 'operate.not-deployed', `no stack tongchou-… is in ${region}`)
  const dynamo = new DynamoDBClient({ region })
  const watch = new CloudWatchClient({ region })
  const logs = new CloudWatchLogsClient({ region })
  const sqs = new SQSClient({ region })
  const events = new EventBridgeClient({ region })
  const lambda = new LambdaClient({ region })
  return {
    outputs,
    sqs,
    events,
    lambda,
    tables: Object.entries(outputs).flatMap(([stack, { TableName: name }]) =>
      name ? [{ service: stack.slice('tongchou-'.length), name, client: dynamo }] : [],
    ),
    streamsOf: () => new DynamoDBStreamsClient({ region }),
    restoreBeside: (moment) => restoreOnAws(dynamo, moment),
    waited: (queues) => waitedOf(watch, queues),
    lines: linesIn(logs),
    close: () => {
      for (const client of [cloudFormation, dynamo, watch, logs, sqs, events, lambda]) client.destroy()
    },
  }
}
