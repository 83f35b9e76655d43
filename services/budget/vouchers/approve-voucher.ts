import type { Signature } from '#shared/contracts/fields.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { releaseWaiting } from '../payment/release-waiting.ts'
import { refuse } from '../refusals.ts'
import type { Voucher } from './rules/voucher.ts'
import { approveVoucher } from './rules/voucher.ts'
import type { StoredVoucher } from './store.ts'
import { bookVoucher, readVoucher } from './store.ts'

/** A voucher as it is booked, now or before. */
const booked = async (found: StoredVoucher, signed: Signature, store: Store): Promise<Decision<Voucher>> => {
  if (found.voucher.status === 'booked') return accept(found.voucher)
  const outcome = await bookVoucher(store, found, signed)
  if (outcome.status === 'short') return refuse('voucher.no-funds')
  const stands = await readVoucher(store, found.voucher.fund, found.voucher.voucherId)
  return stands?.voucher.status === 'booked' ? accept(stands.voucher) : refuse('voucher.changed-meanwhile')
}

/**
 * Approves a voucher and books it; money that it brings in pays what had to wait. That is done again with a repeat, since
 * whoever booked it first may have been killed before.
 */
export const approveVoucherCommand = async (
  fund: Fund,
  voucherId: string,
  signed: Signature,
  store: Store,
): Promise<Decision<Voucher>> => {
  const found = await readVoucher(store, fund, voucherId)
  if (!found) return refuse('voucher.unknown', { field: 'voucherId', figures: { voucherId } })
  const decision = approveVoucher(signed, found.voucher)
  if (decision.status === 'refused') return decision
  const outcome = await booked(found, signed, store)
  if (outcome.status === 'accepted') await releaseWaiting(store, fund, outcome.value.on)
  return outcome
}
