import { allocationApproved, allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import {
  agreementChanged,
  fundYearClosed,
  levyRemitted,
  paymentOrdered,
  warningRaised,
} from '#shared/contracts/budget.ts'
import { contributionsReceived, incomeSwept, paymentMade } from '#shared/contracts/contribution.ts'
import { coveragesChanged, entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { claimsSettled, policyChangePriced } from '#shared/contracts/settlement.ts'
import { claimsRecovered, recoveryBooked } from '#shared/contracts/supervision.ts'

/** Every event of the product, for documentation and for checks over all of them. */
export const events = [
  coveragesChanged,
  entitlementsChanged,
  paymentMade,
  contributionsReceived,
  incomeSwept,
  claimsSettled,
  claimsRecovered,
  policyChangePriced,
  agreementChanged,
  paymentOrdered,
  fundYearClosed,
  levyRemitted,
  warningRaised,
  recoveryBooked,
  levyAssessed,
  allocationApproved,
  allocationDisbursed,
] as const
