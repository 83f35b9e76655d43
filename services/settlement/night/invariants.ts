import type { Invariant } from '#shared/kernel/invariant.ts'
import { accountIsItsEntries } from '../account/entries-invariant.ts'
import { joinedAccountsBalance } from '../account/joined-accounts-invariant.ts'
import { retireesAreCreditedOnce } from '../account/retiree-credits-invariant.ts'
import { benefitsArePaidOnce } from '../benefit/invariants.ts'
import { catalogueIsByTwo } from '../catalogue/invariants.ts'
import { identities } from '../claim/invariants/identities.ts'
import { reversals } from '../claim/invariants/reversals.ts'
import { claimsAreTheirInstitutions } from '../claim/invariants/senders.ts'
import { correctionsAreByTwo } from '../correction/hands-invariant.ts'
import { corrections } from '../correction/invariants.ts'
import { entitlement } from '../entitlement/invariants.ts'
import { familyAccountsAreByConsent } from '../family/invariants.ts'
import { familyPremiumsAreTheirEntries } from '../family-premium/invariants.ts'
import { gatewayKeysAreByTwo, noTokenInClear } from '../gateway/invariants.ts'
import { institutionsAreByTwo } from '../institution/invariants.ts'
import { accumulators } from '../insured-year/invariants/accumulators.ts'
import { claimsFound } from '../insured-year/invariants/claims-found.ts'
import { onePersonOneYear } from '../insured-year/invariants/one-person.ts'
import { claimsAreOnePersons } from '../parting/invariants.ts'
import { differencesAreBorneOut } from '../reconciliation/differences-invariant.ts'
import { dailyLists } from '../reconciliation/invariants.ts'
import { filingsAreOnRecord } from '../registration/filing-invariant.ts'
import { registrationsAreApproved } from '../registration/invariants.ts'
import { listsAreTheClaims } from '../settlement-list/invariants.ts'
import { casesEndByTwo } from '../supervision/hands-invariant.ts'
import { recoveries } from '../supervision/invariants.ts'
import { takeBacksAreOfTwo } from '../take-back/invariants.ts'
import { visits } from '../visit/invariants.ts'
import { lineDays } from '../visit/line-days-invariant.ts'

/** What always holds over the settlement service's own records. */
export const invariants: readonly Invariant[] = [
  identities,
  corrections,
  correctionsAreByTwo,
  reversals,
  claimsAreTheirInstitutions,
  accumulators,
  accountIsItsEntries,
  retireesAreCreditedOnce,
  familyAccountsAreByConsent,
  familyPremiumsAreTheirEntries,
  benefitsArePaidOnce,
  claimsFound,
  entitlement,
  registrationsAreApproved,
  filingsAreOnRecord,
  institutionsAreByTwo,
  recoveries,
  casesEndByTwo,
  visits,
  lineDays,
  dailyLists,
  differencesAreBorneOut,
  listsAreTheClaims,
  noTokenInClear,
  gatewayKeysAreByTwo,
  catalogueIsByTwo,
  onePersonOneYear,
  claimsAreOnePersons,
  joinedAccountsBalance,
  takeBacksAreOfTwo,
]
