import { expect, test } from 'vitest'
import { services } from '../../infra/services.ts'
import { synthesize } from './synthesize.ts'

const { resources } = synthesize('standard')
const all = resources('AWS::DynamoDB::Table')
const tables = all.filter(({ id }) => id.startsWith('Table'))
const journals = all.filter(({ id }) => id.startsWith('Journal'))

test('every service has one table of its own', () => {
  expect(tables.map((table) => table.stack).sort()).toEqual(
    services.map((service) => `tongchou-${service.name}`).sort(),
  )
})

test('the door of every service has a journal of its own, apart from the records', () => {
  expect(journals.map((table) => table.stack).sort()).toEqual(
    services.map((service) => `tongchou-${service.name}`).sort(),
  )
  expect(tables.length + journals.length).toBe(all.length)
})

test.each(journals)('the journal of $stack survives mistakes', (table) => {
  expect(table.deletionPolicy).toBe('Retain')
  expect(table.properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  })
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

test('every table is copied each day and each week, and kept as long as the deployment says', () => {
  const [plan] = resources('AWS::Backup::BackupPlan')
  const rules = plan?.properties.BackupPlan.BackupPlanRule
  expect(
    rules.map(({ RuleName, Lifecycle, ScheduleExpression }: Record<string, never>) => [
      ...[RuleName, Lifecycle, ScheduleExpression],
    ]),
  ).toEqual([
    ['daily', { DeleteAfterDays: 35 }, 'cron(30 21 * * ? *)'],
    ['weekly', { DeleteAfterDays: 365 }, 'cron(30 22 ? * SAT *)'],
  ])
  const [selection] = resources('AWS::Backup::BackupSelection')
  expect(selection?.properties.BackupSelection.Resources).toHaveLength(all.length)
})

test.each(all)("the table $id of $stack is encrypted with the province's own key", (table) => {
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
