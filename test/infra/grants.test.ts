import { expect, test } from 'vitest'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { services } from '../../infra/services.ts'
import { type Resource, synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')

type Statement = {
  readonly Action: string | readonly string[]
  readonly Resource: unknown
  readonly Condition?: unknown
}
type Grant = { readonly policy: Resource; readonly actions: readonly string[]; readonly statement: Statement }

const listOf = <Value>(value: Value | readonly Value[]): readonly Value[] =>
  Array.isArray(value) ? value : [value as Value]

const grants: readonly Grant[] = resources('AWS::IAM::Policy').flatMap((policy) =>
  (policy.properties.PolicyDocument.Statement as Statement[]).map((statement) => ({
    policy,
    actions: listOf(statement.Action),
    statement,
  })),
)

const withAction = (action: string) => grants.filter(({ actions }) => actions.includes(action))

const functionOf = ({ policy }: Grant): string => {
  const fn = resources('AWS::Lambda::Function').find(
    (candidate) =>
      candidate.stack === policy.stack &&
      referred(candidate, candidate.properties.Role).id === referred(policy, policy.properties.Roles[0]).id,
  )
  return fn?.properties.Description ?? `${policy.stack}/${policy.id}`
}

/** Objects have no names before they come: a grant for them ends behind a folder of the bucket, and nowhere before. */
const underFolder = /-files-arn"\},"\/(?:imports\/)?[a-z-]+\/\*"/g

test('no grant is for everything: neither an action nor a resource is a wildcard', () => {
  expect(grants.length).toBeGreaterThan(0)
  for (const { policy, actions, statement } of grants) {
    for (const action of actions) expect(action, policy.id).not.toContain('*')
    expect(JSON.stringify(statement.Resource).replace(underFolder, ''), policy.id).not.toContain('*')
  }
})

test('no role takes a policy that AWS writes, but the one that AWS Backup itself takes', () => {
  const managed = resources('AWS::IAM::Role').filter(({ properties }) => properties.ManagedPolicyArns)
  expect(managed).toHaveLength(1)
  for (const { properties } of managed) {
    expect(JSON.stringify(properties.ManagedPolicyArns)).toMatch(/AWSBackupServiceRolePolicyForBackup"/)
    expect(JSON.stringify(properties.AssumeRolePolicyDocument)).toContain('"backup.amazonaws.com"')
  }
})

const heartbeat = 'province: heartbeat'

test('the heartbeat reads single items of tables and does nothing else with them', () => {
  const own = grants.filter((grant) => functionOf(grant) === heartbeat)
  const ofTables = own.flatMap(({ actions }) => actions.filter((action) => action.startsWith('dynamodb:')))
  expect([...new Set(ofTables)]).toEqual(['dynamodb:GetItem'])
})

test("a service's functions reach its own table and no other", () => {
  for (const grant of grants.filter(({ actions }) => actions.some((action) => /^dynamodb:/.test(action)))) {
    // A table of another stack could only be named by an import or by its full name.
    const text = JSON.stringify(grant.statement.Resource)
    if (functionOf(grant) === heartbeat) continue
    expect(text, functionOf(grant)).not.toContain('Fn::ImportValue')
    const own = resources('AWS::DynamoDB::Table').filter(({ stack }) => stack === grant.policy.stack)
    expect(own.filter(({ id }) => text.includes(`"${id}"`))).toHaveLength(1)
  }
})

test('counters change only inside transactions', () => {
  for (const action of ['dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem']) {
    const writers = withAction(action)
    expect(writers.length).toBeGreaterThan(0)
    for (const { statement } of writers) {
      expect(statement.Condition).toEqual({
        'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': 'TransactWriteItems' },
      })
    }
  }
})

test('nobody may delete what was recorded', () => {
  for (const action of ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']) {
    expect(withAction(action).map(functionOf)).toEqual([])
  }
})

test('a journal is written and listed by its door, and written by what answers other services; nobody can change an entry', () => {
  const journals = resources('AWS::DynamoDB::Table').filter(({ id }) => id.startsWith('Journal'))
  expect(journals).toHaveLength(services.length)
  for (const { id, stack } of journals) {
    const { answers } = services.find(({ name }) => stack === `tongchou-${name}`) ?? {}
    const own = grants.filter(
      ({ policy, statement }) =>
        policy.stack === stack && JSON.stringify(statement.Resource).includes(`"${id}"`),
    )
    expect(own.map((grant) => [functionOf(grant).split(': ')[1], ...grant.actions])).toEqual([
      ['api', 'dynamodb:PutItem', 'dynamodb:Query'],
      ...(answers ? [['answer', 'dynamodb:PutItem']] : []),
    ])
  }
})

test('only workers may read a whole table: for the nightly check, and for what is published once more', () => {
  const withWork = services.filter(({ work }) => work)
  expect(withWork.length).toBeGreaterThan(0)
  expect(withAction('dynamodb:Scan').map(functionOf).sort()).toEqual(
    withWork.map(({ name }) => `${name}: work`).sort(),
  )
})

test('only publishers put events on the bus, and they cannot change what was recorded', () => {
  const publishers = withAction('events:PutEvents').map(functionOf).sort()
  const streamReaders = withAction('dynamodb:GetRecords').map(functionOf).sort()
  expect(publishers).toEqual(streamReaders)
  for (const name of publishers) expect(name).toMatch(/: publish$/)
  expect(
    withAction('dynamodb:PutItem')
      .map(functionOf)
      .filter((name) => publishers.includes(name)),
  ).toEqual([])
})

/** Whose handler reads a queue, by its name; runs are the worker's. */
const readers: readonly (readonly [queue: RegExp, handler: RegExp])[] = [
  [/^(?:Inbox|Counting)/, /: consume$/],
  [/^OutboxAgain/, /: publish$/],
]

test('a queue is read by its own handler only; its dead letters by the API as well, and what nobody knows by one', () => {
  const unknown: string[] = []
  for (const grant of withAction('sqs:ReceiveMessage')) {
    for (const resource of listOf(grant.statement.Resource)) {
      if (JSON.stringify(resource).includes('UnknownEvents')) {
        unknown.push(functionOf(grant))
        continue
      }
      const { id } = referred(grant.policy, resource)
      if (/: api$/.test(functionOf(grant))) {
        expect(id).toContain('DeadLetters')
        continue
      }
      const handler = readers.find(([queue]) => queue.test(id))?.[1] ?? /: work$/
      expect(functionOf(grant)).toMatch(handler)
    }
  }
  expect(unknown).toEqual([expect.stringMatching(/budget: api$/)])
})

test('a consumer sends to the queues of its own inbox and to their dead letters, and to its runs', () => {
  const sending = withAction('sqs:SendMessage').filter((grant) => /: consume$/.test(functionOf(grant)))
  expect(sending).toHaveLength(services.filter(({ consumes }) => consumes.length > 0).length)
  for (const grant of sending)
    for (const resource of listOf(grant.statement.Resource))
      expect(referred(grant.policy, resource).id).toMatch(
        /^(?:Inbox|Counting)Events(?:Queue|DeadLettersQueue)|^RunsUnitsQueue/,
      )
})

const secretsKeys = resources('AWS::KMS::Key').filter(({ id }) => id.startsWith('Secrets'))

const onKeyOf = (stack: string): readonly Grant[] => {
  const key = secretsKeys.find((each) => each.stack === stack)
  return grants.filter(
    ({ policy, statement }) =>
      policy.stack === stack && JSON.stringify(statement.Resource).includes(`"${key?.id}"`),
  )
}

test('names and certificates have a key of their own, turned every year and never deleted', () => {
  expect(secretsKeys.map(({ stack }) => stack).sort()).toEqual(
    services
      .flatMap(({ name, ...service }) =>
        'secrets' in service && service.secrets ? [`tongchou-${name}`] : [],
      )
      .sort(),
  )
  for (const key of secretsKeys) {
    expect(key.properties.EnableKeyRotation).toBe(true)
    expect(key.deletionPolicy).toBe('Retain')
  }
})

test("only the door, what answers other services and the worker use that key, and only for the service's own data", () => {
  for (const { stack } of secretsKeys) {
    const uses = onKeyOf(stack)
    const { secrets, answers } = services.find(
      ({ name }) => stack === `tongchou-${name}`,
    ) as ServiceDeclaration
    const others = [
      ...(answers ? [['answer', 'kms:Decrypt']] : []),
      ['work', 'kms:Decrypt', 'kms:GenerateDataKey'],
    ]
    expect(uses.map((grant) => [functionOf(grant).split(': ')[1], ...grant.actions])).toEqual([
      ['api', 'kms:Decrypt', 'kms:GenerateDataKey'],
      ...(secrets === 'door' ? [] : others),
    ])
    for (const { statement } of uses)
      expect(statement.Condition).toEqual({
        StringEquals: { 'kms:EncryptionContext:service': stack.replace('tongchou-', '') },
      })
  }
})

test('a function is invoked by another only where its service says that it asks', () => {
  const asking = (services as readonly ServiceDeclaration[]).flatMap(({ name, asks = [], workAsks = [] }) => [
    ...asks.map((asked) => [`${name}: api`, asked]),
    ...workAsks.map((asked) => [`${name}: work`, asked]),
  ])
  const invoking = withAction('lambda:InvokeFunction').map((grant) => [
    functionOf(grant),
    /tongchou-([a-z-]+):/.exec(JSON.stringify(grant.statement.Resource))?.[1],
  ])
  expect(asking).toEqual([
    ['contribution: api', 'enrollment'],
    ['contribution: work', 'enrollment'],
    ['settlement: api', 'enrollment'],
  ])
  expect(invoking).toEqual(asking)
})
