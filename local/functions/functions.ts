import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { must } from '#shared/kernel/errors.ts'
import type { Invoke, KillSandbox } from '../contracts.ts'
import { accessKeyOf, localPlace } from '../local-clients.ts'
import type { LambdaFunction } from '../template/model.ts'
import { type LogFile, openLogFile } from './log-file.ts'
import { startSandbox } from './sandbox.ts'
import { createSandboxPool, type SandboxPool } from './sandbox-pool.ts'

/** Where the functions' SDK clients are sent. */
export type Endpoints = {
  readonly dynamodb: string
  readonly sqs: string
  readonly eventbridge: string
  readonly kms: string
  readonly s3: string
  readonly lambda: string
}

export type Functions = {
  readonly invoke: Invoke
  readonly killSandbox: KillSandbox
  /** Starts one sandbox of each named function, so that the first request is not the slow one. */
  readonly warm: (names: readonly string[]) => void
  /** Has later invocations use the endpoints as they are now. */
  readonly renew: () => void
  readonly stop: () => Promise<void>
}

/** Enough to wait for DynamoDB in parallel; each more takes a second of a processor to start and fights over it then. */
const sandboxesPerFunction = 3

/** The AWS SDK accepts application ids of at most 50 characters. */
const longestAppId = 50

/** `cache` keeps what was compiled of a bundle, so that its second sandbox starts sooner than its first. */
const environmentOf = (fn: LambdaFunction, appId: string, endpoints: Endpoints, cache: string) => ({
  ...fn.environment,
  // An answer that differs from its contract is a failure here, and a report in production.
  TONGCHOU_STRICT: '1',
  PATH: process.env.PATH ?? '',
  TZ: ':UTC',
  NODE_COMPILE_CACHE: cache,
  AWS_REGION: localPlace.region,
  AWS_DEFAULT_REGION: localPlace.region,
  AWS_ACCESS_KEY_ID: accessKeyOf(fn.environment.TABLE_NAME ?? 'local'),
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.eventbridge,
  AWS_ENDPOINT_URL_KMS: endpoints.kms,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
  AWS_SDK_UA_APP_ID: appId,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
  AWS_LAMBDA_LOG_STREAM_NAME: appId,
  LAMBDA_TASK_ROOT: fn.directory,
  _HANDLER: fn.handler,
})

const writeRuntime = (directory: string): string => {
  mkdirSync(directory, { recursive: true })
  const source = readFileSync(new URL('./runtime.ts', import.meta.url), 'utf8')
  const file = join(directory, 'runtime.mjs')
  writeFileSync(file, transformSync(source, { loader: 'ts', target: 'node24' }).code)
  return file
}

/** Runs the deployed bundles, each sandbox in a process of its own. */
export const createFunctions = (options: {
  readonly functions: readonly LambdaFunction[]
  readonly endpoints: () => Endpoints
  readonly runDirectory: string
  readonly logDirectory: string
  /** What goes wrong: an invocation that may take so long only, a sandbox whose clock is so far off. */
  readonly trouble?: {
    readonly limitMillis: () => number | undefined
    readonly skewMillis: () => number
  }
  /** Sees every line that a function prints. */
  readonly readLine: (line: string) => void
}): Functions => {
  const runtimeFile = writeRuntime(options.runDirectory)
  const compileCache = join(options.runDirectory, 'compile-cache')
  mkdirSync(options.logDirectory, { recursive: true })
  const logs: LogFile[] = []
  let started = 0

  const poolOf = (fn: LambdaFunction): SandboxPool => {
    const log = openLogFile(join(options.logDirectory, `${fn.name}.log`))
    logs.push(log)
    const limit = Math.min(fn.reservedConcurrency ?? sandboxesPerFunction, sandboxesPerFunction)
    return createSandboxPool(limit, () => {
      started += 1
      const suffix = `.${started}`
      const appId = `${fn.name.slice(-(longestAppId - suffix.length))}${suffix}`
      return startSandbox({
        appId,
        runtimeFile,
        directory: fn.directory,
        environment: {
          ...environmentOf(fn, appId, options.endpoints(), compileCache),
          CLOCK_SKEW_MILLIS: String(options.trouble?.skewMillis() ?? 0),
        },
        memoryMegabytes: fn.memoryMegabytes,
        timeoutMillis: fn.timeoutMillis,
        log: (line) => {
          log.write(line)
          options.readLine(line)
        },
      })
    })
  }

  const pools = new Map(options.functions.map((fn) => [fn.name, poolOf(fn)]))
  const pool = (name: string): SandboxPool => {
    const found = pools.get(name)
    must(found !== undefined, 'local.function-unknown', `There is no function ${name}`)
    return found
  }

  return {
    invoke: (name, event) => pool(name).invoke(event, options.trouble?.limitMillis()),
    killSandbox: (appId) => {
      for (const each of pools.values()) each.kill(appId)
    },
    warm: (names) => {
      for (const name of names) pool(name).warm()
    },
    renew: () => {
      for (const each of pools.values()) each.renew()
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((each) => each.stop()))
      await Promise.all(logs.map((log) => log.close()))
    },
  }
}
