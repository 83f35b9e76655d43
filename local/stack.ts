import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { must } from '#shared/kernel/errors.ts'
import { deadLetterQueues, watchInvocations } from './activity.ts'
import { createHttpApi } from './api/create-http-api.ts'
import { startBus, startFunctions, startObjects } from './bus-and-functions.ts'
import { createLostAnswers } from './chaos/lost-answers.ts'
import { type AdjustableChaos, calm, createChaos } from './chaos/seeded-chaos.ts'
import { actsOnDynamoDb } from './chaos-switches.ts'
import { type Cleanups, createCleanups, stopPatienceMillis } from './cleanups.ts'
import { type Directories, openDirectories } from './data-directory.ts'
import { type Emulators, startEmulators } from './emulators.ts'
import { createLambdaApi } from './functions/lambda-api.ts'
import { openLogFile } from './functions/log-file.ts'
import { listen } from './http/listen.ts'
import { createIssuer } from './issuer/create-issuer.ts'
import type { Queues } from './queues/queues.ts'
import { createQuiet } from './quiet.ts'
import type { RunningStack, StackAddress, StackOptions } from './running-stack.ts'
import { createScheduler } from './scheduler/create-scheduler.ts'
import { startSources } from './sources.ts'
import type { Model } from './template/model.ts'

const tokenAudience = 'tongchou'

/** The access log of the API is a file beside the functions' logs. */
const accessLogFile = 'access.log'

/** Service name to table name, as the functions' environment says it. */
const tablesOf = (model: Model): Record<string, string> =>
  Object.fromEntries(
    model.functions.flatMap(({ environment: { SERVICE_NAME, TABLE_NAME } }) =>
      SERVICE_NAME && TABLE_NAME ? [[SERVICE_NAME, TABLE_NAME]] : [],
    ),
  )

/** How long the oldest message of each queue has waited, in seconds. */
const waitingIn = ({ queues: all }: Model, queues: Queues): Record<string, number> =>
  Object.fromEntries(all.map(({ name }) => [name, Math.max(0, queues.oldestMillis(name)) / 1000]))

type Activity = ReturnType<typeof watchInvocations>

/** The API's access log, beside those of the functions. */
const accessLogOf = ({ accessLogFormats: [format] }: Model, { logs }: Directories, cleanups: Cleanups) => {
  if (format === undefined) return {}
  const log = openLogFile(join(logs, accessLogFile))
  cleanups.add(log.close)
  return { accessLog: { format, write: log.write } }
}

/** Feeds the functions from streams, queues and schedules, and watches whether anything still moves. */
const startFeeding = (
  { model, queues, dynamoDbUrl, streamArns }: Emulators,
  parts: {
    readonly activity: Activity
    readonly bus: { readonly pending: () => number; readonly drain: () => Promise<void> }
    readonly checkpointFile: string | undefined
    readonly chaos: AdjustableChaos
    readonly log: (line: string) => void
  },
  cleanups: Cleanups,
) => {
  const { activity } = parts
  const { checkpointFile, chaos, log } = parts
  const { invoke } = activity
  const sources = startSources({
    model,
    streamArns,
    dynamoDbUrl,
    checkpointFile,
    queues,
    invoke,
    chaos,
    log,
    drainBus: parts.bus.drain,
  })
  cleanups.add(() => Promise.race([sources.stop(), sleep(stopPatienceMillis)]))
  for (const { tableName, stream } of sources.streams) activity.nudgeOnUseOf(tableName, stream)
  const scheduler = createScheduler({
    schedules: model.schedules,
    sendToQueue: queues.send,
    clock: () => new Date(),
  })
  cleanups.add(scheduler.stop)

  const deadLetterNames = deadLetterQueues(model)
  const messages = (dead: boolean) =>
    model.queues
      .filter(({ name }) => deadLetterNames.has(name) === dead)
      .map(({ name }) => queues.depth(name))
      .reduce((sum, { ready, delayed, inFlight }) => sum + ready + delayed + inFlight, 0)
  const quiet = createQuiet({
    moving: () => ({
      'records and messages in hand': sources.busy(),
      'messages in queues': messages(false),
      'events on the bus': parts.bus.pending(),
      invocations: activity.running(),
    }),
    invocations: activity.started,
    fence: sources.fence,
    streams: sources.streams.map(({ stream }) => stream),
    deadLetters: () => messages(true),
  })
  const streamsWait = () =>
    Object.fromEntries(
      sources.streams.map(({ functionName, stream }) => [functionName, stream.oldestMillis() / 1000]),
    )
  return { quiet, deliveries: sources.queueSources, streamsWait }
}

