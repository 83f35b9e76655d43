import { describe, expect, it } from 'vitest'
import { chinaDay, monthOf } from '#shared/calendar/day.ts'
import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import { servedOn } from '../../../../services/settlement/claim/rules/command.ts'
import { decideReversal } from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { basis } from '../support/basis.ts'
import { stay, yearOf2025 } from '../support/claims.ts'

const settled = (command: SettleClaim, state: InsuredYear) => {
  const decision = decide(command, state, basis)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

const costing = (yuan: number) => ({
  lines: [{ code: 'drug-a', quantity: '1', unitPrice: String(yuan), amount: yuan * 100 }],
  total: yuan * 100,
})

describe('traps a claims system falls into', () => {
  it('T1: a line wholly below the deductible is deducted, not paid', () => {
    const { amounts } = settled(stay(costing(800)), yearOf2025())
    expect(amounts).toMatchObject({ deductible: 80_000, basic: 0, patient: 80_000 })
  })

  it('T2: a claim at 23:30 on the last day of a month belongs to that month, whatever zone the machine is in', () => {
    const dischargedOn = chinaDay(new Date('2025-05-31T15:30:00Z'))
    const command = stay({ dischargedOn, today: dischargedOn })
    expect(monthOf(servedOn(command))).toBe('2025-05')
    expect(chinaDay(new Date('2025-05-31T16:00:00Z'))).toBe('2025-06-01')
  })

  it('T3: cents are never truncated: 3 × 33.335 must be charged as 100.01', () => {
    const line = { code: 'drug-a', quantity: '3', unitPrice: '33.335' }
    const charged = (amount: number) =>
      decide(stay({ lines: [{ ...line, amount }], total: amount }), yearOf2025(), basis)
    expect(charged(10_001).status).toBe('accepted')
    // A fen is what the policy lets a rounded price be off; of a truncated 100.00 that would be 99.99.
    expect(charged(9_999)).toMatchObject({
      refusal: { code: 'claim.line-does-not-add-up', figures: { amount: 9_999, expected: 10_001 } },
    })
  })

  it('T4: a reversed claim no longer counts: the next is paid as if it had never been', () => {
    const claim = settled(stay(costing(100_000)), yearOf2025())
    const reversal = decideReversal({
      claimId: 'claim-1',
      reversalId: 'r',
      today: '2025-05-21',
      recorded: { claim },
    })
    if (reversal.status === 'refused') throw new Error(reversal.refusal.code)
    const state = evolve(evolve(yearOf2025(), claim), reversal.value)
    expect(settled(stay(costing(100_000)), state)).toEqual(claim)
  })

  it('T5: of two claims decided at the same instant the second is decided again on the state the first left: one ceiling', () => {
    const version1 = yearOf2025()
    const first = settled(stay({ ...costing(300_000), claimId: 'first' }), version1)
    const other = stay({
      ...costing(300_000),
      claimId: 'second',
      admittedOn: '2025-06-01',
      dischargedOn: '2025-06-09',
      today: '2025-06-09',
    })
    const onTheSameVersion = settled(other, version1)
    expect(first.amounts.basic + onTheSameVersion.amounts.basic).toBeGreaterThan(30_000_000)

    const version2 = evolve(version1, first)
    expect(version2.version).toBe(version1.version + 1)
    const again = settled(other, version2)
    expect(first.amounts.basic + again.amounts.basic).toBe(30_000_000)
    expect(again.amounts.aboveCeiling).toBeGreaterThan(0)
  })
})
