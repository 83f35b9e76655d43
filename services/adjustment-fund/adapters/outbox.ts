import { allocationApproved, allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { eventsByKind } from '#shared/edge/events/publish.ts'
import { service } from '../table.ts'
import type { Levy, PaidAllocation, StoredApplication } from './records.ts'

const levyEvent = ({ levyId, city, scheme, year, base, amount, assessedOn }: Levy) => ({
  contract: levyAssessed,
  event: {
    id: levyId,
    occurredOn: assessedOn,
    data: { levyId, city, scheme, year, base, amount, assessedOn },
  },
})

const approvalOf = (application: StoredApplication) => {
  if (application.status !== 'approved' || application.share.fund === 0) return []
  const { applicationId, city, scheme, year, share, approvedOn } = application
  const data = { applicationId, city, scheme, year, amount: share.fund, approvedOn }
  return [{ contract: allocationApproved, event: { id: applicationId, occurredOn: approvedOn, data } }]
}

const allocationEvent = ({ allocationId, city, scheme, year, ...paid }: PaidAllocation) => ({
  contract: allocationDisbursed,
  event: {
    id: allocationId,
    occurredOn: paid.disbursedOn,
    data: {
      ...{ allocationId, city, scheme, year },
      ...{ amount: paid.amount, approved: paid.approved, disbursedOn: paid.disbursedOn },
    },
  },
})

/** The events of recorded items: a levy that is due, a share that is approved, an allocation that is paid; each is written once. */
export const toEvents = eventsByKind(service, {
  levy: ({ item, sequence }) =>
    item.status === 'due' ? [{ ...levyEvent(item as unknown as Levy), sequences: [sequence] }] : [],
  'gap-application': ({ item, sequence }) =>
    approvalOf(item as unknown as StoredApplication).map((told) => ({ ...told, sequences: [sequence] })),
  allocation: ({ item, sequence }) => [
    { ...allocationEvent(item as unknown as PaidAllocation), sequences: [sequence] },
  ],
})
