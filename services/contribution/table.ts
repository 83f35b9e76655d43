import { interestPaid, paymentMade } from '#shared/contracts/contribution.ts'
import { coveragesChanged } from '#shared/contracts/enrollment.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the contribution service needs from the platform. */
export const service = {
  name: 'contribution',
  // Bills of a city, wage lists of a city, covered persons of a city and scheme, sweeps of an account, payments of a day,
  // a city's money in suspense, orders of an income account by their state.
  indexes: ['gsi1'],
  consumes: [coveragesChanged, paymentMade, interestPaid],
  publishes: ['payment', 'sweep', 'sweep-return', 'suspense', 'return-order', 'interest'],
  work: true,
  checks: [checkRecords],
  schedules: [
    nightlyCheck('cron(0 4 * * ? *)'),
    // After the day's last payments are told; the policy says on which days it sweeps.
    {
      name: 'sweep-income',
      cron: 'cron(0 22 * * ? *)',
      input: { task: 'sweep-income', dueAt: '<aws.scheduler.scheduled-time>' },
    },
  ],
} as const satisfies ServiceDeclaration
