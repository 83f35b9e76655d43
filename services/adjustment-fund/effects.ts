import type { SQSClient } from '@aws-sdk/client-sqs'
import { openServiceTable, openWorkQueue } from '#shared/edge/function/clients.ts'
import { deployedPolicy } from '#shared/edge/function/deployed-policy.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** What the adjustment-fund service needs from outside. */
export type Effects = {
  readonly store: Store
  readonly queue: SQSClient
  readonly queueUrl: () => string
  readonly policy: () => Policy
}

const { store, meter } = openServiceTable()

/** Tells the metrics what the work since the last call cost at DynamoDB. */
export const emitCost = meter

/** The real effects, opened once a function. */
export const effects: Effects = { store, ...openWorkQueue(), policy: deployedPolicy }
