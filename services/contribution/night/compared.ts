import type { FundYear } from '#shared/calendar/day.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { billKey, toBill } from '../bill/store.ts'
import { keysOfAccount, listSweeps } from '../income/store.ts'
import { receiptKey, toReceipt } from '../payment/store.ts'
import { keysOfStatement } from '../subsidy/store.ts'

type Account = { readonly city: string; readonly scheme: Scheme; readonly fundYear: FundYear }

/** A resident's bill names the statement that counted him; the bill of a statement has its id. */
const keysOfBill = (item: Stored): Key[] => {
  const { bill } = toBill(item)
  const statementId = bill.kind === 'subsidy' ? bill.billId : bill.statementId
  return [
    ...(bill.paymentIds ?? []).map(receiptKey),
    ...(statementId === undefined ? [] : keysOfStatement(statementId)),
  ]
}

const isOfAccount = ({ kind }: Stored): boolean =>
  kind === 'income' || kind === 'income-swept' || kind === 'sweep'

const spokenOf = (item: Stored): readonly Key[] => {
  if (isOfAccount(item)) return keysOfAccount(item as unknown as Account)
  switch (item.kind) {
    case 'bill':
      return keysOfBill(item)
    case 'payment':
      return [billKey(toReceipt(item).billId)]
    case 'statement': {
      const { statementId } = item.statement as { statementId: string }
      return [billKey(statementId), ...keysOfStatement(statementId)]
    }
    case 'statement-part':
      return keysOfStatement(String(item.statementId))
    default:
      return []
  }
}

const accountName = ({ city, scheme, fundYear }: Stored): string => `${city}/${scheme}/${fundYear}`

/**
 * The things that some records speak of, whole: a bill with its payments and the statement that counted it, a statement with
 * its parts and its bill, an income account with its counters and its sweeps. Not an account with the payments it
 * received, nor a statement with those whose bills name it: these are a city's millions.
 */
export const readCompared = async (records: readonly Stored[], store: Store): Promise<Stored[]> => {
  const found = await readWhole(records, spokenOf, store)
  const accounts = new Map(found.filter(isOfAccount).map((item) => [accountName(item), item]))
  const sweeps = await Promise.all(
    [...accounts.values()].map((item) => listSweeps(store, item as unknown as Account)),
  )
  const known = new Set(found.map(({ pk }) => pk))
  return [...found, ...sweeps.flat().filter(({ pk }) => !known.has(pk))]
}
