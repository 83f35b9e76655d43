import {
  allocationApproved,
  allocationDisbursed,
  allocationLapsed,
  levyAssessed,
} from '#shared/contracts/adjustment-fund.ts'
import {
  accountInterestCredited,
  accountMoved,
  benefitGranted,
  familyAccountUsed,
  retireeAccountsCredited,
} from '#shared/contracts/benefit.ts'
import { citiesPaid } from '#shared/contracts/budget.ts'
import {
  contributionsReceived,
  familyPremiumAnswered,
  incomeReturned,
  incomeSwept,
  interestCredited,
  monthStated,
  suspenseMoved,
} from '#shared/contracts/contribution.ts'
import { insuredCounted } from '#shared/contracts/enrollment.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { claimsSettled, institutionRegistered, policyChangePriced } from '#shared/contracts/settlement.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'

/** What the budget service needs from the platform. The index holds payment orders by their state, nothing else. */
export const service = {
  name: 'budget',
  indexes: ['gsi1'],
  consumes: [
    claimsSettled,
    claimsRecovered,
    policyChangePriced,
    institutionRegistered,
    insuredCounted,
    contributionsReceived,
    incomeSwept,
    incomeReturned,
    interestCredited,
    suspenseMoved,
    monthStated,
    benefitGranted,
    accountInterestCredited,
    retireeAccountsCredited,
    accountMoved,
    familyAccountUsed,
    familyPremiumAnswered,
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
    'fund-year-corrected',
    'performance',
    'warning-raised',
    'warning',
    'line-passed',
    'recovery-posted',
    'ledger-block',
    'agreement',
  ],
  work: true,
  discloses: true,
  showsUnknown: true,
  checks: ['check-ledger'],
  tells: [
    {
      metric: 'LinesPassed',
      operation: 'watch-lines',
      meaning: 'more is spent on a line than its approved budget has.',
      section: 'a-line-passed-its-budget',
    },
    {
      metric: 'RedWarnings',
      operation: 'tend-warnings',
      meaning: 'a fund is warned of at the gravest level.',
      section: 'a-fund-is-warned-of',
    },
    {
      metric: 'WarningsEscalated',
      operation: 'tend-warnings',
      meaning: "a warning went unheeded: the city's leader or the province is told.",
      section: 'a-fund-is-warned-of',
    },
  ],
  schedules: [
    // Every ten minutes: no claim has to wait for it, and nobody hears of a passed line only at night.
    {
      name: 'watch-lines',
      cron: 'cron(0,10,20,30,40,50 * * * ? *)',
      input: { task: 'watch-lines', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // The month that is just over, a day after enrolment counted its insured.
    {
      name: 'indicators',
      cron: 'cron(30 3 3 * ? *)',
      input: { task: 'indicators-of-month', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // Every morning: what changed overnight is raised, and who is to hear of what went unheeded is told.
    {
      name: 'judge-funds',
      cron: 'cron(0 5 * * ? *)',
      input: { task: 'judge-funds', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // After the books of the night are looked at, and before anybody reads them.
    {
      name: 'publish-documents',
      cron: 'cron(0 4 * * ? *)',
      input: { task: 'publish-due', dueAt: '<aws.scheduler.scheduled-time>' },
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
