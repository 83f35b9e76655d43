import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import type { ClaimRecoveredItem, RecoveryItem } from '../../supervision/recovery-item.ts'
import { claimRecoveredKey, recoveryKey } from '../../supervision/recovery-item.ts'
import type { AuditCase } from '../../supervision/rules/audit-case.ts'
import { withClaims } from './claims.ts'

const kinds: readonly unknown[] = ['audit-case', 'recovery-ordered', 'claim-recovered']

const claimOfList = ({ pk }: Key): string => pk.slice(claimRecoveredKey('').pk.length)
const claimsOf = (record: Stored): readonly string[] => {
  if (record.kind === 'claim-recovered') return [claimOfList(record)]
  return record.kind === 'recovery-ordered'
    ? (record as unknown as RecoveryItem).parts.map(({ claimId }) => claimId)
    : []
}

/** What a case, a recovery or a claim's list of recoveries names: recoveries, and lists of claims. */
const namedIn = (record: Stored): readonly Key[] => {
  if (record.kind === 'audit-case') {
    const { standing } = record as unknown as AuditCase
    return 'recoveryId' in standing ? [recoveryKey(standing.recoveryId)] : []
  }
  return record.kind === 'claim-recovered'
    ? (record as unknown as ClaimRecoveredItem).recoveries.map(({ recoveryId }) => recoveryKey(recoveryId))
    : claimsOf(record).map(claimRecoveredKey)
}

/** Audit cases and recoveries among some records, with all that was recovered of the claims concerned, and these. */
export const wholeRecoveries = async (
  records: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const own = records.filter(({ kind }) => kinds.includes(kind))
  const recoveries = await readWhole(own, namedIn, store)
  return withClaims(recoveries, new Set(recoveries.flatMap(claimsOf)), store)
}
