import { expect, test } from 'vitest'
import { services } from '../../infra/services.ts'
import { synthesize } from './synthesize.ts'

const { resources } = synthesize('standard')
const tables = resources('AWS::DynamoDB::Table')

test('every service has one table of its own', () => {
  expect(tables.map((table) => table.stack).sort()).toEqual(
    services.map((service) => `tongchou-${service.name}`).sort(),
  )
})

test.each(tables)('the table of $stack survives mistakes and tells what was recorded', (table) => {
  expect(table.deletionPolicy).toBe('Retain')
  expect(table.properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
})

test.each(tables)("the table of $stack is encrypted with the province's own key", (table) => {
  expect(table.properties.SSESpecification).toEqual({
    SSEEnabled: true,
    SSEType: 'KMS',
    KMSMasterKeyId: { 'Fn::ImportValue': expect.stringMatching(/^tongchou-foundation:.*Key/) },
  })
})

test.each(services)('the table of $name has the keys and indexes that the service declares', (service) => {
  const table = tables.find(({ stack }) => stack === `tongchou-${service.name}`)
  expect(table?.properties.KeySchema).toEqual([
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ])
  const indexes = table?.properties.GlobalSecondaryIndexes ?? []
  expect(indexes).toEqual(
    service.indexes.map((index) => ({
      IndexName: index,
      KeySchema: [
        { AttributeName: `${index}pk`, KeyType: 'HASH' },
        { AttributeName: `${index}sk`, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: service.keysOnly?.includes(index) ? 'KEYS_ONLY' : 'ALL' },
    })),
  )
})
