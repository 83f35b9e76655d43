import { paymentMade } from '#shared/contracts/contribution.ts'
import { coverageChanged } from '#shared/contracts/enrollment.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'

/** What the contribution service needs from the platform. */
export const service = {
  name: 'contribution',
  // Bills of a city, wage lists of a city, covered persons of a city and scheme.
  indexes: ['gsi1'],
  consumes: [coverageChanged, paymentMade],
  work: true,
  schedules: [],
} as const satisfies ServiceDeclaration
