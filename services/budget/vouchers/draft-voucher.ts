import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { readEntry } from '../ledger/journal.ts'
import { readOpening } from '../ledger/open-books.ts'
import { refuse } from '../refusals.ts'
import type { DraftVoucher, Voucher } from './rules/voucher.ts'
import { draftVoucher } from './rules/voucher.ts'
import { readVoucher, recordVoucher } from './store.ts'

/** Drafts a voucher and records it; the same draft again is found where it stands. */
export const draftVoucherCommand = async (
  command: DraftVoucher,
  store: Store,
): Promise<Decision<Voucher>> => {
  const { fund, voucherId, corrects } = command
  const found = await readVoucher(store, fund, voucherId)
  const corrected = corrects && (await readEntry(store, fund, corrects))
  const opened = await readOpening(store, fund)
  const decision = draftVoucher(command, {
    ...(found ? { voucher: found.voucher } : {}),
    ...(corrected ? { corrected } : {}),
    ...(opened ? { booksFrom: firstDayOfYear(opened.year) } : {}),
  })
  if (decision.status === 'refused' || found) return decision
  return (await recordVoucher(store, decision.value)) ? decision : refuse('voucher.changed-meanwhile')
}
