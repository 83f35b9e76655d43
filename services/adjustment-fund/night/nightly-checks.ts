import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { invariants } from './invariants.ts'

/** Some hundreds of records a year, which are all compared with each other: every night they are read whole. */
export const nightlyChecks: NightlyChecks = {
  parts: 1,
  looks: [{ invariants, whole: (_, store) => Array.fromAsync(store.scan()) }],
}
