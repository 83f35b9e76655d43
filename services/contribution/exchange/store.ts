import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { bills } from '../bill/store.ts'
import { billKey, exchangeKey, exchangesPartition } from '../keys.ts'
import type { Exchange } from './rules/exchange.ts'

/** An exchange as stored, with the version its next write replaces. */
export type StoredExchange = { readonly exchange: Exchange; readonly version: number }
type ExchangeId = { readonly exchange: Pick<Exchange, 'billId'> }

export const exchanges = defineRecord<StoredExchange, ExchangeId>({
  kind: 'exchange',
  key: ({ exchange }) => exchangeKey(exchange.billId),
  index: ({ exchange: { city, billId, messages } }) => {
    const last = messages.at(-1)
    return {
      gsi1pk: exchangesPartition(city, last?.state ?? 'none'),
      gsi1sk: `${last?.sentOn ?? ''}#${billId}`,
    }
  },
})

export const exchangeWrite = (stored: StoredExchange): Write => exchanges.replace(stored, stored.version)

/** A bill with what the tax authority was told of it. */
export const readExchange = async (
  store: Store,
  billId: string,
): Promise<{ readonly bill: Bill | undefined; readonly stored: StoredExchange | undefined }> => {
  const [bill, stored] = await store.getMany([billKey(billId), exchangeKey(billId)])
  return { bill: bill && bills.from(bill).bill, stored: stored && exchanges.from(stored) }
}
