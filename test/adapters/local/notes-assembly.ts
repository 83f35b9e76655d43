import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const functions = ['record', 'publish', 'copy'] as const
type FunctionName = (typeof functions)[number]

const getAtt = (logicalId: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [logicalId, attribute] })

const lambda = (name: FunctionName, environment: Record<string, unknown>) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: { 'Fn::Join': ['-', ['assets', { Ref: 'AWS::AccountId' }]] }, S3Key: `${name}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: 20,
    Environment: { Variables: { SERVICE_NAME: 'notes', ...environment } },
  },
})

const table = (stream: boolean) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    ...(stream && { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
  },
})

const resources = {
  Notes: table(true),
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'notes' } },
  Record: lambda('record', { TABLE_NAME: { Ref: 'Notes' } }),
  Publish: lambda('publish', { BUS_NAME: { Ref: 'Bus' } }),
  Copy: lambda('copy', { TABLE_NAME: { Ref: 'Notes' } }),
  DeadLetters: { Type: 'AWS::SQS::Queue', Properties: {} },
  Inbox: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 120,
      RedrivePolicy: { deadLetterTargetArn: getAtt('DeadLetters'), maxReceiveCount: 3 },
    },
  },
  Outbox: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: getAtt('Notes', 'StreamArn'),
      FunctionName: { Ref: 'Publish' },
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: {
        Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { sk: { S: ['NOTE'] } } } }) }],
      },
    },
  },
  Delivery: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: getAtt('Inbox'),
      FunctionName: { Ref: 'Copy' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['notes'] },
      Targets: [{ Id: 'Inbox', Arn: getAtt('Inbox') }],
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'notes', ProtocolType: 'HTTP' } },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: getAtt('Record'),
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'POST /notes',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    },
  },
}

/**
 * Writes a cloud assembly of one small system. Notes posted to an API are recorded in a table, published on a bus and
 * copied by a consumer.
 */
export const writeNotesAssembly = async (directory: string): Promise<void> => {
  mkdirSync(directory, { recursive: true })
  await build({
    absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
    entryPoints: functions.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as cr } from 'node:module';const require = cr(import.meta.url);",
    },
  })
  const files = Object.fromEntries(
    functions.map((name) => [
      name,
      { source: { path: name }, destinations: { here: { objectKey: `${name}.zip` } } },
    ]),
  )
  const write = (file: string, content: unknown) =>
    writeFileSync(join(directory, file), JSON.stringify(content))
  write('notes.template.json', { Resources: resources })
  write('notes.assets.json', { files })
  write('manifest.json', {
    artifacts: {
      'notes.assets': { type: 'cdk:asset-manifest', properties: { file: 'notes.assets.json' } },
      notes: { type: 'aws:cloudformation:stack', properties: { templateFile: 'notes.template.json' } },
    },
  })
}
