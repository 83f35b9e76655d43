import { describe, expect, it } from 'vitest'
import { unitsPerClaim } from '../../../cli/year/units.ts'

describe('request units for each settled claim', () => {
  it('count settling, outbox and posting, and only what was used since the start', () => {
    const before = { 'settlement/settle-claim': { WriteUnits: 40, ReadUnits: 5, RoundTrips: 20 } }
    const after = {
      'settlement/settle-claim': { WriteUnits: 80, ReadUnits: 15, RoundTrips: 40 },
      'budget/post-claims': { WriteUnits: 35, ReadUnits: 0 },
      'budget/monthly-settlement': { WriteUnits: 999, ReadUnits: 999 },
    }
    expect(unitsPerClaim(before, after, 10)).toMatchObject({
      writePerClaim: 7.5,
      readPerClaim: 1,
      roundTripsPerClaim: 2,
    })
  })

  it('are nil when no claim was settled', () => {
    expect(unitsPerClaim({}, {}, 0)).toMatchObject({ writePerClaim: 0, readPerClaim: 0 })
  })
})
