import { type App, Stack, Validations } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import { synthesize } from './synthesize.ts'

const withChecks = (app: App) => Validations.of(app).addPlugins(new AwsSolutionsChecks(app))

test.each(['standard', 'china'])(
  "AWS's solution rules and template rules find nothing in the %s deployment",
  (deployment) => {
    expect(synthesize(deployment, { validated: true, prepare: withChecks }).findings).toEqual({
      AwsSolutions: [],
    })
  },
)

test('they would find a queue without dead letters', () => {
  const withCarelessQueue = (app: App) => {
    withChecks(app)
    new Queue(new Stack(app, 'careless'), 'Queue')
  }
  expect(() => synthesize('standard', { prepare: withCarelessQueue })).toThrow(/AwsSolutions-SQS3/)
})
