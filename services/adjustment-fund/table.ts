import {
  fundYearCleared,
  fundYearClosed,
  fundYearCorrected,
  fundYearFinalised,
  levyRemitted,
  performancePublished,
} from '#shared/contracts/budget.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'
import { policyChangePriced } from '#shared/contracts/settlement.ts'

/** What the adjustment-fund service needs from the platform. */
export const service = {
  name: 'adjustment-fund',
  indexes: [],
  consumes: [
    fundYearClosed,
    fundYearCleared,
    fundYearFinalised,
    fundYearCorrected,
    performancePublished,
    policyChangePriced,
    levyRemitted,
  ],
  publishes: [
    'levy',
    'levy-late-fee',
    'gap-application',
    'allocation',
    'allocation-lapse',
    'clawback',
    'further-share',
  ],
  work: true,
  checks: [checkRecords],
  schedules: [
    nightlyCheck('cron(0 3 * * ? *)'),
    // After the night's check: whoever opens the office finds the reminder of the day.
    {
      name: 'remind-levies',
      cron: 'cron(0 6 * * ? *)',
      input: { task: 'remind-levies', dueAt: '<aws.scheduler.scheduled-time>' },
    },
  ],
} as const satisfies ServiceDeclaration
