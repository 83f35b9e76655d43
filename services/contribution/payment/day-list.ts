import type { Day } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { paymentsPartition, resolvedPartition, suspensePartition } from '../keys.ts'
import { openAmount } from './rules/suspense.ts'
import type { PaymentRecord } from './store.ts'
import { paymentIn, paymentRecordOf, receipts, suspenses } from './store.ts'

/** What became of a payment in a word: on its bill, in suspense, or out of it again. */
export type DayStatus = 'recorded' | 'suspended' | 'resolved'

/** Where the payments of a day stand: those on bills, those in suspense, those that were resolved. */
const placesOf = (city: string, on: Day) => [
  { index: 'gsi1' as const, pk: paymentsPartition(city, on) },
  { index: 'gsi1' as const, pk: suspensePartition(city), prefix: `${on}#` },
  { index: 'gsi1' as const, pk: resolvedPartition(city), prefix: `${on}#` },
]

const isPayment = (item: Stored): boolean => receipts.is(item) || suspenses.is(item)

/**
 * A page of the payments that were reported for a day and city, as they were reported, each once. A cursor names the
 * place it goes on in.
 */
export const pageOfDay = async (
  store: Store,
  { city, on }: { readonly city: string; readonly on: Day },
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly records: readonly PaymentRecord[]; readonly cursor?: string }> => {
  const [at = '0', ...inner] = (cursor ?? '0').split('.')
  const place = placesOf(city, on)[Number(at)]
  if (!place) return { records: [] }
  const from = inner.join('.')
  const page = await store.page({ ...place, limit, ...(from === '' ? {} : { cursor: from }) })
  const records = page.items.filter(isPayment).map(paymentRecordOf)
  if (page.cursor !== undefined) return { records, cursor: `${at}.${page.cursor}` }
  const next = Number(at) + 1
  return next < placesOf(city, on).length ? { records, cursor: `${next}` } : { records }
}

/** How many payments of one kind there are, and what they come to: refunds are negative. */
export type DayTotal = {
  readonly payer: string
  readonly kind: 'payment' | 'refund'
  readonly status: DayStatus
  readonly count: number
  readonly amount: Fen
}

/** What a payment brought, whatever became of it. */
export const reportedAmount = (record: PaymentRecord): Fen =>
  record.status === 'recorded' ? record.receipt.pooled + record.receipt.account : record.suspense.amount

/** What became of a payment as of now: the list of a day and its totals say the same. */
export const statusOf = (record: PaymentRecord): DayStatus => {
  if (record.status === 'recorded') return 'recorded'
  return openAmount(record.suspense) === 0 ? 'resolved' : 'suspended'
}

/** So many are read at once when a day is added up. */
const addedAtOnce = 1000

/** A day's payments of a city, added up by payer, kind, and what became of them. */
export const totalsOfDay = async (
  store: Store,
  of: { readonly city: string; readonly on: Day },
): Promise<DayTotal[]> => {
  const totals = new Map<string, DayTotal>()
  let cursor: string | undefined
  do {
    const page = await pageOfDay(store, of, { cursor, limit: addedAtOnce })
    for (const record of page.records) {
      const amount = reportedAmount(record)
      const kind = amount < 0 ? 'refund' : 'payment'
      const status = statusOf(record)
      const { payer } = paymentIn(record)
      const name = [payer, kind, status].join(' ')
      const before = totals.get(name)
      totals.set(name, {
        ...{ payer, kind, status },
        ...{ count: (before?.count ?? 0) + 1, amount: (before?.amount ?? 0) + amount },
      })
    }
    cursor = page.cursor
  } while (cursor !== undefined)
  return [...totals.keys()].sort().flatMap((name) => totals.get(name) ?? [])
}
