import type { Payer } from '#shared/contracts/contribution.ts'
import type { Payee } from '#shared/contracts/payee.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'
import type { ReturnTo } from './proposal.ts'

/**
 * Whoever paid, as the bill that a payment names tells: its employer, its one person, or the finance office of its city
 * or the province. An employer hands over its people's own part with its own.
 */
export const payerOf = (
  bill: Pick<Bill, 'city' | 'employerId' | 'persons'> | undefined,
  payer: Payer,
): Payee | undefined => {
  if (!bill) return undefined
  const { employerId, persons, city } = bill
  switch (payer) {
    case 'employer':
    case 'individual': {
      if (employerId !== undefined) return { kind: 'employer', id: employerId }
      const [person, other] = persons
      return person && !other ? { kind: 'person', id: person.personId } : undefined
    }
    case 'city':
      return { kind: 'office', id: city }
    case 'province':
      return { kind: 'office', id: provinceCode }
    default:
      return undefined
  }
}

export const isSamePayee = (one: Payee, other: Payee): boolean =>
  one.kind === other.kind && one.id === other.id

/** Whom money in suspense would go back to: whom an officer names, or else whoever paid it. */
export type AskedReturn = { readonly payee?: Payee | undefined; readonly document?: string | undefined }

/**
 * Decides whom money goes back to: whoever paid it, as the bill says that it names. Anybody else needs a document that
 * says so, which the second officer reads, and is somebody known here.
 * @param isKnown whether the payee that is named is registered here
 */
export const returnTo = (
  { payee, document }: AskedReturn,
  paidBy: Payee | undefined,
  isKnown: boolean,
): Decision<ReturnTo> => {
  const to = payee ?? paidBy
  if (!to) return refuse('suspense.payer-unknown', { field: 'payee' })
  const by = document === undefined ? {} : { document }
  if (paidBy && isSamePayee(to, paidBy)) return accept({ kind: 'payer', payee: to, ...by })
  if (document === undefined)
    return refuse('suspense.other-payee', { field: 'payee', figures: { paidBy: paidBy?.id ?? '-' } })
  return isKnown
    ? accept({ kind: 'payer', payee: to, document })
    : refuse('suspense.payee-unknown', { field: 'payee', figures: { payee: to.id } })
}
