import * as z from 'zod'
import type { Units } from '../contracts.ts'

const line = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })),
  }),
  service: z.string(),
  operation: z.string(),
})

export type MetricSums = {
  /** Adds the metrics of a log line, if it is one in CloudWatch's embedded metric format. */
  readonly read: (logLine: string) => void
  readonly sums: () => Units
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const sumOf = (value: unknown): number => {
  const values = Array.isArray(value) ? value : [value]
  return values.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0)
}

/** Sums what functions measure, as CloudWatch would, by `<service>/<operation>`; `Count` counts the lines. */
export const createMetricSums = (): MetricSums => {
  const sums = new Map<string, Record<string, number>>()
  return {
    read: (logLine) => {
      if (!logLine.includes('"_aws"')) return
      const parsed = line.safeParse(parse(logLine))
      if (!parsed.success) return
      const metrics = parsed.data
      const key = `${metrics.service}/${metrics.operation}`
      const sum = sums.get(key) ?? { Count: 0 }
      sums.set(key, sum)
      sum.Count = (sum.Count ?? 0) + 1
      const names = metrics._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name))
      for (const name of new Set(names)) sum[name] = (sum[name] ?? 0) + sumOf(metrics[name])
    },
    sums: () =>
      Object.fromEntries(
        [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, sum]) => [key, { ...sum }]),
      ),
  }
}
