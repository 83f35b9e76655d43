import {
  allocationApproved,
  allocationDisbursed,
  allocationLapsed,
  levyAssessed,
} from '#shared/contracts/adjustment-fund.ts'
import { eventsByKind } from '#shared/edge/events/publish.ts'
import { fen } from '#shared/money/fen.ts'
import type { Clawback, FurtherShare, Lapse, PaidAllocation, StoredApplication } from './gap/store.ts'
import { allocations, applications, clawbacks, furtherShares, lapses } from './gap/store.ts'
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

const clawbackEvent = ({ clawbackId, applicationId, city, scheme, year, paid, amount, on }: Clawback) => {
  const of = { levyId: clawbackId, city, scheme, year, base: paid, amount }
  const data = { ...of, assessedOn: on, clawbackOf: applicationId }
  return { contract: levyAssessed, event: { id: clawbackId, occurredOn: on, data } }
}

const lapseEvent = ({ lapseId, applicationId, city, scheme, year, amount, lapsedOn }: Lapse) => {
  const data = { lapseId, applicationId, city, scheme, year, amount, lapsedOn }
  return { contract: allocationLapsed, event: { id: lapseId, occurredOn: lapsedOn, data } }
}

const approvalEvents = (application: StoredApplication) => {
  if (application.status !== 'approved' || application.share.fund === 0) return []
  const { applicationId, city, scheme, year, share, approvedOn } = application
  const { gap, own, local, ineligible } = share
  const borne = own === undefined ? {} : { borne: { gap, own, local, ineligible } }
  const data = { applicationId, city, scheme, year, amount: share.fund, approvedOn, ...borne }
  return [{ contract: allocationApproved, event: { id: applicationId, occurredOn: approvedOn, data } }]
}

const allocationEvent = ({ allocationId, city, scheme, year, ...paid }: PaidAllocation) => {
  const { amount, approved, carried = 0, disbursedOn } = paid
  const settled = { amount, approved: fen(approved - carried) }
  const data = { allocationId, city, scheme, year, ...settled, disbursedOn }
  return { contract: allocationDisbursed, event: { id: allocationId, occurredOn: disbursedOn, data } }
}

/** What a correction leaves a city more is approved as the share itself was: its books are owed it. */
const furtherEvent = ({
  furtherId,
  applicationId,
  city,
  scheme,
  year,
  correction,
  ...owed
}: FurtherShare) => {
  const { amount, on } = owed
  const data = { applicationId, city, scheme, year, amount, approvedOn: on, correction }
  return { contract: allocationApproved, event: { id: furtherId, occurredOn: on, data } }
}

/** The events of recorded items: a levy that is due, a late fee, a share that is approved, an allocation that is paid; each is written once. */
export const toEvents = eventsByKind(service, {
  // A levy changes once, when it is remitted; it was told before.
  levy: ({ item, before, sequence }) =>
    before ? [] : levyEvents(levies.from(item)).map((event) => ({ ...event, sequences: [sequence] })),
  'levy-late-fee': ({ item, sequence }) => [{ ...lateFeeEvent(lateFees.from(item)), sequences: [sequence] }],
  // An approved share changes as it is paid, and may be open again; it was told when it was approved.
  'gap-application': ({ item, before, sequence }) =>
    before?.status === 'approved' || before?.status === 'allocated'
      ? []
      : approvalEvents(applications.from(item)).map((event) => ({ ...event, sequences: [sequence] })),
  'allocation-lapse': ({ item, sequence }) => [{ ...lapseEvent(lapses.from(item)), sequences: [sequence] }],
  'further-share': ({ item, sequence }) => [
    { ...furtherEvent(furtherShares.from(item)), sequences: [sequence] },
  ],
  // So does what is owed back.
  clawback: ({ item, before, sequence }) =>
    before ? [] : [{ ...clawbackEvent(clawbacks.from(item)), sequences: [sequence] }],
  allocation: ({ item, sequence }) => [{ ...allocationEvent(allocations.from(item)), sequences: [sequence] }],
})
