import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { PersonAnswered, PersonAsked } from '#shared/contracts/person-asked.ts'
import { personAnswered } from '#shared/contracts/person-asked.ts'
import { setting } from '#shared/edge/function/environment.ts'
import { log } from '#shared/edge/function/log.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Persons } from './persons.ts'

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

const ask = async (
  client: LambdaClient,
  functionName: string,
  asked: PersonAsked,
): Promise<PersonAnswered> => {
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(asked)) }),
  )
  must(FunctionError === undefined, 'persons.failed', 'the function failed', { error: FunctionError ?? '' })
  return personAnswered.parse(JSON.parse(Buffer.from(Payload ?? []).toString('utf8')))
}

/** Asks enrollment's function `answer`. What is asked and answered is never logged, whatever goes wrong. */
export const askEnrollment = (
  client: LambdaClient = openClient(),
  functionName: () => string = () => setting('ENROLLMENT_FUNCTION'),
): Persons => ({
  find: async (asked) => {
    try {
      return await ask(client, functionName(), asked)
    } catch (error) {
      log.error('enrollment did not say who a person is', {
        errorName: error instanceof Error ? error.name : 'unknown',
      })
      return { status: 'unavailable' }
    }
  },
})
