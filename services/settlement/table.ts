import { agreementChanged } from '#shared/contracts/budget.ts'
import { contributionsReceived, familyPremiumAnswered } from '#shared/contracts/contribution.ts'
import { entitlementsChanged, personsParted } from '#shared/contracts/enrollment.ts'
import { checkRecords, nightlyCheck, type ServiceDeclaration } from '#shared/contracts/service.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { recoveryBooked } from '#shared/contracts/supervision.ts'

/** What the settlement service needs from the platform. */
export const service = {
  name: 'settlement',
  // Persons' years by the fund they are in: how a correction finds whom it may concern. Audit cases of a city by their status.
  indexes: ['gsi1'],
  keysOnly: ['gsi1'],
  consumes: [
    entitlementsChanged,
    personsParted,
    contributionsReceived,
    familyPremiumAnswered,
    agreementChanged,
    claimsSettled,
    recoveryBooked,
  ],
  // What supervision looks through, and what is recovered of claims long paid.
  counts: [claimsSettled, recoveryBooked],
  publishes: [
    'claim-settled',
    'claim-reversed',
    'claim-corrected',
    'recovery-ordered',
    'policy-change-priced',
    'benefit',
    'account-entry',
    'family-premium',
    'institution',
  ],
  work: true,
  imports: ['catalogue'],
  // Catalogues as workbooks, and what institutions upload and download.
  keepsFiles: true,
  // The tokens of gateways, which stand sealed.
  secrets: 'door',
  // Who a person is, by their certificate.
  asks: ['enrollment'],
  withoutToken: ['POST /v1/settlement/national/gateway'],
  checks: [checkRecords],
  schedules: [
    // Before the night's check, so that it sees what was corrected.
    {
      name: 'corrections',
      cron: 'cron(40 2 * * ? *)',
      input: { task: 'correct-due', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    nightlyCheck('cron(20 3 * * ? *)'),
    // The year that is over, once its last credits are in.
    {
      name: 'account-interest',
      cron: 'cron(0 5 10 1 ? *)',
      input: { task: 'credit-account-interest', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // Who is retired by now and has had nothing of the year.
    {
      name: 'retiree-accounts',
      cron: 'cron(0 5 12 1,4,7,10 ? *)',
      input: { task: 'credit-retiree-accounts', dueAt: '<aws.scheduler.scheduled-time>' },
    },
    // The months that are just over, once their last claims are in.
    {
      name: 'supervision',
      cron: 'cron(0 3 3 * ? *)',
      input: { task: 'supervise-province', dueAt: '<aws.scheduler.scheduled-time>' },
    },
  ],
} as const satisfies ServiceDeclaration
