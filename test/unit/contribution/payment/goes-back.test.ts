import { describe, expect, it } from 'vitest'
import { goesBackFault } from '../../../../services/contribution/payment/rules/goes-back.ts'
import { employerMonth, residentYear } from '../given.ts'

const paid = { ...employerMonth, paid: { employer: 85_400, individual: 24_400 }, status: 'paid' } as const
/** P1 turned out to have 1,000 yuan less: 7 % and 2 % go back. */
const giveBack = {
  ...employerMonth,
  ...{ billId: 'E-E1-2025-01-2', charge: 'refund' as const, persons: [{ personId: 'P1', account: -2_000 }] },
  dues: [
    { payer: 'employer' as const, pooled: -7_000, account: 0 },
    { payer: 'individual' as const, pooled: 0, account: -2_000 },
  ],
}
const refusal = (came: number, amount: number) => ({
  status: 'refused',
  refusal: expect.objectContaining({
    code: 'contribution.more-back-than-came',
    ...{ field: 'amount', figures: { came, amount } },
  }),
})
const back = (amount: number) => ({ payer: 'employer' as const, amount })

describe('money goes back of a month', () => {
  it('once the bill that is corrected is paid in full', () => {
    expect(goesBackFault(back(7_000), giveBack, [paid])).toBeUndefined()
    const none = refusal(0, 7_000)
    expect(goesBackFault(back(7_000), giveBack, [employerMonth])).toEqual(none)
    const partly = { ...employerMonth, paid: { employer: 85_400 } }
    expect(goesBackFault(back(7_000), giveBack, [partly])).toEqual(none)
  })

  it('up to what came of it, whichever of its bills it goes back on', () => {
    const given = { ...giveBack, paid: { employer: -7_000 } }
    expect(goesBackFault(back(78_400), paid, [given])).toBeUndefined()
    expect(goesBackFault(back(78_401), paid, [given])).toEqual(refusal(78_400, 78_401))
  })

  it('and a bill that stands alone is judged by itself', () => {
    expect(goesBackFault({ payer: 'individual', amount: 50_000 }, residentYear, [])).toBeUndefined()
  })
})
