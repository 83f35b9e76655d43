import { describe, expect, it } from 'vitest'
import {
  balanceOf,
  freeOf,
  overdrawnOf,
  sweptOf,
} from '../../../../services/contribution/income/rules/income-account.ts'
import { amountToSweep, returnOfSwept } from '../../../../services/contribution/income/rules/sweep.ts'

/** 1,000 yuan received, 600 swept; 150 in suspense, and 50 that another city has not paid yet. */
const account = {
  ...{ received: 1_000_00, swept: 600_00, inSuspense: 150_00, inTransit: 50_00 },
  lastOn: '2025-03-10',
}
const overdrawn = { ...account, received: 700_00 }

describe('an income account', () => {
  it('has what it received and was not swept, without what is still on its way', () => {
    expect(balanceOf(account)).toBe(350_00)
  })

  it('lets go of what is not kept in suspense', () => {
    expect(freeOf(account)).toBe(200_00)
    expect(overdrawnOf(account)).toBe(0)
  })

  it('is overdrawn where refunds took off after a sweep more than is free', () => {
    expect(freeOf(overdrawn)).toBe(-100_00)
    expect(overdrawnOf(overdrawn)).toBe(100_00)
  })

  it('counts as swept what of some money is not there any more, and never more than was swept', () => {
    expect(sweptOf(150_00, account)).toBe(0)
    expect(sweptOf(500_00, account)).toBe(300_00)
    expect(sweptOf(80_00, overdrawn)).toBe(80_00)
    expect(sweptOf(900_00, { ...account, swept: 100_00 })).toBe(100_00)
  })
})

describe('a sweep', () => {
  it('takes what is free, on the day of what came last or later', () => {
    expect(amountToSweep(account, '2025-03-10')).toEqual({ status: 'accepted', value: 200_00 })
    expect(amountToSweep(account, '2025-03-09')).toMatchObject({
      refusal: { code: 'contribution.swept-before-received' },
    })
  })

  it('is refused where nothing is free', () => {
    expect(amountToSweep(overdrawn, '2025-03-10')).toMatchObject({
      refusal: { code: 'contribution.nothing-to-sweep' },
    })
  })

  it('gives back no more than it took', () => {
    expect(returnOfSwept({ amount: 600_00 }, account)).toEqual({ status: 'accepted', value: 600_00 })
    expect(returnOfSwept({ amount: 600_01 }, account)).toMatchObject({
      refusal: { code: 'contribution.returned-above-swept' },
    })
  })
})
