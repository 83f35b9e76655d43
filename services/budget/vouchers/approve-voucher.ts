import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Signature } from '../ledger/rules/signature.ts'
import { releaseWaiting } from '../payment/release-waiting.ts'
import { refuse } from '../refusals.ts'
import type { Voucher } from './rules/voucher.ts'
import { approveVoucher } from './rules/voucher.ts'
import { bookVoucher, readVoucher } from './store.ts'

/** Approves a voucher and books it; money that it brings in pays what had to wait. */
export const approveVoucherCommand = async (
  fund: Fund,
  voucherId: string,
  signed: Signature,
  store: Store,
): Promise<Decision<Voucher>> => {
  const found = await readVoucher(store, fund, voucherId)
  if (!found) return refuse('voucher.unknown', { field: 'voucherId', figures: { voucherId } })
  const decision = approveVoucher(signed, found.voucher)
  if (decision.status === 'refused' || decision.value.status === 'booked') return decision
  const outcome = await bookVoucher(store, found, signed)
  if (outcome.status === 'short') return refuse('voucher.no-funds')
  const booked = await readVoucher(store, fund, voucherId)
  if (booked?.voucher.status !== 'booked') return refuse('voucher.changed-meanwhile')
  await releaseWaiting(store, fund, booked.voucher.on)
  return accept(booked.voucher)
}
