import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { events } from '../../../../infra/events.ts'

describe('event contracts', () => {
  it('are told apart by their detail type', () => {
    expect(new Set(events.map(({ detailType }) => detailType)).size).toBe(events.length)
  })

  it('match their own rule and no other', () => {
    expect(claimsSettled.pattern).toEqual({
      source: ['tongchou.settlement'],
      'detail-type': ['claims-settled.v1'],
    })
  })

  it('refuse an event whose amounts are not whole fen, with a stable code', () => {
    const claim = {
      claimId: 'c1',
      institution: 'H1',
      care: 'inpatient',
      settledOn: '2025-03-31',
      total: 100.5,
      inScope: 0,
      basic: 0,
      seriousIllness: 0,
      medicalAid: 0,
      supplement: 0,
      account: 0,
      cash: 0,
    }
    const detail = {
      id: 'e',
      occurredOn: '2025-03-31',
      data: { city: '340100', scheme: 'resident', month: '2025-03', claims: [claim] },
    }
    const event = { source: claimsSettled.source, 'detail-type': claimsSettled.detailType, detail }
    expect(() => claimsSettled.parse(event)).toThrow(expect.objectContaining({ code: 'event.unreadable' }))
  })
})
