import { describe, expect, test } from 'vitest'
import type { RawResource, StackTemplate } from '../../../../local/template/assembly.ts'
import { readModel } from '../../../../local/template/read-model.ts'

const place = {
  partition: 'aws',
  region: 'us-east-1',
  account: '000000000000',
  queueUrl: (name: string) => `http://queues/${name}`,
  apiUrl: 'http://api',
}

const stack = (
  name: string,
  resources: Record<string, RawResource>,
  exports: Record<string, unknown> = {},
): StackTemplate => ({
  name,
  resources,
  parameters: {},
  exports: new Map(Object.entries(exports)),
  outputs: new Map(),
  assets: new Map([['bundle.zip', '/bundles/api']]),
})

const queue = (properties: Record<string, unknown> = {}): RawResource => ({
  Type: 'AWS::SQS::Queue',
  Properties: properties,
})

const fn = (properties: Record<string, unknown> = {}): RawResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: 'bundle.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    ...properties,
  },
})

const read = (resources: Record<string, RawResource>) => readModel([stack('fund', resources)], place)

describe('what the local stack does not know fails the start', () => {
  test('a resource type, by stack and logical id', () => {
    const resources = { Cache: { Type: 'AWS::ElastiCache::CacheCluster' } }
    expect(() => read(resources)).toThrow(
      expect.objectContaining({
        code: 'local.resource-unknown',
        message: expect.stringMatching(/fund\/Cache.*AWS::ElastiCache::CacheCluster/),
      }),
    )
  })

  test('a property, by stack, logical id and property', () => {
    expect(() => read({ Inbox: queue({ FifoQueue: true }) })).toThrow(
      expect.objectContaining({
        code: 'local.property-unknown',
        message: expect.stringMatching(/fund\/Inbox \(AWS::SQS::Queue\)[\s\S]*FifoQueue/),
      }),
    )
  })

  test('a property within a property', () => {
    const mapping = {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:inbox',
        FunctionName: 'f',
        ScalingConfig: { MaximumConcurrency: 5, Surprise: 1 },
      },
    }
    expect(() => read({ Delivery: mapping })).toThrow(
      /ScalingConfig[\s\S]*Surprise|Surprise[\s\S]*ScalingConfig/,
    )
  })

  test('a runtime that is not Node.js', () => {
    expect(() => read({ Api: fn({ Runtime: 'python3.13' }) })).toThrow(/only Node.js functions run locally/)
  })

  test('an attribute of a resource, with the place that asks for it', () => {
    const resources = {
      Inbox: queue(),
      Api: fn({ Environment: { Variables: { X: { 'Fn::GetAtt': ['Inbox', 'Colour'] } } } }),
    }
    expect(() => read(resources)).toThrow(
      expect.objectContaining({
        code: 'local.attribute-unknown',
        message: expect.stringMatching(/fund\/Api.*fund\/Inbox.*Colour/),
      }),
    )
  })

  test('a rule whose target is not a queue', () => {
    const rule = {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['x'] },
        Targets: [{ Id: 'T', Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' }],
      },
    }
    expect(() => read({ Rule: rule })).toThrow(/only queues are targets/)
  })

  test('two functions of one name', () => {
    const resources = { ApiAAAAAAAA: fn(), ApiBBBBBBBB: fn() }
    expect(() => read(resources)).toThrow(expect.objectContaining({ code: 'local.name-repeated' }))
  })
})

test('types that are accepted without being run may be referred to', () => {
  const resources = {
    Key: { Type: 'AWS::KMS::Key', Properties: { Whatever: true } },
    Api: fn({ Environment: { Variables: { KEY: { 'Fn::GetAtt': ['Key', 'Arn'] } } } }),
  }
  expect(read(resources).functions[0]?.environment).toEqual({
    KEY: 'arn:aws:kms:us-east-1:000000000000:fund-Key',
  })
})

test('a queue keeps its redrive by the name of its dead-letter queue, which is the logical id without the hash', () => {
  const { queues } = read({
    Dead0123ABCD: queue({ MessageRetentionPeriod: 1_209_600 }),
    Inbox0123ABCD: queue({
      VisibilityTimeout: 180,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead0123ABCD', 'Arn'] }, maxReceiveCount: 5 },
    }),
  })
  expect(queues).toEqual([
    { name: 'fund-Dead', attributes: { MessageRetentionPeriod: '1209600' } },
    {
      name: 'fund-Inbox',
      attributes: { VisibilityTimeout: '180' },
      redrive: { deadLetterQueueName: 'fund-Dead', maxReceiveCount: 5 },
    },
  ])
})

test('a stack uses what another one exports', () => {
  const stacks = [
    stack('claims', {
      Api: fn({ Environment: { Variables: { QUEUE: { 'Fn::ImportValue': 'fund:inbox' } } } }),
    }),
    stack('fund', { Inbox: queue() }, { 'fund:inbox': { Ref: 'Inbox' } }),
  ]
  expect(readModel(stacks, place).functions[0]?.environment).toEqual({ QUEUE: 'http://queues/fund-Inbox' })
})

test('a stream source retries for ever unless the template says how often', () => {
  const mapping = (properties: Record<string, unknown>) => ({
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/claims/stream/local',
      FunctionName: 'publish',
      StartingPosition: 'TRIM_HORIZON',
      ...properties,
    },
  })
  const { streamSources } = read({
    Patient: mapping({}),
    Hasty: mapping({
      BatchSize: 500,
      MaximumRetryAttempts: 3,
      BisectBatchOnFunctionError: true,
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:dead' } },
    }),
  })
  expect(streamSources).toEqual([
    {
      functionName: 'publish',
      tableName: 'claims',
      batchSize: 100,
      windowMillis: 0,
      reportsItemFailures: false,
      startingPosition: 'TRIM_HORIZON',
      maximumRetries: Number.POSITIVE_INFINITY,
      bisectsOnError: false,
    },
    {
      functionName: 'publish',
      tableName: 'claims',
      batchSize: 500,
      windowMillis: 1000,
      reportsItemFailures: true,
      startingPosition: 'TRIM_HORIZON',
      maximumRetries: 3,
      bisectsOnError: true,
      failureQueueName: 'dead',
    },
  ])
})

test('a route finds the function behind its integration, in whatever order they are declared', () => {
  const { routes } = read({
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: 'api',
        RouteKey: 'ANY /v1/budget/{proxy+}',
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
        AuthorizationType: 'JWT',
        AuthorizerId: 'jwt',
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: 'api',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Api', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Api: fn(),
  })
  expect(routes).toEqual([
    {
      key: 'ANY /v1/budget/{proxy+}',
      functionName: 'fund-Api',
      timeoutMillis: 30_000,
      authorizer: 'jwt',
      scopes: [],
    },
  ])
})
