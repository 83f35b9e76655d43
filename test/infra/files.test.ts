import { expect, test } from 'vitest'
import { importKinds } from '#shared/contracts/files.ts'
import { services } from '../../infra/services.ts'
import { compilePattern } from '../../local/bus/patterns/compile.ts'
import { synthesize } from './synthesize.ts'

const { resources, referred, text } = synthesize('standard')
const buckets = resources('AWS::S3::Bucket')
const bucket = buckets[0]

test('what is public stands in a bucket of its own, as shut as the other, and is kept for good', () => {
  expect(buckets).toHaveLength(2)
  const [, publicFiles] = buckets
  const { NotificationConfiguration: _, LifecycleConfiguration, ...rest } = publicFiles?.properties ?? {}
  const { NotificationConfiguration: __, LifecycleConfiguration: ___, ...shut } = bucket?.properties ?? {}
  expect(rest).toEqual(shut)
  expect(publicFiles?.deletionPolicy).toBe('Retain')
  expect(JSON.stringify(LifecycleConfiguration)).not.toContain('ExpirationInDays')
})

test('one bucket takes files: encrypted by the key of all data, shut to the public, versioned, kept with its stack', () => {
  expect(bucket?.deletionPolicy).toBe('Retain')
  expect(bucket?.properties).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
          },
        },
      ],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
  })
  expect(bucket?.properties.LifecycleConfiguration.Rules).toEqual([
    {
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      ExpirationInDays: 90,
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      Status: 'Enabled',
    },
  ])
})

test('it is reached by TLS only, and the policy lets nobody in', () => {
  const statements = resources('AWS::S3::BucketPolicy').flatMap(
    ({ properties }) => properties.PolicyDocument.Statement,
  )
  expect(statements.map(({ Effect }: { Effect: string }) => Effect)).not.toContain('Allow')
  expect(statements).toContainEqual(
    expect.objectContaining({
      ...{ Action: 's3:*', Effect: 'Deny', Principal: { AWS: '*' } },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  )
})

const rulesOfFiles = resources('AWS::Events::Rule').filter(({ properties }) =>
  properties.EventPattern?.source?.includes('aws.s3'),
)

test('each kind of file reaches the work queue of the one service that takes it, with dead letters', () => {
  const rules = rulesOfFiles.filter(({ stack }) => stack !== 'tongchou-foundation')
  const taken = services.flatMap(({ name, imports = [] }) =>
    imports.map((kind) => [`tongchou-${name}`, kind]),
  )
  expect(taken.map(([, kind]) => kind).sort()).toEqual([...importKinds].sort())
  expect(
    rules
      .map(({ stack, properties }) => `${stack} ${properties.EventPattern.detail.object.key[0].prefix}`)
      .sort(),
  ).toEqual(taken.map(([stack, kind]) => `${stack} imports/${kind}/`).sort())
  for (const { properties } of rules) {
    expect(properties.EventBusName).toBeUndefined()
    expect(properties.EventPattern['detail-type']).toEqual(['Object Created'])
    expect(properties.Targets[0].DeadLetterConfig).toBeDefined()
  }
})

test('a file that no service reads is kept with the unknown events, which an alarm tells; no other file is', () => {
  const [rule, ...others] = rulesOfFiles.filter(({ stack }) => stack === 'tongchou-foundation')
  if (rule === undefined) throw new Error('No rule looks out for files that nobody reads.')
  expect(others).toEqual([])
  const { EventBusName, EventPattern, Targets } = rule.properties
  expect(EventBusName).toBeUndefined()
  expect(EventPattern.detail.bucket.name).toEqual([{ Ref: bucket?.id }])
  expect(referred(rule, Targets[0].Arn).id).toMatch(/^UnknownEventsUnknownQueue/)

  const matches = compilePattern({ detail: { object: EventPattern.detail.object } })
  const isKept = (key: string, size = 10) => matches({ detail: { object: { key, size } } })
  expect(isKept('imports/wage-lists/340100/may.csv')).toBe(true)
  expect(isKept('imports/person/340100/may.csv')).toBe(true)
  expect(isKept('may.csv')).toBe(true)
  expect(importKinds.filter((kind) => isKept(`imports/${kind}/340100/may.csv`))).toEqual([])
  expect(isKept('settlement/catalogue/W1')).toBe(false)
  expect(isKept('imports/wage-lists/', 0)).toBe(false)
})

test('a function reads no more of the bucket than its kinds of files and those of its own service', () => {
  const granted = resources('AWS::IAM::Policy').flatMap(({ stack, properties }) =>
    properties.PolicyDocument.Statement.filter(({ Action }: { Action: string | string[] }) =>
      [Action].flat().some((action) => action.startsWith('s3:')),
    ).flatMap(({ Action, Resource }: { Action: string; Resource: unknown }) =>
      [Resource]
        .flat()
        .map((each) => [
          stack,
          [Action].flat().sort().join(),
          /\/[a-z/-]+\*/.exec(JSON.stringify(each))?.[0],
        ]),
    ),
  )
  expect([...new Set(granted.map((each) => each.join(' ')))].sort()).toEqual([
    ...['s3:GetObject /public/*', 's3:GetObject,s3:PutObject /public/*', 's3:ListBucket '].map(
      (grant) => `tongchou-budget ${grant}`,
    ),
    ...['bases', 'compare-employers', 'employers', 'market-entities', 'payments', 'wages'].map(
      (kind) => `tongchou-contribution s3:GetObject /imports/${kind}/*`,
    ),
    ...[
      ...['compare-aid', 'compare-births', 'compare-disabled', 'compare-identities', 'compare-rural'],
      ...['compare-students', 'deaths', 'disabled', 'persons', 'reports', 'retirees', 'roster', 'students'],
    ].map((kind) => `tongchou-enrollment s3:GetObject /imports/${kind}/*`),
    'tongchou-settlement s3:GetObject /imports/catalogue/*',
    'tongchou-settlement s3:GetObject,s3:PutObject /settlement/*',
  ])
  expect(text).not.toContain('s3:DeleteObject')
})

test('a sender may put files under its own prefix, and nothing else', () => {
  const principal = 'arn:aws-cn:iam::1:role/civil-affairs'
  const filesFrom = [{ principal, kind: 'persons' as const, division: '340100' }]
  const [policy] = synthesize('china', { written: { filesFrom } }).resources('AWS::S3::BucketPolicy')
  const allowed = policy?.properties.PolicyDocument.Statement.filter(
    ({ Effect }: { Effect: string }) => Effect === 'Allow',
  )
  expect(allowed).toMatchObject([
    { Action: ['s3:AbortMultipartUpload', 's3:PutObject'], Principal: { AWS: principal } },
  ])
  expect(JSON.stringify(allowed)).toContain('/imports/persons/340100/*')
})
