import * as z from 'zod'
import type { Table } from '../model.ts'
import { arn, emulated, ignored, type ResourceType } from '../resource-type.ts'

const key = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))

const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: key,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ProvisionedThroughput: ignored('capacity is not emulated'),
  OnDemandThroughput: ignored('capacity is not emulated'),
  WriteProvisionedThroughputSettings: ignored('capacity is not emulated'),
  WriteOnDemandThroughputSettings: ignored('capacity is not emulated'),
  ContributorInsightsSpecification: ignored('there is no CloudWatch'),
  WarmThroughput: ignored('capacity is not emulated'),
})

const common = {
  TableName: z.string().optional(),
  KeySchema: key,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(index).optional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
  BillingMode: ignored('capacity is not emulated'),
  SSESpecification: ignored('encryption at rest is not emulated'),
  WarmThroughput: ignored('capacity is not emulated'),
}

const streamView = z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'])

type Properties = {
  readonly KeySchema: Table['key']
  readonly AttributeDefinitions: Table['attributes']
  readonly GlobalSecondaryIndexes?: Table['indexes'] | undefined
  readonly StreamSpecification?: { readonly StreamViewType: z.output<typeof streamView> } | undefined
  readonly TimeToLiveSpecification?:
    | { readonly AttributeName?: string | undefined; readonly Enabled: boolean }
    | undefined
}

const toTable = (name: string, properties: Properties): Table => {
  const timeToLive = properties.TimeToLiveSpecification
  return {
    name,
    attributes: properties.AttributeDefinitions,
    key: properties.KeySchema,
    indexes: (properties.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    })),
    ...(properties.StreamSpecification && { stream: properties.StreamSpecification.StreamViewType }),
    ...(timeToLive?.Enabled && timeToLive.AttributeName && { timeToLiveAttribute: timeToLive.AttributeName }),
  }
}

const identity: ResourceType['identity'] = (name, place) => {
  const tableArn = arn(place, 'dynamodb', `table/${name}`)
  return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local`, TableId: name } }
}

/** A table by `dynamodb.Table`. */
export const table = emulated({
  nameProperty: 'TableName',
  identity,
  properties: z.strictObject({
    ...common,
    StreamSpecification: z
      .strictObject({ StreamViewType: streamView, ResourcePolicy: ignored('IAM is not emulated') })
      .optional(),
    ContributorInsightsSpecification: ignored('there is no CloudWatch'),
    DeletionProtectionEnabled: ignored('--fresh deletes the data on purpose'),
    KinesisStreamSpecification: z.never().optional(),
    PointInTimeRecoverySpecification: ignored('there are no backups'),
    ProvisionedThroughput: ignored('capacity is not emulated'),
    OnDemandThroughput: ignored('capacity is not emulated'),
    ResourcePolicy: ignored('IAM is not emulated'),
    TableClass: ignored('storage classes are not emulated'),
    Tags: ignored('tags have no effect'),
  }),
  add: (properties, { name }, draft) => {
    draft.tables.push(toTable(name, properties))
  },
})

/** A table by `dynamodb.TableV2`, in one region. */
export const globalTable = emulated({
  nameProperty: 'TableName',
  identity,
  properties: z.strictObject({
    ...common,
    StreamSpecification: z.strictObject({ StreamViewType: streamView }).optional(),
    Replicas: z.array(z.unknown()).max(1, 'more than one replica is not emulated'),
    WriteProvisionedThroughputSettings: ignored('capacity is not emulated'),
    WriteOnDemandThroughputSettings: ignored('capacity is not emulated'),
  }),
  add: (properties, { name }, draft) => {
    draft.tables.push(toTable(name, properties))
  },
})
