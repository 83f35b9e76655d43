import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { must } from '#shared/kernel/errors.ts'

/** A caller waits ten seconds at most; two attempts of this length leave time for the answer. */
const patienceMilliseconds = 3_000

const openClient = (): LambdaClient =>
  new LambdaClient({
    maxAttempts: 2,
    requestHandler: {
      requestTimeout: patienceMilliseconds,
      throwOnRequestTimeout: true,
      connectionTimeout: 1_000,
    },
  })

/** Asks a function of another service and waits for what it answers. */
export type Ask = (functionName: string, question: object) => Promise<unknown>

/**
 * Opens the way to functions of other services, where a grant lets this one ask.
 * @throws TongchouError `ask.failed` when the function failed; the SDK's errors when it was not reached
 */
export const openAsk = (client: LambdaClient = openClient()): Ask => {
  // It would compose a log entry of what is asked and answered, whole.
  client.middlewareStack.remove('loggerMiddleware')
  return async (functionName, question) => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(question)) }),
    )
    must(FunctionError === undefined, 'ask.failed', 'the function failed', { error: FunctionError ?? '' })
    return JSON.parse(Buffer.from(Payload ?? []).toString('utf8'))
  }
}
