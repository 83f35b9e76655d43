import { allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { contributionsReceived, incomeSwept } from '#shared/contracts/contribution.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'

/** What the budget service needs from the platform. The index holds payment orders by their state, nothing else. */
export const service = {
  name: 'budget',
  indexes: ['gsi1'],
  consumes: [
    claimsSettled,
    claimsRecovered,
    contributionsReceived,
    incomeSwept,
    levyAssessed,
    allocationDisbursed,
  ],
  publishes: ['payment-order', 'fund-year-closed', 'warning-raised', 'recovery-posted'],
  work: true,
  schedules: [],
} as const satisfies ServiceDeclaration
