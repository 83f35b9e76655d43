import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import { careElsewhereIsTheClaims } from '../../../../services/budget/claims/invariants/care-elsewhere.ts'
import {
  countElsewhere,
  elsewhereIn,
  netPositions,
} from '../../../../services/budget/claims/rules/care-elsewhere.ts'

const claim = (basic: number, settledAt?: string): SettledClaim => ({
  claimId: 'C1',
  institution: 'H1',
  care: 'inpatient',
  settledOn: '2025-03-31',
  total: basic * 2,
  inScope: basic,
  basic,
  seriousIllness: 100,
  medicalAid: 0,
  supplement: 0,
  account: 0,
  cash: basic - 100,
  ...(settledAt === undefined ? {} : { settledAt }),
})

describe('care away from the paying city', () => {
  it('is counted by its place: what all funds and the account owe the institution there', () => {
    const counters = countElsewhere([
      claim(1_000),
      claim(2_000, '340200'),
      claim(3_000, '340200'),
      claim(4_000, '320100'),
    ])
    expect(elsewhereIn({ claims: 4, inpatient: 10_000, ...counters })).toEqual({
      '340200': 5_200,
      '320100': 4_100,
    })
  })

  it('nets to what each place owes and is owed', () => {
    const funds = [
      { city: '340100', elsewhere: { '340200': 5_000, '320100': 1_000 } },
      { city: '340200', elsewhere: { '340100': 8_000 } },
    ]
    expect(netPositions(funds)).toEqual([
      { place: '320100', owes: 0, isOwed: 1_000, net: 1_000 },
      { place: '340100', owes: 6_000, isOwed: 8_000, net: 2_000 },
      { place: '340200', owes: 8_000, isOwed: 5_000, net: -3_000 },
    ])
  })

  it('nets to nil over all places, whatever was owed or taken back', () => {
    const city = fc.constantFrom(...cities.map(({ code }) => code))
    const elsewhere = fc.dictionary(city, fc.integer({ min: -1_000_000, max: 1_000_000 }))
    fc.assert(
      fc.property(fc.array(fc.record({ city, elsewhere })), (funds) => {
        expect(sum(netPositions(funds).map(({ net }) => net))).toBe(0)
      }),
    )
  })
})

describe('the months of funds', () => {
  const fund = { city: '340100', scheme: 'employee' }
  const posting: RecordedItem = {
    pk: 'CLAIMS#1',
    sk: 'C1',
    kind: 'claim-posted',
    ...fund,
    bookedIn: '2025-03',
    settledAt: '340200',
    payable: 2_100,
  }
  const period = (amount: number): RecordedItem => ({
    pk: 'FUND#1',
    sk: 'PERIOD#2025-03',
    kind: 'fund-period',
    ...fund,
    period: '2025-03',
    'elsewhere-340200': amount,
  })
  const violations = (items: readonly RecordedItem[]) => {
    const { see, finish } = careElsewhereIsTheClaims.start()
    for (const item of items) see(item)
    return finish().violations
  }

  it('say of care elsewhere what the claims say', () => {
    expect(violations([posting, period(2_100)])).toEqual([])
    expect(violations([posting, period(2_099)])).toMatchObject([{ figures: { should: 2_100, is: 2_099 } }])
    expect(violations([period(2_100)])).toHaveLength(1)
  })
})
