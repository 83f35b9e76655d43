import { contributionsReceived } from '#shared/contracts/contribution.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the enrollment service needs from the platform. */
export const service = {
  name: 'enrollment',
  indexes: [],
  consumes: [contributionsReceived],
  publishes: ['coverage'],
  work: false,
  schedules: [],
} as const satisfies ServiceDeclaration
