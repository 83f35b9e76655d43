import { allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { eventsByKind } from '#shared/edge/publish.ts'
import { service } from '../table.ts'
import type { Levy, PaidAllocation } from './records.ts'

const levyEvent = ({ levyId, city, scheme, year, base, amount, assessedOn }: Levy) => ({
  contract: levyAssessed,
  event: {
    id: levyId,
    occurredOn: assessedOn,
    data: { levyId, city, scheme, year, base, amount, assessedOn },
  },
})

const allocationEvent = ({ allocationId, city, scheme, year, amount, disbursedOn }: PaidAllocation) => ({
  contract: allocationDisbursed,
  event: {
    id: allocationId,
    occurredOn: disbursedOn,
    data: { allocationId, city, scheme, year, amount, disbursedOn },
  },
})

/** The events of recorded items: a levy that is due, an allocation that is paid; both are written once. */
export const toEvents = eventsByKind(service, {
  levy: ({ item, sequence }) =>
    item.status === 'due' ? [{ ...levyEvent(item as unknown as Levy), sequences: [sequence] }] : [],
  allocation: ({ item, sequence }) => [
    { ...allocationEvent(item as unknown as PaidAllocation), sequences: [sequence] },
  ],
})
