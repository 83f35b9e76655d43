import { expect, test } from 'vitest'
import { services } from '../../infra/services.ts'
import { compilePattern } from '../../local/bus/patterns/compile.ts'
import { synthesize } from './synthesize.ts'

const { resources, referred } = synthesize('standard')

test.each(services)('the publisher of $name is shown the kinds it publishes, and no others', (service) => {
  const [stream, ...others] = resources('AWS::Lambda::EventSourceMapping').filter(
    (mapping) =>
      mapping.stack === `tongchou-${service.name}` &&
      referred(mapping, mapping.properties.FunctionName).properties.Description ===
        `${service.name}: publish`,
  )
  expect(others).toEqual([])
  const [filter, ...more] = stream?.properties.FilterCriteria.Filters ?? []
  expect(more).toEqual([])
  const matches = compilePattern(JSON.parse(filter.Pattern))
  const shown = (kind: string) => matches({ dynamodb: { NewImage: { kind: { S: kind } } } })
  expect(service.publishes.length).toBeGreaterThan(0)
  for (const kind of service.publishes) expect(shown(kind), kind).toBe(true)
  expect(shown('journal-entry')).toBe(false)
  expect(matches({ dynamodb: { Keys: { pk: { S: 'gone' } } } })).toBe(false)
})
