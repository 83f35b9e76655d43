import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { raiseAlarm } from './alarm.ts'

/** What the functions ask of a table. */
const operations = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
]

/** Two alarms of a table: it throttles what is asked of it, and it fails by its own fault. */
export const watchTable = (
  scope: Construct,
  id: string,
  { table, service, alarms }: { readonly table: Table; readonly service: string; readonly alarms: ITopic },
): void => {
  raiseAlarm(scope, `${id}Throttles`, {
    alarms,
    metric: ({ period }) =>
      new MathExpression({
        expression: 'FILL(r, 0) + FILL(w, 0)',
        usingMetrics: {
          r: table.metric('ReadThrottleEvents', { statistic: 'Sum' }),
          w: table.metric('WriteThrottleEvents', { statistic: 'Sum' }),
        },
        ...(period && { period }),
      }),
    tolerated: 0,
    minutes: 5,
    meaning: `${service}: the database throttles requests.`,
    section: 'database-refuses',
  })
  raiseAlarm(scope, `${id}Errors`, {
    alarms,
    metric: ({ period }) => table.metricSystemErrorsForOperations({ operations, ...(period && { period }) }),
    tolerated: 0,
    minutes: 3,
    meaning: `${service}: the database fails by its own fault.`,
    section: 'database-refuses',
  })
}
