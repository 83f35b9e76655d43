import type { Payee } from '#shared/contracts/payee.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import { readBill } from '../bill/store.ts'
import { readCoverages } from '../coverage/store.ts'
import { employerKey } from '../keys.ts'
import type { AskedReturn } from './rules/payer.ts'
import { payerOf, returnTo } from './rules/payer.ts'
import type { ReturnTo } from './rules/proposal.ts'
import type { Suspense } from './rules/suspense.ts'

/** Whether somebody is known here: a person who was ever covered, a registered employer, an office of the province. */
const isKnown = async ({ kind, id }: Payee, store: Store): Promise<boolean> => {
  switch (kind) {
    case 'person':
      return (await readCoverages(store, [id])).has(id)
    case 'employer':
      return (await store.get(employerKey(id))) !== undefined
    case 'office':
      return id === provinceCode || cities.some(({ code }) => code === id)
    default:
      return false
  }
}

/** Whom money in suspense goes back to, as things stand. */
export const judgeReturn = async (
  asked: AskedReturn,
  { billId, payer }: Pick<Suspense, 'billId' | 'payer'>,
  store: Store,
): Promise<Decision<ReturnTo>> => {
  const bill = await readBill(store, billId)
  return returnTo(asked, payerOf(bill?.bill, payer), asked.payee ? await isKnown(asked.payee, store) : false)
}
