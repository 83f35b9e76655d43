import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { auditCaseRecords } from '../../supervision/audit-cases.ts'
import {
  claimOfList,
  claimRecoveredKey,
  claimRecoveries,
  recoveryKey,
  recoveryOrders,
} from '../../supervision/recovery-item.ts'
import { withClaims } from './claims.ts'

const claimsOf = (record: Stored): readonly string[] => {
  if (claimRecoveries.is(record)) return [claimOfList(record)]
  return recoveryOrders.is(record) ? recoveryOrders.from(record).parts.map(({ claimId }) => claimId) : []
}

/** What a case, a recovery or a claim's list of recoveries names: recoveries, and lists of claims. */
const namedIn = (record: Stored): readonly Key[] => {
  if (auditCaseRecords.is(record)) {
    const { standing } = auditCaseRecords.from(record)
    return 'recoveryId' in standing ? [recoveryKey(standing.recoveryId)] : []
  }
  return claimRecoveries.is(record)
    ? claimRecoveries.from(record).recoveries.map(({ recoveryId }) => recoveryKey(recoveryId))
    : claimsOf(record).map(claimRecoveredKey)
}

const isOfRecovery = (record: Stored): boolean =>
  auditCaseRecords.is(record) || recoveryOrders.is(record) || claimRecoveries.is(record)

/** Audit cases and recoveries among some records, with all that was recovered of the claims concerned, and these. */
export const wholeRecoveries = async (
  records: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const own = records.filter(isOfRecovery)
  const recoveries = await readWhole(own, namedIn, store)
  return withClaims(recoveries, new Set(recoveries.flatMap(claimsOf)), store)
}
