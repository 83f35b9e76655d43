import type { MeteredStore, openBus } from '#shared/edge/function/clients.ts'
import { openServiceTable, openWorkQueue } from '#shared/edge/function/clients.ts'
import { deployedPolicy } from '#shared/edge/function/deployed-policy.ts'
import type { Policy } from '#shared/policy/policy.ts'

/**
 * What a function is composed over: AWS where it is deployed, stand-ins where it is simulated. What only some functions
 * reach (the bus, the keys, files, other functions) each handler adds, so that the others do not carry its client.
 */
export type Surroundings = {
  /** A client with a meter of its own: of the service's table, or of the door's journal. */
  readonly openTable: (name?: 'TABLE_NAME' | 'JOURNAL_TABLE_NAME') => MeteredStore
  readonly openWorkQueue: typeof openWorkQueue
  readonly policy: () => Policy
}

/** The way to the bus, for functions that publish. */
export type WithBus = { readonly openBus: typeof openBus }

/** What every deployed function has. */
export const deployed: Surroundings = { openTable: openServiceTable, openWorkQueue, policy: deployedPolicy }
