import { allocationDisbursed, levyAssessed } from '#shared/contracts/adjustment-fund.ts'
import type { Change, Outgoing } from '#shared/edge/publish.ts'
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
export const toEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.flatMap(({ item, sequence }): Outgoing[] => {
    if (item.kind === 'levy' && item.status === 'due')
      return [{ ...levyEvent(item as unknown as Levy), sequences: [sequence] }]
    if (item.kind === 'allocation')
      return [{ ...allocationEvent(item as unknown as PaidAllocation), sequences: [sequence] }]
    return []
  })
