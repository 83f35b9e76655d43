import { fundYearCleared, fundYearClosed, levyRemitted } from '#shared/contracts/budget.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the adjustment-fund service needs from the platform. */
export const service = {
  name: 'adjustment-fund',
  indexes: [],
  consumes: [fundYearClosed, fundYearCleared, levyRemitted],
  publishes: ['levy', 'levy-late-fee', 'gap-application', 'allocation'],
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
