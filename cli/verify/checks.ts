import type { Invariant } from '#shared/kernel/invariant.ts'
import { fromServices } from '../../infra/services.ts'
import type { CrossCheck } from './check.ts'
import { ofService } from './check.ts'
import { accountCredits } from './cross/account-credits.ts'
import { accountsInCityLedgers } from './cross/accounts-in-city-ledgers.ts'
import { accountsInLedger } from './cross/accounts-in-ledger.ts'
import { adjustmentInLedger } from './cross/adjustment-in-ledger.ts'
import { ceilingAdditions } from './cross/ceiling-additions.ts'
import { claimsInEntitlement } from './cross/claims-in-entitlement.ts'
import { claimsInLedger } from './cross/claims-in-ledger.ts'
import { clearedYears, closedYears } from './cross/closed-years.ts'
import { contributionsInLedger } from './cross/contributions-in-ledger.ts'
import { entitledAndPaid } from './cross/entitled-and-paid.ts'
import { premiumsFromAccounts } from './cross/premiums-from-accounts.ts'
import { pricingsInBudget } from './cross/pricings-in-budget.ts'
import { recoveriesInLedger } from './cross/recoveries-in-ledger.ts'
import { retiredByProof } from './cross/retired-by-proof.ts'
import { reviewedClaims } from './cross/reviewed-claims.ts'
import { statementsInLedger } from './cross/statements-in-ledger.ts'

/** Each service's own invariants, as its nightly check lists them. */
const ofServices = (
  await fromServices<{ readonly invariants: readonly Invariant[] }>('night/invariants.ts')
).flatMap(({ name, module }) => module.invariants.map((each) => ofService(name, each)))

/** All invariants: each service's own, and those between services. */
export const checks: readonly CrossCheck[] = [
  ...ofServices,
  claimsInLedger,
  recoveriesInLedger,
  claimsInEntitlement,
  ceilingAdditions,
  contributionsInLedger,
  statementsInLedger,
  entitledAndPaid,
  retiredByProof,
  accountCredits,
  accountsInLedger,
  premiumsFromAccounts,
  accountsInCityLedgers,
  adjustmentInLedger,
  pricingsInBudget,
  closedYears,
  clearedYears,
  reviewedClaims,
]
