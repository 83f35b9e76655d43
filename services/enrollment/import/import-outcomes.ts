/** What runs over files came to, as the invariants see them. */
export type { ImportOutcome } from '#shared/edge/imports/import-records.ts'
export { importOutcomes } from '#shared/edge/imports/import-records.ts'
