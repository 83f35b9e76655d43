import {
  allocationApproved,
  allocationDisbursed,
  allocationLapsed,
  levyAssessed,
} from '#shared/contracts/adjustment-fund.ts'
import {
  accountInterestCredited,
  benefitGranted,
  retireeAccountsCredited,
} from '#shared/contracts/benefit.ts'
import { citiesPaid } from '#shared/contracts/budget.ts'
import {
  contributionsReceived,
  incomeReturned,
  incomeSwept,
  interestCredited,
  monthStated,
  suspenseMoved,
} from '#shared/contracts/contribution.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { claimsSettled, policyChangePriced } from '#shared/contracts/settlement.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'

/** What the budget service needs from the platform. The index holds payment orders by their state, nothing else. */
export const service = {
  name: 'budget',
  indexes: ['gsi1'],
  consumes: [
    claimsSettled,
    claimsRecovered,
    policyChangePriced,
    contributionsReceived,
    incomeSwept,
    incomeReturned,
    interestCredited,
    suspenseMoved,
    monthStated,
    benefitGranted,
    accountInterestCredited,
    retireeAccountsCredited,
    levyAssessed,
    citiesPaid,
    allocationApproved,
    allocationDisbursed,
    allocationLapsed,
  ],
  publishes: [
    'payment-order',
    'fund-year-closed',
    'fund-year-cleared',
    'fund-year-finalised',
    'performance',
    'warning-raised',
    'line-passed',
    'recovery-posted',
    'ledger-block',
    'agreement',
  ],
  work: true,
  checks: ['check-ledger'],
  tells: [
    {
      metric: 'LinesPassed',
      operation: 'watch-lines',
      meaning: 'more is spent on a line than its approved budget has.',
      section: 'a-line-passed-its-budget',
    },
  ],
  schedules: [
    // Every ten minutes: no claim has to wait for it, and nobody hears of a passed line only at night.
    {
      name: 'watch-lines',
      cron: 'cron(0,10,20,30,40,50 * * * ? *)',
      input: { task: 'watch-lines', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // What was booked by midnight is sealed in the small hours, when little is posted.
    {
      name: 'seal-ledgers',
      cron: 'cron(30 1 * * ? *)',
      input: { task: 'seal-ledgers', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    {
      name: 'check-ledgers',
      cron: 'cron(30 2 * * ? *)',
      input: { task: 'check-ledgers', dueAt: '<aws.scheduler.scheduled-time>' },
    },
  ],
} as const satisfies ServiceDeclaration
