/** What runs over files came to, as the invariants see them. */
export { importOutcomes } from '#shared/edge/imports/import-records.ts'
