import { describe, expect, it } from 'vitest'
import { unitsPerClaim } from '../../../cli/year/units.ts'

describe('request units for each settled claim', () => {
  it('count settling, visits, supervision and posting, and only what was used since the start', () => {
    const before = { 'settlement/settle-claim': { WriteUnits: 40, ReadUnits: 5, RoundTrips: 20, Cases: 10 } }
    const after = {
      'settlement/settle-claim': { WriteUnits: 80, ReadUnits: 15, RoundTrips: 40, Cases: 20 },
      'settlement/settle-visit': { WriteUnits: 6, ReadUnits: 2, RoundTrips: 3 },
      'settlement/supervise-claims': { WriteUnits: 4, ReadUnits: 8 },
      'budget/post-claims': { WriteUnits: 35, ReadUnits: 0 },
      'budget/monthly-settlement': { WriteUnits: 999, ReadUnits: 999 },
    }
    expect(unitsPerClaim(before, after, 10)).toMatchObject({
      writePerClaim: 8.5,
      readPerClaim: 2,
      roundTripsPerClaim: 2,
    })
  })

  it('are nil when no claim was settled', () => {
    expect(unitsPerClaim({}, {}, 0)).toMatchObject({ writePerClaim: 0, readPerClaim: 0 })
  })
})
