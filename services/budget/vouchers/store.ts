import { monthOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { ItemFields } from '../keys.ts'
import { voucherKey, voucherPartition } from '../keys.ts'
import type { BookingOutcome } from '../ledger/book.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Voucher } from './rules/voucher.ts'

type VoucherRecord = Voucher & { readonly version?: number }
export type StoredVoucher = { readonly voucher: Voucher; readonly version: number }

const vouchers = defineRecord<VoucherRecord, Pick<Voucher, 'fund' | 'voucherId'>>({
  kind: 'voucher',
  key: ({ fund, voucherId }) => voucherKey(fund, voucherId),
})

const toVoucher = (item: Stored): StoredVoucher => {
  const { pk, sk, kind, version = 0, ...voucher }: VoucherRecord & ItemFields = vouchers.from(item)
  return { voucher, version }
}

export const readVoucher = async (
  store: Store,
  fund: Fund,
  voucherId: string,
): Promise<StoredVoucher | undefined> => {
  const item = await store.get(voucherKey(fund, voucherId))
  return item && toVoucher(item)
}

/** Records a new voucher; false when its id was taken meanwhile. */
export const recordVoucher = async (store: Store, voucher: Voucher): Promise<boolean> =>
  (await store.write([vouchers.replace(voucher, 0)])).status === 'written'

const cashAt = 1

/** Books a drafted voucher and its entry in one transaction; `short` when the special account holds less than it takes. */
export const bookVoucher = async (
  store: Store,
  { voucher, version }: StoredVoucher,
  approved: Signature,
): Promise<BookingOutcome | { readonly status: 'short' }> => {
  const { voucherId, fund, on, corrects, movements } = voucher
  const entryId = stableId('E-', 'voucher', fund.city, fund.scheme, voucherId)
  const cash = movements['special-account'] === undefined ? [] : [cashAddition(fund, movements)]
  const outcome = await book(store, fund, monthOf(on), (month) => ({
    entry: {
      entryId,
      reason: corrects ? 'correction' : 'voucher',
      on,
      source: voucherId,
      movements,
      ...(corrects ? { corrects } : {}),
    },
    alongside: [
      vouchers.replace({ ...voucher, status: 'booked', approved, entryId, month }, version),
      ...cash,
    ],
  }))
  const isShort = outcome.status === 'rejected' && outcome.failed.every(({ index }) => index === cashAt)
  return isShort ? { status: 'short' } : outcome
}

/** A fund's vouchers, page by page. */
export const pageVouchers = async (store: Store, fund: Fund, page: { limit: number; cursor?: string }) => {
  const found = await store.page({ pk: voucherPartition(fund), ...page })
  return { vouchers: found.items.map((item) => toVoucher(item).voucher), cursor: found.cursor }
}
