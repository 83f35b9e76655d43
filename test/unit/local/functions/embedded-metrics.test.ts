import { expect, test } from 'vitest'
import { createMetricSums } from '../../../../local/functions/embedded-metrics.ts'

const line = (values: Record<string, unknown>, names: string[]) =>
  JSON.stringify({
    ...values,
    _aws: { CloudWatchMetrics: [{ Metrics: names.map((Name) => ({ Name })) }] },
  })

test('metrics are summed by service and operation, lists value by value, and lines are counted', () => {
  const { read, sums } = createMetricSums()
  read(line({ service: 'settlement', operation: 'settle', WriteUnits: 6 }, ['WriteUnits']))
  read(
    line({ service: 'settlement', operation: 'settle', WriteUnits: [2, 1], ReadUnits: 0.5 }, [
      'WriteUnits',
      'ReadUnits',
    ]),
  )
  read(line({ service: 'budget', operation: 'apply', WriteUnits: 1 }, ['WriteUnits']))
  expect(sums()).toEqual({
    'budget/apply': { Count: 1, WriteUnits: 1 },
    'settlement/settle': { Count: 2, WriteUnits: 9, ReadUnits: 0.5 },
  })
})

test('a value that the directive does not name is not a metric', () => {
  const { read, sums } = createMetricSums()
  read(line({ service: 'budget', operation: 'apply', WriteUnits: 1, Elapsed: 12 }, ['WriteUnits']))
  expect(sums()).toEqual({ 'budget/apply': { Count: 1, WriteUnits: 1 } })
})

test('other lines are left alone', () => {
  const { read, sums } = createMetricSums()
  for (const text of ['plain text', '{"level":"INFO"}', '{"_aws": broken', '{"_aws":{}}']) read(text)
  expect(sums()).toEqual({})
})
