import { describe, expect, it } from 'vitest'
import {
  firstDue,
  isUndoable,
  lastClaims,
  noTrail,
  trailAfterClaim,
  trailAfterCorrection,
  trailAfterEntitlement,
  trailAfterReversal,
} from '../../../../services/settlement/insured-year/rules/trail.ts'
import { residentOfHefei, yearOf2025 } from '../support/claims.ts'

const march = { claimId: 'C1', servedOn: '2025-03-10' }
const may = { claimId: 'C2', servedOn: '2025-05-10' }
const february = { claimId: 'C3', servedOn: '2025-02-10' }
const settled = trailAfterClaim(trailAfterClaim(noTrail, march), may)

describe('a claim', () => {
  it('in the order of service leaves nothing due', () => {
    expect(settled).toEqual({
      ...noTrail,
      latest: 'C2',
      earlier: ['C1'],
      servedUntil: '2025-05-10',
    })
  })

  it('served before another that was settled makes the year due from its day', () => {
    const late = trailAfterClaim(settled, february)
    expect(late).toMatchObject({ latest: 'C3', servedUntil: '2025-05-10' })
    expect(firstDue(late)).toBe('2025-02-10')
    expect(late.due).toEqual({ 'late-claim': '2025-02-10' })
  })

  it('is named with the three before it, so that a walk back takes four at a time', () => {
    const ids = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6']
    const six = ids.reduce((trail, claimId) => trailAfterClaim(trail, { ...march, claimId }), noTrail)
    expect(lastClaims(six)).toEqual(['C6', 'C5', 'C4', 'C3'])
    expect(lastClaims(noTrail)).toEqual([])
  })

  it('of the same day as the last one is not late', () => {
    expect(firstDue(trailAfterClaim(settled, { ...may, claimId: 'C4' }))).toBeUndefined()
  })
})

describe('a reversal', () => {
  it('of the last claim touches no other', () => {
    expect(trailAfterReversal(settled, may)).toEqual({ ...settled, reversed: ['C2'], undoable: 1 })
  })

  it('of an earlier one makes those after it due', () => {
    expect(trailAfterReversal(settled, march).due).toEqual({ reversal: '2025-03-10' })
  })
})

describe('the taking back of a reversal', () => {
  const reversed = trailAfterReversal(trailAfterReversal(settled, may), march)

  it('is possible for every reversal since the last claim, in any order, and leaves what they left due', () => {
    expect(['C1', 'C2'].map((claimId) => isUndoable(reversed, claimId))).toEqual([true, true])
    const one = trailAfterReversal(reversed, { ...may, undoes: 'R1' })
    expect(one).toMatchObject({ reversed: ['C1'], undoable: 1, due: { reversal: '2025-03-10' } })
    expect(['C1', 'C2'].map((claimId) => isUndoable(one, claimId))).toEqual([true, false])
    expect(trailAfterReversal(one, { ...march, undoes: 'R2' })).toMatchObject({ reversed: [], undoable: 0 })
  })

  it('is not possible any more once a claim was settled or corrected; a later reversal is', () => {
    const later = trailAfterClaim(reversed, { claimId: 'C5', servedOn: '2025-06-01' })
    expect(later.reversed).toEqual(['C2', 'C1'])
    expect(['C1', 'C2'].map((claimId) => isUndoable(later, claimId))).toEqual([false, false])
    const again = trailAfterReversal(later, { claimId: 'C5', servedOn: '2025-06-01' })
    expect(['C1', 'C2', 'C5'].map((claimId) => isUndoable(again, claimId))).toEqual([false, false, true])
    expect(trailAfterCorrection(again, true).undoable).toBe(0)
    expect(trailAfterCorrection(again, false).undoable).toBe(1)
  })
})

describe('a change of entitlement or registration', () => {
  const before = yearOf2025()

  it('makes the year due from the first day already claimed on that is entitled otherwise', () => {
    const lost = yearOf2025({ spells: [{ ...residentOfHefei, from: '2025-04-01' }] })
    expect(trailAfterEntitlement(settled, before, lost).due).toEqual({ entitlement: '2025-01-01' })
    expect(trailAfterEntitlement(settled, lost, before).due).toEqual({ entitlement: '2025-01-01' })
    const poorer = yearOf2025({
      spells: [
        { ...residentOfHefei, to: '2025-04-30' },
        { ...residentOfHefei, aid: 'minimum-living', from: '2025-05-01' },
      ],
    })
    expect(trailAfterEntitlement(settled, before, poorer).due).toEqual({ entitlement: '2025-05-01' })
  })

  it('makes the whole year due when the years of enrolment are others than was known', () => {
    const longer = yearOf2025({ continuousYears: 5 })
    expect(trailAfterEntitlement(settled, before, longer).due).toEqual({ entitlement: '2025-01-01' })
    expect(trailAfterEntitlement(noTrail, before, longer)).toEqual(noTrail)
  })

  it('on days after the last claim, or before any claim, changes nothing', () => {
    const ending = yearOf2025({ spells: [{ ...residentOfHefei, to: '2025-06-30' }] })
    expect(trailAfterEntitlement(settled, before, ending)).toEqual(settled)
    expect(trailAfterEntitlement(noTrail, before, yearOf2025({ spells: [] }))).toEqual(noTrail)
  })

  it('by another birthday makes all of the year due', () => {
    const older = yearOf2025({ birthOn: '1950-03-01' })
    expect(trailAfterEntitlement(settled, before, older).due).toEqual({ entitlement: '2025-01-01' })
  })

  it('by a disease registered backwards makes it due from the disease’s first day', () => {
    const diseases = [{ code: 'M03900', from: '2025-04-01', to: null }]
    const registered = yearOf2025({ registered: { ...before.registered, diseases } })
    expect(trailAfterEntitlement(settled, before, registered).due).toEqual({ entitlement: '2025-04-01' })
  })
})

it('a correction leaves nothing due and is remembered', () => {
  const corrected = trailAfterCorrection(trailAfterClaim(settled, february), true)
  expect(corrected).toMatchObject({ latest: 'C3', due: {}, corrected: true })
  expect(trailAfterCorrection(settled, false).corrected).toBe(false)
})
