import { expect, test } from 'vitest'
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

test('no grant is for everything: neither an action nor a resource is a wildcard', () => {
  expect(grants.length).toBeGreaterThan(0)
  for (const { policy, actions, statement } of grants) {
    for (const action of actions) expect(action, policy.id).not.toContain('*')
    expect(JSON.stringify(statement.Resource), policy.id).not.toContain('*')
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

test('a journal is written and listed by its door alone, which cannot change an entry', () => {
  const journals = resources('AWS::DynamoDB::Table').filter(({ id }) => id.startsWith('Journal'))
  expect(journals).toHaveLength(services.length)
  for (const { id, stack } of journals) {
    const own = grants.filter(
      ({ policy, statement }) =>
        policy.stack === stack && JSON.stringify(statement.Resource).includes(`"${id}"`),
    )
    expect(own.map(functionOf)).toEqual([expect.stringMatching(/: api$/)])
    expect(own.flatMap(({ actions }) => actions)).toEqual(['dynamodb:PutItem', 'dynamodb:Query'])
  }
})

test('only the workers of the nightly check may read a whole table', () => {
  const checked = services.filter(({ checks }) => checks?.some((check) => check === 'check-records'))
  expect(checked.length).toBeGreaterThan(0)
  expect(withAction('dynamodb:Scan').map(functionOf).sort()).toEqual(
    checked.map(({ name }) => `${name}: work`).sort(),
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

test('a queue is read by its own handler only', () => {
  for (const grant of withAction('sqs:ReceiveMessage')) {
    const queue = referred(grant.policy, grant.statement.Resource)
    expect(functionOf(grant)).toMatch(queue.id.startsWith('Inbox') ? /: consume$/ : /: work$/)
  }
})
