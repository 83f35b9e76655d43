import { allocationApproved, allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import { eventsByKind } from '#shared/edge/events/publish.ts'
import type { PaidAllocation } from './allocation/store.ts'
import { allocations } from './allocation/store.ts'
import type { StoredApplication } from './gap/store.ts'
import { applications } from './gap/store.ts'
import type { LateFee, Levy } from './levy/store.ts'
import { lateFees, levies } from './levy/store.ts'
import { service } from './table.ts'

const levyEvents = ({ levyId, city, scheme, year, base, amount, assessedOn, status }: Levy) => {
  if (status !== 'due') return []
  const data = { levyId, city, scheme, year, base, amount, assessedOn }
  return [{ contract: levyAssessed, event: { id: levyId, occurredOn: assessedOn, data } }]
}

const lateFeeEvent = ({ feeId, levyId, city, scheme, year, base, amount, chargedOn }: LateFee) => {
  const of = { levyId: feeId, city, scheme, year, base, amount }
  const data = { ...of, assessedOn: chargedOn, lateFeeOf: levyId }
  return { contract: levyAssessed, event: { id: feeId, occurredOn: chargedOn, data } }
}

const approvalEvents = (application: StoredApplication) => {
  if (application.status !== 'approved' || application.share.fund === 0) return []
  const { applicationId, city, scheme, year, share, approvedOn } = application
  const data = { applicationId, city, scheme, year, amount: share.fund, approvedOn }
  return [{ contract: allocationApproved, event: { id: applicationId, occurredOn: approvedOn, data } }]
}

const allocationEvent = ({ allocationId, city, scheme, year, ...paid }: PaidAllocation) => {
  const { amount, approved, disbursedOn } = paid
  const data = { allocationId, city, scheme, year, amount, approved, disbursedOn }
  return { contract: allocationDisbursed, event: { id: allocationId, occurredOn: disbursedOn, data } }
}

/** The events of recorded items: a levy that is due, a late fee, a share that is approved, an allocation that is paid; each is written once. */
export const toEvents = eventsByKind(service, {
  // A levy changes once, when it is remitted; it was told before.
  levy: ({ item, before, sequence }) =>
    before ? [] : levyEvents(levies.from(item)).map((event) => ({ ...event, sequences: [sequence] })),
  'levy-late-fee': ({ item, sequence }) => [{ ...lateFeeEvent(lateFees.from(item)), sequences: [sequence] }],
  'gap-application': ({ item, sequence }) =>
    approvalEvents(applications.from(item)).map((event) => ({ ...event, sequences: [sequence] })),
  allocation: ({ item, sequence }) => [{ ...allocationEvent(allocations.from(item)), sequences: [sequence] }],
})
