import type { Usage } from '#shared/edge/store/request-meter.ts'

const namespace = 'Tongchou'

/** Emits figures in CloudWatch's embedded format: a line of the log that becomes metrics by service and operation. */
export const emitMetrics = (operation: string, figures: Readonly<Record<string, number>>): void => {
  const service = process.env.SERVICE_NAME ?? 'unknown'
  const names = Object.keys(figures)
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [['service', 'operation']],
            Metrics: names.map((Name) => ({ Name, Unit: 'Count' })),
          },
        ],
      },
      service,
      operation,
      ...figures,
    }),
  )
}

/** Emits what an operation cost at DynamoDB, and how many business cases it was for. */
export const emitUsage = (
  operation: string,
  { roundTrips, readUnits, writeUnits }: Usage,
  cases: number,
): void =>
  emitMetrics(operation, {
    RoundTrips: roundTrips,
    ReadUnits: readUnits,
    WriteUnits: writeUnits,
    Cases: cases,
  })
