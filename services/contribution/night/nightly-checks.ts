import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { readCompared } from './compared.ts'
import { ownInvariants } from './invariants.ts'

/**
 * Every bill against its payments, every income account's total against its sweeps, every statement against its parts
 * and its bill. Whether an account received the sum of its payments is a sum over a city's year, which no page holds.
 * So is whether a statement counted those whose bills name it: `npm run verify` alone judges these. A year of 60
 * million persons is some ninety thousand pages, of which a part is seven hundred. There are many more parts than are
 * worked on side by side, so these are all busy to the end. Other work of the queue waits for one call and not for a
 * part.
 */
export const nightlyChecks: NightlyChecks = {
  parts: 128,
  looks: [{ invariants: ownInvariants, whole: readCompared }],
}
