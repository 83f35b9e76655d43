import { type App, Stack, Validations } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import { synthesize } from './synthesize.ts'

const withChecks = (app: App) =>
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new ServerlessChecks(app),
    new NIST80053R5Checks(app),
  )

test.each(['standard', 'china'])(
  'the rules of AWS’s solutions, of serverless and of NIST 800-53, and AWS’s template rules, find nothing in the %s deployment',
  (deployment) => {
    expect(synthesize(deployment, { validated: true, prepare: withChecks }).findings).toEqual({
      AwsSolutions: [],
      Serverless: [],
      'NIST.800.53.R5': [],
    })
  },
  // Every stack is judged by every rule: a minute, where other work runs beside it.
  180_000,
)

test('they would find a queue without dead letters', () => {
  const withCarelessQueue = (app: App) => {
    withChecks(app)
    new Queue(new Stack(app, 'careless'), 'Queue')
  }
  for (const rule of [/AwsSolutions-SQS3/, /Serverless-SQSRedrivePolicy/])
    expect(() => synthesize('standard', { prepare: withCarelessQueue })).toThrow(rule)
})
