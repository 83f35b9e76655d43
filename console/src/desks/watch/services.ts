import type { OperationId } from '../../api/operation.ts'
import type { Said } from '../../words/said.ts'

export type Service = 'enrollment' | 'contribution' | 'settlement' | 'budget' | 'adjustment-fund'

/** The services of the product, as a reader calls them. */
export const services: Readonly<Record<Service, Said>> = {
  enrollment: ['参保', 'enrolment'],
  contribution: ['征缴', 'contributions'],
  settlement: ['待遇', 'settlement'],
  budget: ['基金', 'budget'],
  'adjustment-fund': ['调剂金', 'adjustment fund'],
}

export const serviceNames = Object.keys(services) as readonly Service[]

/** The read that shows what waits in a service and what failed there. */
export const watchOf = (service: Service): OperationId => `GET /v1/${service}/watch`

/** The command that brings dead letters of a service on their way again. */
export const redriveOf = (service: Service): OperationId => `POST /v1/${service}/queues/{queue}/redrives`

/** The command that publishes once more what a service recorded, and the read that tells how far that is. */
export const republishOf = (service: Service): OperationId => `POST /v1/${service}/republications`
export const republicationOf = (service: Service): OperationId => `GET /v1/${service}/republications/{runId}`
