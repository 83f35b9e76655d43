import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InvokeResult } from '../../../../local/contracts.ts'
import { type Listening, listen } from '../../../../local/http/listen.ts'
import { createLambda } from '../../../../local/lambda/create-lambda.ts'

const invoke = async (name: string, event: unknown): Promise<InvokeResult> =>
  (event as { readonly fail?: boolean }).fail
    ? { status: 'failed', errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 5 seconds' }
    : { status: 'succeeded', payload: { name, event } }

let listening: Listening
let lambda: LambdaClient
beforeAll(async () => {
  listening = await listen(0, createLambda({ invoke, names: ['enrollment-Answer'] }))
  lambda = new LambdaClient({
    endpoint: listening.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
})
afterAll(() => listening.close())

const send = async (FunctionName: string, payload: object | string) => {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(text) }))
  return { ...answer, payload: JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as unknown }
}

describe("the local Lambda answers the SDK's Invoke as Lambda does", () => {
  it('with the payload of the function, named by name or ARN', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:enrollment-Answer'
    for (const name of ['enrollment-Answer', arn]) {
      const { FunctionError, ...answer } = await send(name, { by: '王芳' })
      expect(FunctionError).toBeUndefined()
      expect(answer).toMatchObject({
        ...{ StatusCode: 200, ExecutedVersion: '$LATEST' },
        payload: { name: 'enrollment-Answer', event: { by: '王芳' } },
      })
    }
  })

  it('with a function error where the function failed, which is no error of the call', async () => {
    expect(await send('enrollment-Answer', { fail: true })).toMatchObject({
      ...{ StatusCode: 200, FunctionError: 'Unhandled' },
      payload: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 5 seconds' },
    })
  })

  it('with the exceptions of its API for a function that is not there and for what is not JSON', async () => {
    await expect(send('another', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(send('enrollment-Answer', '{')).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    })
    const later = new InvokeCommand({ FunctionName: 'enrollment-Answer', InvocationType: 'Event' })
    await expect(lambda.send(later)).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })
})
