import { describe, expect, it } from 'vitest'
import type { Bill } from '../../../../services/contribution/bill/rules/bill.ts'
import { fromAccountFault } from '../../../../services/contribution/payment/rules/from-account.ts'

const billOf = (billId: string, pooled: number, paid: number, fromAccounts?: number): Bill => ({
  ...{ billId, kind: 'resident-year', scheme: 'resident', city: '340100', fundYear: 2025 },
  ...{ from: '2025-01', to: '2025-12', issuedOn: '2024-09-01', dueOn: '2024-12-31', persons: [] },
  ...{ dues: [{ payer: 'individual', pooled, account: 0 }], status: 'paid', paid: { individual: paid } },
  ...(fromAccounts === undefined ? {} : { fromAccounts }),
})
const refund = (amount: number) => ({ payer: 'individual' as const, amount })

describe('a refund that names no account', () => {
  // A relative's account paid the bill of 40 yuan; it was corrected upwards, and they paid the difference of 160 themselves.
  const ofYear = billOf('R-P1-2025', 4_000, 4_000, 4_000)
  const difference = billOf('D-P1-2025-1', 16_000, 16_000)

  it('takes nothing of a bill that the account paid, whatever they paid themselves of another', () => {
    const fault = fromAccountFault(refund(1), { bill: ofYear, others: [difference], lines: [] })
    expect(fault).toMatchObject({
      refusal: { code: 'contribution.refund-from-account', figures: { otherwise: 0 } },
    })
    const own = { bill: difference, others: [ofYear], lines: [] }
    expect(fromAccountFault(refund(16_000), own)).toBeUndefined()
  })

  it('of a bill that gives back takes what they paid themselves of those that it corrects', () => {
    const back = { bill: billOf('D-P1-2025-2', -16_000, 0), others: [ofYear, difference], lines: [] }
    expect(fromAccountFault(refund(16_000), back)).toBeUndefined()
    expect(fromAccountFault(refund(16_001), back)).toMatchObject({
      refusal: { figures: { otherwise: 16_000 } },
    })
  })
})
