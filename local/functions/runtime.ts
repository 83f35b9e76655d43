// The program of a sandbox. It imports no other file of this repository when it runs. Its types are stripped
// and it is written to its own file. So a sandbox starts as fast as plain JavaScript.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Invocation, SandboxReport } from './messages.ts'

const { now } = Date
const skewMillis = Number(process.env.CLOCK_SKEW_MILLIS ?? 0)

/** Puts the clock of this sandbox off, as far as it was told. */
const skewClock = (): void => {
  const skewed = () => now() + skewMillis
  globalThis.Date = class extends Date {
    // The forms of the constructor are those of Date.
    constructor(...parts: readonly unknown[]) {
      if (parts.length === 0) super(skewed())
      else super(...(parts as [number]))
    }

    static override now = skewed
  } as DateConstructor
}

type Handler = (event: unknown, context: unknown) => unknown

const say = (report: SandboxReport): void => {
  process.send?.(report)
}

const failure = (error: unknown) => ({
  status: 'failed' as const,
  errorType: error instanceof Error ? error.name : 'Error',
  errorMessage: error instanceof Error ? error.message : String(error),
})

const loadHandler = async (): Promise<Handler> => {
  const root = process.env.LAMBDA_TASK_ROOT ?? '.'
  const [file = '', name = ''] = (process.env._HANDLER ?? '').split('.')
  const bundle: Record<string, unknown> = await import(pathToFileURL(join(root, `${file}.mjs`)).href)
  const handler = bundle[name]
  if (typeof handler !== 'function') throw new Error(`${file}.mjs has no function ${name}`)
  return handler as Handler
}

const contextOf = ({ requestId, deadline }: Invocation) => {
  const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME ?? ''
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${functionName}`,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
  }
}

const run = async (handler: Handler, invocation: Invocation): Promise<SandboxReport> => {
  const { requestId } = invocation
  try {
    // Lambda hands the payload over as JSON: what JSON does not carry does not arrive.
    const payload = JSON.parse(
      JSON.stringify((await handler(invocation.event, contextOf(invocation))) ?? null),
    )
    return { type: 'done', requestId, result: { status: 'succeeded', payload } }
  } catch (error) {
    console.error(
      JSON.stringify({
        timestamp: new Date().toISOString(),
        level: 'ERROR',
        requestId,
        message: 'The handler threw',
        stack: (error as Error)?.stack ?? String(error),
      }),
    )
    return { type: 'done', requestId, result: failure(error) }
  }
}

// The stack is gone: nobody will ask again, and a sandbox must not outlive it.
process.once('disconnect', () => process.exit(0))

if (skewMillis !== 0) skewClock()
const handler = await loadHandler()
process.on('message', (invocation: Invocation) => {
  void run(handler, invocation).then(say)
})
say({ type: 'ready' })
