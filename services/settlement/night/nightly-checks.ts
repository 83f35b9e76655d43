import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
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
import { wholeBenefits } from './whole/benefits.ts'
import { wholeCatalogue } from './whole/catalogue.ts'
import { wholeEntries } from './whole/entries.ts'
import { wholeFamilies } from './whole/families.ts'
import { wholeFamilyPremiums } from './whole/family-premiums.ts'
import { wholeInstitutions } from './whole/institutions.ts'
import { wholeLists } from './whole/lists.ts'
import { wholeNumbers } from './whole/numbers.ts'
import { wholePartings } from './whole/partings.ts'
import { wholePersons } from './whole/persons.ts'
import { wholeReconciliations } from './whole/reconciliations.ts'
import { wholeRecoveries } from './whole/recoveries.ts'
import { wholeSentClaims } from './whole/sent-claims.ts'
import { wholeSettlementLists } from './whole/settlement-lists.ts'
import { wholeTakeBacks } from './whole/take-backs.ts'
import { wholeVisits } from './whole/visits.ts'
import { waysBack } from './whole/ways-back.ts'

/**
 * The service's invariants, each over the smallest thing it can be judged on. That is a person with all their claims, a
 * claim by itself, an entry with its claim, a case with its recovery. What may change is looked at every night. What
 * was written once and only its own record could tell of is looked at within four weeks. That is a claim that no year
 * leads to, a visit's settlement or call. A claim that its year does not lead to any more shows the next night, in the
 * year: it counts what it cannot find. `npm run verify` judges the same invariants over everything at once.
 */
export const nightlyChecks: NightlyChecks = {
  // The queue's worker takes ten side by side; more parts than that keep each short enough to be begun anew.
  parts: 128,
  looks: [
    {
      invariants: [
        accumulators,
        accountIsItsEntries,
        retireesAreCreditedOnce,
        entitlement,
        registrationsAreApproved,
        filingsAreOnRecord,
        correctionsAreByTwo,
      ],
      whole: wholePersons,
    },
    { invariants: [identities, noTokenInClear, gatewayKeysAreByTwo] },
    { invariants: [corrections, reversals], whole: wholeEntries },
    { invariants: [claimsAreTheirInstitutions], whole: wholeSentClaims },
    { invariants: [claimsFound], whole: waysBack },
    { invariants: [recoveries, casesEndByTwo], whole: wholeRecoveries },
    { invariants: [visits, lineDays], whole: wholeVisits },
    { invariants: [dailyLists], whole: wholeLists },
    { invariants: [differencesAreBorneOut], whole: wholeReconciliations },
    { invariants: [listsAreTheClaims], whole: wholeSettlementLists },
    { invariants: [catalogueIsByTwo], whole: wholeCatalogue },
    { invariants: [institutionsAreByTwo], whole: wholeInstitutions },
    { invariants: [benefitsArePaidOnce, joinedAccountsBalance], whole: wholeBenefits },
    { invariants: [familyAccountsAreByConsent], whole: wholeFamilies },
    { invariants: [familyPremiumsAreTheirEntries], whole: wholeFamilyPremiums },
    { invariants: [takeBacksAreOfTwo], whole: wholeTakeBacks },
    { invariants: [onePersonOneYear], whole: wholeNumbers },
    { invariants: [claimsAreOnePersons], whole: wholePartings },
  ],
}
