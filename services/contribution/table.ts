import { familyPremiumAsked } from '#shared/contracts/benefit.ts'
import { familyPremiumRemitted } from '#shared/contracts/budget.ts'
import { duesAnswered, duesChanged, interestPaid, paymentMade } from '#shared/contracts/contribution.ts'
import { coveragesChanged } from '#shared/contracts/enrollment.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the contribution service needs from the platform. */
export const service = {
  name: 'contribution',
  // Bills of a city, wage lists of a city, covered persons of a city and scheme, sweeps of an account, payments of a day,
  // a city's money in suspense, orders of an income account by their state.
  // Bills in arrears of a city and scheme, with what is open of them in their keys.
  // What happened in a month of a city, with its amounts in the keys: bills, write-offs, sweeps, interest, suspense.
  indexes: ['gsi1', 'gsi2', 'gsi3'],
  keysOnly: ['gsi2', 'gsi3'],
  consumes: [
    coveragesChanged,
    paymentMade,
    interestPaid,
    duesChanged,
    duesAnswered,
    familyPremiumAsked,
    familyPremiumRemitted,
  ],
  publishes: [
    ...['bill', 'exchange', 'payment', 'sweep', 'sweep-return', 'suspense', 'return-order', 'interest'],
    ...['month-statement', 'struck-employer', 'account-premium'],
  ],
  work: true,
  secrets: true,
  asks: ['enrollment'],
  workAsks: ['enrollment'],
  imports: ['employers', 'wages', 'bases', 'payments', 'market-entities', 'compare-employers'],
  checks: [checkRecords],
  schedules: [
    nightlyCheck('cron(0 4 * * ? *)'),
    // The month that is just over, once its last payments are told.
    {
      name: 'bill-late-fees',
      cron: 'cron(30 4 3 * ? *)',
      input: { task: 'bill-late-fees', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // The month that is over, and the one before it again where something of it was told late.
    {
      name: 'state-months',
      cron: 'cron(30 5 5 * ? *)',
      input: { task: 'state-months', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // After the day's last payments are told; the policy says on which days it sweeps.
    {
      name: 'sweep-income',
      cron: 'cron(0 22 * * ? *)',
      input: { task: 'sweep-income', dueAt: '<aws.scheduler.scheduled-time>' },
    },
  ],
} as const satisfies ServiceDeclaration
