import { describe, expect, it } from 'vitest'
import { adjudicate } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import {
  assertIdentities,
  brokenIdentities,
} from '../../../../services/settlement/adjudication/rules/identities.ts'
import type { Amounts } from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { planOf } from '../support/basis.ts'

/**
 * 10,000 yuan, of which 9,000 in scope: the pool pays 5,500 and leaves 3,500 of it. Five layers pay 2,100 more, so the
 * fund bears 7,600 and the patient 2,400: 900 from the account, 1,500 in cash.
 */
const claim: Amounts = {
  ...{ total: 1_000_000, fullySelfPaid: 50_000, overLimit: 30_000, firstSelfPaid: 20_000, inScope: 900_000 },
  ...{ entrySelfPaid: 10_000, aboveEntryCap: 40_000, deductible: 50_000 },
  ...{ coinsurance: 150_000, aboveCeiling: 100_000, basic: 550_000 },
  ...{
    seriousIllness: 70_000,
    largeSum: 60_000,
    medicalAid: 50_000,
    tiltedAid: 20_000,
    civilServant: 10_000,
  },
  ...{ fund: 760_000, patient: 240_000, account: 90_000, family: 0, cash: 150_000 },
}

/** What the layers left of each part: coinsurance and deductible are paid in full, 100 yuan of what exceeded the ceiling. */
const unpaid = {
  ...{
    coinsurance: 0,
    coinsuranceAboveCeiling: 0,
    deductible: 0,
    aboveCeiling: 90_000,
    aboveEntryCap: 40_000,
    entrySelfPaid: 10_000,
  },
  ...{ firstSelfPaid: 20_000, overLimit: 30_000, fullySelfPaid: 50_000 },
}

const names = Object.keys(claim) as (keyof Amounts)[]
const oneFenMore = (...changed: (keyof Amounts)[]): Amounts => ({
  ...claim,
  ...Object.fromEntries(changed.map((name) => [name, claim[name] + 1])),
})

describe('the identities of a claim', () => {
  it('hold for what adds up, and for its reversal', () => {
    const reversal = Object.fromEntries(names.map((name) => [name, -claim[name]])) as Amounts
    expect(brokenIdentities(claim)).toEqual([])
    expect(brokenIdentities(reversal)).toEqual([])
  })

  it.each(['fullySelfPaid', 'overLimit', 'firstSelfPaid'] as const)(
    'the cost is what is self-paid, over a limit, first self-paid and in scope: a fen more %s breaks it',
    (name) => {
      expect(brokenIdentities(oneFenMore(name))).toEqual(['cost'])
    },
  )

  it.each(['entrySelfPaid', 'aboveEntryCap', 'deductible', 'coinsurance', 'aboveCeiling'] as const)(
    'what is in scope is what the pool pays and what it leaves: a fen more %s breaks it',
    (name) => {
      expect(brokenIdentities(oneFenMore(name))).toEqual(['in-scope'])
    },
  )

  it.each(['seriousIllness', 'largeSum', 'medicalAid', 'tiltedAid', 'civilServant'] as const)(
    'the fund pays what its layers pay: a fen more %s breaks it',
    (name) => {
      expect(brokenIdentities(oneFenMore(name))).toEqual(['fund'])
    },
  )

  it('the patient pays what the fund does not, from account and cash', () => {
    expect(brokenIdentities(oneFenMore('account'))).toEqual(['patient'])
    expect(brokenIdentities(oneFenMore('cash'))).toEqual(['patient'])
    expect(brokenIdentities(oneFenMore('patient', 'cash'))).toEqual(['patient'])
  })

  it('are named one beside the other where several are broken', () => {
    expect(brokenIdentities(oneFenMore('total', 'basic'))).toEqual(['cost', 'in-scope', 'fund', 'patient'])
  })
})

describe('a result is checked before anyone sees it', () => {
  const refusal = (amounts: Amounts, left = unpaid): unknown => {
    try {
      assertIdentities(amounts, left)
      return undefined
    } catch (error) {
      return error
    }
  }

  it('and passes when it adds up', () => {
    expect(refusal(claim)).toBeUndefined()
  })

  it('an identity that does not hold is named, with all amounts', () => {
    const wrong = oneFenMore('total', 'seriousIllness')
    expect(refusal(wrong)).toMatchObject({
      ...{ code: 'claim.identity', message: 'identities broken: cost, fund, patient', details: wrong },
    })
  })

  it('what the layers left unpaid is what the patient pays: a fen nobody bears is an error', () => {
    expect(refusal(claim, { ...unpaid, overLimit: 29_999 })).toMatchObject({
      ...{ code: 'claim.identity', message: 'identities broken: unpaid' },
    })
  })

  it('no amount is negative, though the sum be right: minus 0.01 from the account and 2,400.01 in cash', () => {
    expect(refusal({ ...claim, account: -1, cash: 240_001 })).toMatchObject({
      ...{ code: 'claim.identity', message: 'identities broken: amounts' },
    })
    expect(refusal({ ...claim, account: 0, cash: 240_000 })).toBeUndefined()
  })

  it('no amount is half a fen, though the sum be right', () => {
    expect(refusal({ ...claim, account: 90_000.5, cash: 149_999.5 })).toMatchObject({
      code: 'claim.identity',
    })
  })

  it('a claim whose parts do not make up its cost never leaves the kernel', () => {
    const plan = planOf({ inpatient: { deductible: 100, pays: 0.5 } })
    const parts = { total: 100_000, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0, inScope: 90_000 }
    const split = { care: plan.care, facts: {}, parts, classes: new Map(), useAccount: false }
    expect(() => adjudicate(split, { counted: {}, account: 0 }, plan)).toThrow(
      expect.objectContaining({ code: 'claim.identity' }),
    )
  })
})
