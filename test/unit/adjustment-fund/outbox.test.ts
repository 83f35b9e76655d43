import { describe, expect, it } from 'vitest'
import type { Stored } from '#shared/edge/store/store.ts'
import { toEvents } from '../../../services/adjustment-fund/outbox.ts'

const gap = { city: '340100', scheme: 'resident', year: 2025 }
const application = {
  ...{ pk: 'GAPS#resident', sk: '2025#340100', kind: 'gap-application', version: 1, ...gap },
  ...{ applicationId: 'G-resident-2025-340100', status: 'applied' },
}
const share = (fund: number) => ({
  ...{ status: 'approved', approvedOn: '2026-02-20', version: 2 },
  share: { gap: 4_000, eligible: 3_000, ineligible: 1_000, fund, local: 3_000 - fund },
})
const told = (item: object) => {
  const outgoing = toEvents([{ sequence: '7', item: item as Stored }])
  return outgoing.map(({ contract, event }) => [contract.detailType, contract.schema.parse(event)])
}

describe('the adjustment fund tells', () => {
  it('a city of its share when it is approved, and not before', () => {
    expect(told(application)).toEqual([])
    const { applicationId } = application
    const data = { ...gap, applicationId, amount: 2_400, approvedOn: '2026-02-20' }
    expect(told({ ...application, ...share(2_400) })).toEqual([
      ['allocation-approved.v1', { id: applicationId, occurredOn: '2026-02-20', data }],
    ])
  })

  it('nothing of a share of nil, nor of one again once it is paid', () => {
    expect(told({ ...application, ...share(0) })).toEqual([])
    expect(told({ ...application, ...share(2_400), status: 'allocated', allocated: 2_000 })).toEqual([])
  })

  it('what is paid of a share, beside the share', () => {
    const allocation = {
      ...{ pk: 'ALLOCATIONS#resident', sk: '2025#340100', kind: 'allocation', ...gap },
      ...{ allocationId: 'A-resident-2025-340100', applicationId: application.applicationId },
      ...{ approved: 2_400, amount: 2_000, disbursedOn: '2026-03-01' },
    }
    const { allocationId } = allocation
    const data = { ...gap, allocationId, amount: 2_000, approved: 2_400, disbursedOn: '2026-03-01' }
    expect(told(allocation)).toEqual([
      ['allocation-disbursed.v1', { id: allocationId, occurredOn: '2026-03-01', data }],
    ])
  })
})
