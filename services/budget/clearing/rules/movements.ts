import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, transfer } from '../../ledger/rules/movements.ts'
import type { ClearedYear } from './clear-institution.ts'

/**
 * What a cleared year does to the ledger. What was suspended, deposited and advanced is gone. What is due is ordered;
 * what is owed back stands against the institution's next months. What the fund does not pay is taken off the line it
 * was booked on (added where it pays more). A forfeited deposit is other income.
 */
export const clearingMovements = (cleared: ClearedYear): Movements => {
  const { suspended, deposits, advance, unpaid, depositForfeited, ordered } = cleared
  // Everything goes through what is payable to institutions, which ends where the clearing leaves nothing over.
  return addMovements(
    transfer('suspended', 'institutions-payable', suspended),
    transfer('deposits', 'institutions-payable', deposits),
    transfer('institutions-payable', 'advances', advance),
    transfer('institutions-payable', 'inpatient', unpaid.inpatient),
    transfer('institutions-payable', 'outpatient', unpaid.outpatient),
    transfer('institutions-payable', 'other-income', depositForfeited),
    transfer('institutions-payable', 'payment-orders', ordered),
  )
}
