import type { Store, Stored } from '#shared/edge/store/store.ts'
import { decisionRecords, institutionOf, institutionRecords } from '../../institution/institution-items.ts'

/** The institutions among some records, each with the decisions about it, and the other way round. */
export const wholeInstitutions = async (
  records: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const codes = new Set([
    ...records.filter(institutionRecords.is).map((record) => institutionOf(record).code),
    ...records.filter(decisionRecords.is).map((record) => decisionRecords.from(record).code),
  ])
  const keys = [...codes].flatMap((code) => [institutionRecords.key({ code }), decisionRecords.key({ code })])
  const found = keys.length === 0 ? [] : await store.getMany(keys)
  return found.flatMap((item) => item ?? [])
}
