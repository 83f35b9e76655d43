import { setTimeout as sleep } from 'node:timers/promises'
import { type Buckets, startBuckets } from './buckets/buckets.ts'
import { objectCreated } from './buckets/object-created.ts'
import { createBus } from './bus/create-bus.ts'
import { createDynamoProxy } from './chaos/create-dynamo-proxy.ts'
import type { LostAnswers } from './chaos/lost-answers.ts'
import type { AdjustableChaos } from './chaos/seeded-chaos.ts'
import { actsOnDynamoDb } from './chaos-switches.ts'
import { type Cleanups, stopPatienceMillis } from './cleanups.ts'
import type { Bus } from './contracts.ts'
import type { Directories } from './data-directory.ts'
import type { Emulators } from './emulators.ts'
import { createMetricSums } from './functions/embedded-metrics.ts'
import { createFunctions } from './functions/functions.ts'
import { listen } from './http/listen.ts'
import { createKms, rootKey } from './kms/create-kms.ts'
import { createLambda } from './lambda/create-lambda.ts'

/** The bus that each account has, where AWS's own services tell what happens. */
const defaultBus = 'default'

/** Serves the bus. */
export const startBus = async (
  { model, queues }: Emulators,
  { chaos, lostAnswers }: { readonly chaos: AdjustableChaos; readonly lostAnswers: LostAnswers },
  cleanups: Cleanups,
) => {
  const bus = createBus({
    busNames: [...model.busNames, defaultBus],
    rules: model.rules,
    sendToQueue: queues.send,
    chaos,
  })
  const listening = await listen(0, lostAnswers.of(bus.handleRequest))
  /** Settles when what the bus has accepted is in the queues. */
  const drain = async () => {
    const deadline = Date.now() + stopPatienceMillis
    while (bus.pending() > 0 && Date.now() < deadline) await sleep(10)
  }
  // Functions that outstayed the patience of the stop may have published until they were ended.
  cleanups.add(async () => {
    await drain()
    await listening.close()
  })
  return { url: listening.url, pending: bus.pending, announce: bus.announce, drain }
}

/** Serves the buckets, which tell the bus of their new objects. */
export const startObjects = async (
  { model }: Emulators,
  { directories, announce }: { readonly directories: Directories; readonly announce: Bus['announce'] },
  cleanups: Cleanups,
): Promise<Buckets> => {
  const buckets = await startBuckets({
    buckets: model.buckets,
    created: (object) => announce(defaultBus, objectCreated(object)),
    ...(directories.data && { dataDirectory: directories.data.objects }),
  })
  cleanups.add(buckets.stop)
  return buckets
}

/** Makes the functions ready to be invoked, with the chaos proxy beside them. */
export const startFunctions = async (
  { model, dynamoDbUrl, queues }: Emulators,
  parts: {
    readonly directories: Directories
    readonly chaos: AdjustableChaos
    readonly lostAnswers: LostAnswers
    readonly busUrl: string
    readonly s3Url: string
  },
  cleanups: Cleanups,
) => {
  const { chaos, lostAnswers, directories } = parts
  const metrics = createMetricSums()
  let proxyUrl = ''
  let lambdaUrl = ''
  const kms = await listen(0, createKms(rootKey(directories.data?.rootKey)))
  cleanups.add(kms.close)
  const functions = createFunctions({
    functions: model.functions,
    endpoints: () => ({
      // The proxy costs time, so it stands in the way only while it has something to do.
      dynamodb: actsOnDynamoDb(chaos.settings()) ? proxyUrl : dynamoDbUrl,
      sqs: queues.url,
      eventbridge: parts.busUrl,
      kms: kms.url,
      s3: parts.s3Url,
      lambda: lambdaUrl,
    }),
    runDirectory: directories.run,
    logDirectory: directories.logs,
    readLine: metrics.read,
    trouble: {
      limitMillis: () => (chaos.happens(chaos.settings().timeOut) ? chaos.between(1, 200) : undefined),
      skewMillis: () => (chaos.happens(chaos.settings().skew) ? chaos.between(-30_000, 30_000) : 0),
    },
  })
  const proxy = await listen(
    0,
    createDynamoProxy({ target: dynamoDbUrl, chaos, killSandbox: functions.killSandbox, lostAnswers }),
  )
  proxyUrl = proxy.url
  cleanups.add(proxy.close)
  const names = model.functions.map(({ name }) => name)
  const lambda = await listen(0, createLambda({ invoke: functions.invoke, names }))
  lambdaUrl = lambda.url
  cleanups.add(lambda.close)
  cleanups.add(functions.stop)
  return { functions, units: metrics.sums }
}
