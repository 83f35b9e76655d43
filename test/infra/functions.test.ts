import { expect, test } from 'vitest'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { functionsOf, services } from '../../infra/services.ts'
import { synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')
const functions = resources('AWS::Lambda::Function')
const heartbeat = 'province: heartbeat'
const site = 'console: api'

const functionNamed = (description: string) => {
  const found = functions.find(({ properties }) => properties.Description === description)
  if (found === undefined) throw new Error(`There is no function '${description}'.`)
  return found
}

test('every function that a service declares is there, the console’s, and no other but the heartbeat', () => {
  expect(functions.map(({ properties }) => properties.Description).sort()).toEqual(
    [
      ...services.flatMap((service) => functionsOf(service).map((fn) => `${service.name}: ${fn}`)),
      heartbeat,
      site,
    ].sort(),
  )
})

test.each(functions)('$stack: $id runs Node 24 on arm64 and logs where only it may', (fn) => {
  expect(fn.properties).toMatchObject({
    Architectures: ['arm64'],
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
  })
  expect(referred(fn, fn.properties.LoggingConfig.LogGroup).properties.RetentionInDays).toBe(
    fn.properties.Description === heartbeat ? 30 : 365,
  )
})

test('a caller is answered before the API gives up on the function', () => {
  const gatewayGivesUpAfter = 30
  for (const service of services) {
    expect(functionNamed(`${service.name}: api`).properties.Timeout).toBeLessThan(gatewayGivesUpAfter)
  }
})

/** The door opens what a service keeps, and unless it does so alone the worker and whatever answers others. */
const opensSecrets = ({ secrets }: ServiceDeclaration, fn: string): boolean =>
  secrets === 'door' ? fn === 'api' : secrets === true && fn !== 'publish' && fn !== 'consume'

test('a function is told only what it has the right to use', () => {
  const always = ['LOG_LEVEL', 'POLICY_DIR', 'SERVICE_NAME']
  for (const service of services) {
    const state = service.work ? ['TABLE_NAME', 'WORK_QUEUE_URL'] : ['TABLE_NAME']
    for (const fn of functionsOf(service)) {
      const { properties } = functionNamed(`${service.name}: ${fn}`)
      expect(Object.keys(properties.Environment.Variables).sort(), properties.Description).toEqual(
        [
          ...always,
          ...(fn === 'disclose' || (fn === 'work' && service.discloses) ? ['PUBLIC_FILES_BUCKET'] : []),
          ...(fn === 'consume' || fn === 'work' ? ['INBOX_QUEUES'] : []),
          ...(fn === 'publish'
            ? ['BUS_NAME', 'OUTBOX_DEAD_LETTERS_URL']
            : fn === 'answer'
              ? ['TABLE_NAME']
              : fn === 'disclose'
                ? []
                : state),
          ...(fn === 'work' && service.imports ? ['FILES_BUCKET'] : []),
          ...(fn === 'api' && service.keepsFiles ? ['FILES_BUCKET'] : []),
          ...(fn === 'api' || fn === 'answer' ? ['JOURNAL_TABLE_NAME'] : []),
          ...(fn === 'api' ? ['WATCHED_QUEUES'] : []),
          ...(fn === 'work' ? ['OUTBOX_QUEUE_URL'] : []),
          ...(opensSecrets(service, fn) ? ['SECRETS_KEY_ID'] : []),
          ...(fn === 'api' ? (service.asks ?? []).map((asked) => `${asked.toUpperCase()}_FUNCTION`) : []),
          ...(fn === 'work'
            ? (service.workAsks ?? []).map((asked) => `${asked.toUpperCase()}_FUNCTION`)
            : []),
        ].sort(),
      )
    }
  }
})

test('the console’s function knows where officers sign in, and has a right to nothing but its log', () => {
  const { properties } = functionNamed(site)
  expect(properties.Environment.Variables).toMatchObject({
    ISSUER: 'https://login.tongchou.example',
    CONSOLE_CLIENT: 'tongchou-console',
    CONSOLE_AUDIENCE: 'tongchou',
  })
  const statements = resources('AWS::IAM::Policy')
    .filter(({ stack }) => stack === 'tongchou-console')
    .flatMap((policy) => policy.properties.PolicyDocument.Statement)
  expect(statements.map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']])
})

test('a worker cannot take the concurrency that the answers to hospitals need', () => {
  for (const { properties } of functions) {
    const fn = properties.Description.split(': ')[1]
    expect(properties.ReservedConcurrentExecutions).toBe(
      properties.Description === site ? 20 : { api: 80, work: 10, disclose: 20 }[fn as string],
    )
  }
  const reserved = functions.map(({ properties }) => properties.ReservedConcurrentExecutions ?? 0)
  // Of the thousand that an account has at first, Lambda keeps a hundred for what reserves nothing.
  expect(reserved.reduce((sum, each) => sum + each, 0)).toBeLessThan(900)
})

test('every log is encrypted with the province’s own key, and CloudWatch Logs may use it for logs alone', () => {
  const logs = resources('AWS::Logs::LogGroup')
  expect(logs.length).toBeGreaterThan(functions.length)
  for (const log of logs) expect(JSON.stringify(log.properties.KmsKeyId)).toMatch(/tongchou-foundation:.*Key/)
  const [key] = resources('AWS::KMS::Key')
  expect(key?.properties.KeyPolicy.Statement).toContainEqual(
    expect.objectContaining({
      Principal: {
        Service: {
          'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]],
        },
      },
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': expect.anything() } },
    }),
  )
})

test('every publisher reads the stream from its beginning, in parts, and gives up on a record only when the stream is about to forget it', () => {
  const streams = resources('AWS::Lambda::EventSourceMapping').filter(
    ({ properties }) => properties.StartingPosition,
  )
  expect(streams.map(({ stack }) => stack).sort()).toEqual(
    services.map(({ name }) => `tongchou-${name}`).sort(),
  )
  for (const stream of streams) {
    expect(stream.properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 500,
      MaximumBatchingWindowInSeconds: 1,
      MaximumRecordAgeInSeconds: 23 * 60 * 60,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    expect(stream.properties).not.toHaveProperty('MaximumRetryAttempts')
    expect(referred(stream, stream.properties.FunctionName).properties.Description).toMatch(/: publish$/)
    expect(referred(stream, stream.properties.DestinationConfig.OnFailure.Destination).id).toMatch(
      /^OutboxDeadLetters/,
    )
  }
})
