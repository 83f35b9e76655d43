import { describe, expect, it } from 'vitest'
import { brokenIdentities } from '../../../../services/settlement/adjudication/rules/identities.ts'
import { decideReversal, decideUndo } from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import type { ClaimSettled } from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import { basis } from '../support/basis.ts'
import { residentOfHefei, stay, yearOf2025 } from '../support/claims.ts'

const employee = { ...residentOfHefei, scheme: 'employee' as const, employment: 'employed' as const }
const state = yearOf2025({ spells: [employee], account: 50_000 })

const settled = (): ClaimSettled => {
  const decision = decide(stay({ useAccount: true }), state, basis)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

const reversal = (recorded: Parameters<typeof decideReversal>[0]['recorded'], today = '2025-06-01') =>
  decideReversal({ claimId: 'claim-1', reversalId: 'reversal-1', today, recorded })

describe('a reversal', () => {
  it('is the exact negative of the claim and restores the year: accumulators, account and stays', () => {
    const claim = settled()
    const after = evolve(state, claim)
    expect(after).toMatchObject({ account: 0, stays: [{ claimId: 'claim-1' }] })
    const decision = reversal({ claim })
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    expect(decision.value).toMatchObject({
      kind: 'claim-reversed',
      reversalId: 'reversal-1',
      servedOn: '2025-05-20',
      amounts: { total: -2_000_000, basic: -claim.amounts.basic, account: -50_000 },
    })
    expect(brokenIdentities(decision.value.amounts)).toEqual([])
    expect(evolve(after, decision.value)).toEqual({ ...state, version: state.version + 2 })
  })

  it('of a claim that is not there is refused', () => {
    expect(reversal(undefined)).toMatchObject({ refusal: { code: 'claim.unknown' } })
  })

  it('a second time is refused', () => {
    const decision = reversal({ claim: settled(), reversedBy: 'reversal-0' })
    expect(decision).toMatchObject({ refusal: { code: 'claim.already-reversed' } })
  })

  it('dated before the settlement is refused', () => {
    expect(reversal({ claim: settled() }, '2025-05-20')).toMatchObject({
      refusal: { code: 'claim.bad-date' },
    })
  })
})

describe('the taking back of a reversal', () => {
  const claim = settled()
  const after = evolve(state, claim)
  const given = () => {
    const decision = reversal({ claim })
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    return decision.value
  }
  const undo = (over: Partial<Parameters<typeof decideUndo>[0]> = {}) =>
    decideUndo({
      ...{ reversal: given(), undoId: 'undo-1', today: '2025-06-02', claim },
      ...{ account: 50_000, isUntouched: true },
      ...over,
    })

  it('is its exact negative and restores the year as the claim left it: accumulators, account and stays', () => {
    const decision = undo()
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    expect(decision.value).toMatchObject({
      ...{ claimId: 'claim-1', reversalId: 'undo-1', undoes: 'reversal-1', reversedOn: '2025-06-02' },
      ...{ amounts: claim.amounts, change: claim.change },
    })
    const restored = evolve(evolve(after, given()), decision.value)
    expect(restored).toEqual({ ...after, version: after.version + 2 })
  })

  it.each([
    ['claim.not-restorable', { isUntouched: false }],
    ['claim.not-restorable', { account: 49_999 }],
    ['claim.bad-date', { today: '2025-05-31' }],
    ['call.not-undoable', { reversal: { ...given(), undoes: 'reversal-0' } }],
  ] as const)('is refused with %s when %j', (code, over) => {
    expect(undo(over)).toMatchObject({ refusal: { code } })
  })
})

describe('other events of the insured-year', () => {
  it('an entitlement replaces the one before whole; of one without days the last city keeps the year', () => {
    const after = evolve(state, {
      kind: 'entitlement-replaced',
      entitlementVersion: 2,
      birthOn: '1980-03-02',
      sex: 'female',
      spells: [],
    })
    const told = { entitlementVersion: 2, birthOn: '1980-03-02', spells: [] }
    expect(after).toEqual({ ...state, version: 2, ...told, lastCity: '340100' })
  })

  it('an entitlement that does not say how long a person is enrolled takes back what one before said', () => {
    const told = { kind: 'entitlement-replaced', birthOn: '1980-03-01', sex: 'female', spells: [] } as const
    const five = evolve(state, { ...told, entitlementVersion: 2, continuousYears: 5 })
    expect(five.continuousYears).toBe(5)
    expect(evolve(five, { ...told, entitlementVersion: 3 })).not.toHaveProperty('continuousYears')
  })

  it('a credit raises the account', () => {
    expect(evolve(state, { kind: 'account-credited', amount: 12_300 }).account).toBe(62_300)
  })
})
