import { monthOf } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { voucherKey, voucherPartition } from '../keys.ts'
import type { Booked } from '../ledger/book.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Signature } from '../ledger/rules/signature.ts'
import type { Voucher } from './rules/voucher.ts'

const toVoucher = ({ pk, sk, kind, version, ...voucher }: Stored): Voucher => voucher as unknown as Voucher

const toItem = (voucher: Voucher) => ({
  ...voucherKey(voucher.fund, voucher.voucherId),
  kind: 'voucher',
  ...voucher,
})

export const readVoucher = async (
  store: Store,
  fund: Fund,
  voucherId: string,
): Promise<{ readonly voucher: Voucher; readonly version: number } | undefined> => {
  const item = await store.get(voucherKey(fund, voucherId))
  return item && { voucher: toVoucher(item), version: Number(item.version) }
}

/** Records a new voucher; false when its id was taken meanwhile. */
export const recordVoucher = async (store: Store, voucher: Voucher): Promise<boolean> =>
  (await store.write([{ kind: 'replace', item: toItem(voucher), version: 0 }])).status === 'written'

const cashAt = 1

/** Books a drafted voucher and its entry in one transaction; `short` when the special account holds less than it takes. */
export const bookVoucher = async (
  store: Store,
  { voucher, version }: { readonly voucher: Voucher; readonly version: number },
  approved: Signature,
): Promise<Booked | { readonly status: 'short' }> => {
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
      {
        kind: 'replace',
        item: toItem({ ...voucher, status: 'booked', approved, entryId, month }),
        version,
      },
      ...cash,
    ],
  }))
  const isShort = outcome.status === 'rejected' && outcome.failed.every(({ index }) => index === cashAt)
  return isShort ? { status: 'short' } : outcome
}

/** A fund's vouchers, page by page. */
export const pageVouchers = async (store: Store, fund: Fund, page: { limit: number; cursor?: string }) => {
  const found = await store.page({ pk: voucherPartition(fund), ...page })
  return { vouchers: found.items.map(toVoucher), cursor: found.cursor }
}
