import { invariants as ofAdjustmentFund } from '../../services/adjustment-fund/night/invariants.ts'
import { invariants as ofBudget } from '../../services/budget/nightly-check/invariants.ts'
import { invariants as ofContribution } from '../../services/contribution/night/invariants.ts'
import { invariants as ofEnrollment } from '../../services/enrollment/coverage/invariants.ts'
import { invariants as ofSettlement } from '../../services/settlement/night/invariants.ts'
import type { CrossCheck } from './check.ts'
import { ofService } from './check.ts'
import { accountCredits } from './cross/account-credits.ts'
import { adjustmentInLedger } from './cross/adjustment-in-ledger.ts'
import { claimsInEntitlement } from './cross/claims-in-entitlement.ts'
import { claimsInLedger } from './cross/claims-in-ledger.ts'
import { closedYears } from './cross/closed-years.ts'
import { contributionsInLedger } from './cross/contributions-in-ledger.ts'
import { pricingsInBudget } from './cross/pricings-in-budget.ts'
import { recoveriesInLedger } from './cross/recoveries-in-ledger.ts'

/** All invariants: each service's own, and those between services. */
export const checks: readonly CrossCheck[] = [
  ...ofEnrollment.map((each) => ofService('enrollment', each)),
  ...ofContribution.map((each) => ofService('contribution', each)),
  ...ofSettlement.map((each) => ofService('settlement', each)),
  ...ofBudget.map((each) => ofService('budget', each)),
  ...ofAdjustmentFund.map((each) => ofService('adjustment-fund', each)),
  claimsInLedger,
  recoveriesInLedger,
  claimsInEntitlement,
  contributionsInLedger,
  accountCredits,
  adjustmentInLedger,
  pricingsInBudget,
  closedYears,
]
