import { contributionsReceived, differencesChanged, employerEnded } from '#shared/contracts/contribution.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the enrollment service needs from the platform. */
export const service = {
  name: 'enrollment',
  // Persons by name, and by the initials of their name, for which tokens stand; recipients of aid of a city; the covered by
  // employer, or by what they are covered as; the persons of a township.
  indexes: ['gsi1', 'gsi2', 'gsi3'],
  keysOnly: ['gsi1', 'gsi2', 'gsi3'],
  consumes: [contributionsReceived, differencesChanged, employerEnded],
  publishes: ['coverage', 'insured-counted', 'parting'],
  work: true,
  secrets: true,
  imports: [
    ...(['persons', 'students', 'disabled', 'roster', 'deaths', 'retirees', 'reports'] as const),
    ...(['compare-identities', 'compare-births', 'compare-students'] as const),
    ...(['compare-disabled', 'compare-rural', 'compare-aid'] as const),
  ],
  answers: true,
  checks: [checkRecords],
  schedules: [
    nightlyCheck('cron(40 3 * * ? *)'),
    // The month that is just over, once what was reported in it is recorded.
    {
      name: 'count-insured',
      cron: 'cron(30 2 2 * ? *)',
      input: { task: 'count-insured-of-month', dueAt: '<aws.scheduler.scheduled-time>' },
    },
  ],
} as const satisfies ServiceDeclaration
