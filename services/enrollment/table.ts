import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the enrollment service needs from the platform. */
export const service = {
  name: 'enrollment',
  indexes: [],
  consumes: [contributionsReceived],
  publishes: ['coverage'],
  work: true,
  checks: [checkRecords],
  schedules: [nightlyCheck('cron(40 3 * * ? *)')],
} as const satisfies ServiceDeclaration
