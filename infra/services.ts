import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { service as adjustmentFund } from '../services/adjustment-fund/table.ts'
import { service as budget } from '../services/budget/table.ts'
import { service as contribution } from '../services/contribution/table.ts'
import { service as enrollment } from '../services/enrollment/table.ts'
import { service as settlement } from '../services/settlement/table.ts'

/** The services that make up the system, each as it declares itself. */
export const services: readonly ServiceDeclaration[] = [
  enrollment,
  contribution,
  settlement,
  budget,
  adjustmentFund,
]

/** The functions a service can have; the name of each is also that of its file in `handlers/`. */
export const functionNames = ['api', 'publish', 'consume', 'work'] as const

export type FunctionName = (typeof functionNames)[number]

/** The functions that a service has: one that hears no events consumes none, one without runs has no work. */
export const functionsOf = (service: ServiceDeclaration): readonly FunctionName[] => [
  'api',
  'publish',
  ...(service.consumes.length > 0 ? (['consume'] as const) : []),
  ...(service.work ? (['work'] as const) : []),
]

/** The folder with the bundled code of a service's function. */
export type BundleOf = (service: string, fn: FunctionName) => string
