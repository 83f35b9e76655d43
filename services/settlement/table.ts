import { contributionReceived } from '#shared/contracts/contribution.ts'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the settlement service needs from the platform. */
export const service = {
  name: 'settlement',
  indexes: [],
  consumes: [entitlementsChanged, contributionReceived],
  publishes: ['claim-settled', 'claim-reversed'],
  work: false,
  schedules: [],
} as const satisfies ServiceDeclaration