const startParts = async (
  options: StackOptions,
  directories: Directories,
  api: { readonly url: string; readonly serve: (handle: RequestListener) => void },
  cleanups: Cleanups,
): Promise<RunningStack> => {
  const log = options.log ?? (() => undefined)
  const chaos = createChaos(options.seed ?? 1, { ...calm, ...options.chaos })
  const lostAnswers = createLostAnswers(chaos)
  cleanups.add(() => log(`chaos: ${lostAnswers.count()} answers lost`))
  const issuerUrl = `${api.url}/_local/issuer`
  const emulators = await startEmulators(options, directories, { url: api.url, issuer: issuerUrl }, cleanups)
  const { model, queues, dynamoDbUrl } = emulators
  const bus = await startBus(emulators, { chaos, lostAnswers }, cleanups)
  const objects = await startObjects(emulators, { directories, announce: bus.announce }, cleanups)
  const { functions, units } = await startFunctions(
    emulators,
    { directories, chaos, lostAnswers, busUrl: bus.url, s3Url: objects.url },
    cleanups,
  )
  const issuer = await createIssuer({
    url: issuerUrl,
    audience: tokenAudience,
    ...(directories.data && { keyFile: directories.data.signingKey }),
  })
  const activity = watchInvocations(functions.invoke, model)
  const checkpointFile = directories.data?.checkpoints
  const feeding = { activity, bus, checkpointFile, chaos, log }
  const { quiet, deliveries, streamsWait } = startFeeding(emulators, feeding, cleanups)
  const lambda = await listen(0, createLambdaApi(deliveries))
  cleanups.add(lambda.close)

  const setChaos: RunningStack['setChaos'] = async (settings) => {
    const before = actsOnDynamoDb(chaos.settings())
    chaos.adjust(settings)
    if (actsOnDynamoDb(chaos.settings()) !== before) functions.renew()
  }
  const address: StackAddress = {
    url: api.url,
    issuer: issuerUrl,
    tables: tablesOf(model),
    endpoints: {
      dynamodb: dynamoDbUrl,
      sqs: queues.url,
      eventbridge: bus.url,
      s3: objects.url,
      lambda: lambda.url,
    },
    outputs: model.outputs,
    logs: directories.logs,
    pid: process.pid,
  }
  const health = async () => {
    must(
      await emulators.databaseListens(),
      'local.database-gone',
      'DynamoDB Local has ended; where data is kept it is started again in a moment',
    )
    return { status: 'ready', services: Object.keys(address.tables) }
  }
  const waiting = () => ({ ...waitingIn(model, queues), ...streamsWait() })
  const local = { health, quiet, waiting, units, token: issuer.sign, chaos: chaos.settings, setChaos }
  const { routes, authorizers } = model
  const httpApi = { routes, authorizers, invoke: activity.invoke, issuer, local }
  api.serve(lostAnswers.of(createHttpApi({ ...httpApi, ...accessLogOf(model, directories, cleanups) })))
  functions.warm(routes.map(({ functionName }) => functionName))
  return { ...address, token: issuer.sign, quiet, units, setChaos, stop: cleanups.run }
}

/**
 * Runs the synthesized app on this machine until `stop`.
 * @throws TongchouError with a code `local.…` and a message for the user; whatever had started is ended again
 */
export const startStack = async (options: StackOptions = {}): Promise<RunningStack> => {
  const log = options.log ?? (() => undefined)
  const cleanups = createCleanups(log)
  let handle: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"status":"starting"}')
  }
  try {
    const api = await listen(options.port ?? 0, (request, response) => handle(request, response))
    cleanups.add(api.close)
    const directories = openDirectories(options)
    cleanups.add(directories.release)
    const serve = (ready: RequestListener) => {
      handle = ready
    }
    return await startParts(options, directories, { url: api.url, serve }, cleanups)
  } catch (error) {
    await cleanups.run()
    throw error
  }
}
