import { expect, test } from 'vitest'
import { services } from '../../infra/services.ts'
import { compilePattern } from '../../local/bus/patterns/compile.ts'
import { synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')

test.each(services)('the publisher of $name is shown the kinds it publishes, and no others', (service) => {
  const mappings = resources('AWS::Lambda::EventSourceMapping').filter(
    (mapping) =>
      mapping.stack === `tongchou-${service.name}` &&
      referred(mapping, mapping.properties.FunctionName).properties.Description ===
        `${service.name}: publish`,
  )
  const [stream, ...others] = mappings.filter(({ id }) => !id.startsWith('OutboxAgain'))
  expect(others).toEqual([])
  // Beside its stream it reads what is to be published once more, and nothing else.
  expect(mappings).toHaveLength(2)
  const [filter, ...more] = stream?.properties.FilterCriteria.Filters ?? []
  expect(more).toEqual([])
  const matches = compilePattern(JSON.parse(filter.Pattern))
  const shown = (kind: string) => matches({ dynamodb: { NewImage: { kind: { S: kind } } } })
  expect(service.publishes.length).toBeGreaterThan(0)
  for (const kind of service.publishes) expect(shown(kind), kind).toBe(true)
  expect(shown('journal-entry')).toBe(false)
  expect(matches({ dynamodb: { Keys: { pk: { S: 'gone' } } } })).toBe(false)
})

test.each(services)('the publisher of $name may speak as that service only', ({ name }) => {
  const statements = resources('AWS::IAM::Policy')
    .filter(({ stack }) => stack === `tongchou-${name}`)
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().includes('events:PutEvents'))
  expect(statements).toMatchObject([
    { Effect: 'Allow', Condition: { StringEquals: { 'events:source': `tongchou.${name}` } } },
  ])
})

test('nobody outside may put events on the bus, unless the deployment names them and what they speak as', () => {
  expect(resources('AWS::Events::EventBusPolicy')).toEqual([])
  const principal = 'arn:aws-cn:iam::111122223333:role/tax-gateway'
  const named = synthesize('china', { written: { eventsFrom: [{ principal, feed: 'tax' }] } })
  const policies = named.resources('AWS::Events::EventBusPolicy')
  expect(policies.map(({ properties }) => properties.Statement)).toMatchObject([
    {
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Principal: { AWS: principal },
      Condition: { StringEquals: { 'events:source': 'tongchou.tax' } },
    },
  ])
})
