import type { Store } from '#shared/edge/store/store.ts'
import type { ClaimStore } from '../insured-year/store.ts'
import type { AuditCases } from './audit-cases.ts'
import { openAuditCases } from './audit-cases.ts'
import type { Recoveries } from './recoveries.ts'
import { openRecoveries } from './recoveries.ts'
import type { SupervisedClaims } from './supervised-claims.ts'
import { openSupervisedClaims } from './supervised-claims.ts'
import type { SupervisedMonths } from './supervised-months.ts'
import { openSupervisedMonths } from './supervised-months.ts'

/** What supervision reads and writes: claims and months it looks at, the cases it opens, the money it takes back. */
export type Supervision = {
  readonly auditCases: AuditCases
  readonly recoveries: Recoveries
  readonly supervisedClaims: SupervisedClaims
  readonly supervisedMonths: SupervisedMonths
}

/** Opens supervision on the service's table. */
export const openSupervision = (store: Store, claims: ClaimStore): Supervision => ({
  auditCases: openAuditCases(store),
  recoveries: openRecoveries(store, claims),
  supervisedClaims: openSupervisedClaims(store),
  supervisedMonths: openSupervisedMonths(store),
})
