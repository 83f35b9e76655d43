import type { InvokeResult } from '../../../../local/contracts.ts'
import { listen } from '../../../../local/http/listen.ts'
import { createLambda } from '../../../../local/lambda/create-lambda.ts'

/** Stands in for enrollment's function `answer`, for a service that is started after it. */
export const startRegister = async (answer: (name: string, event: unknown) => Promise<InvokeResult>) => {
  const lambda = await listen(0, createLambda({ invoke: answer, names: ['enrollment-answer'] }))
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    ENROLLMENT_FUNCTION: 'enrollment-answer',
  })
  return lambda
}
