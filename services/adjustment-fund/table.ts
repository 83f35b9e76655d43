import { fundYearCleared, fundYearClosed, levyRemitted } from '#shared/contracts/budget.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the adjustment-fund service needs from the platform. */
export const service = {
  name: 'adjustment-fund',
  indexes: [],
  consumes: [fundYearClosed, fundYearCleared, levyRemitted],
  publishes: ['levy', 'gap-application', 'allocation'],
  work: true,
  checks: [checkRecords],
  schedules: [nightlyCheck('cron(0 3 * * ? *)')],
} as const satisfies ServiceDeclaration
