import { fundYearClosed, levyRemitted } from '#shared/contracts/budget.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the adjustment-fund service needs from the platform. */
export const service = {
  name: 'adjustment-fund',
  indexes: [],
  consumes: [fundYearClosed, levyRemitted],
  publishes: ['levy', 'gap-application', 'allocation'],
  work: true,
  schedules: [],
} as const satisfies ServiceDeclaration
