import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { invariants } from './invariants.ts'
import { whatWaits } from './what-waits.ts'

/** Some hundreds of records a year, which are all compared with each other: every night they are read whole. */
export const nightlyChecks = (policy: () => Policy): NightlyChecks => ({
  parts: 1,
  waits: () => whatWaits(policy()),
  looks: [{ invariants, whole: (_, store) => Array.fromAsync(store.scan()) }],
})
