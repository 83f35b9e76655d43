import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { never } from '#shared/kernel/never.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Account } from '../../ledger/rules/chart.ts'
import { accounts, classOf, collectionLines, isByHand, poolOf } from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { EntryName, JournalEntry } from '../../ledger/rules/journal-entry.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, imbalanceOf } from '../../ledger/rules/movements.ts'
import { refuse } from '../../refusals.ts'

/**
 * What accountants book themselves: interest, transfers, what other funds pay back, and corrections. A correction names
 * the entry it corrects, which stays as it was; it is booked in a period that is still open.
 */
type VoucherDraft = {
  readonly voucherId: string
  readonly fund: Fund
  /** The business day. */
  readonly on: Day
  readonly reason: string
  readonly corrects?: EntryName
  readonly movements: Movements
  readonly drafted: Signature
}

export type Voucher =
  | (VoucherDraft & { readonly status: 'drafted' })
  | (VoucherDraft & {
      readonly status: 'booked'
      readonly approved: Signature
      readonly entryId: string
      readonly month: string
    })

export type DraftVoucher = VoucherDraft

const isAccountLine = (account: (typeof accounts)[number]): boolean =>
  (classOf(account) === 'income' || classOf(account) === 'expenditure') && poolOf(account) === 'account'

/**
 * Lines whose sums are those of receipts and claims: a voucher corrects one against another, and leaves the sum as it is.
 * Else two accountants could book a subsidy that nobody paid, or take collection out of what the province levies on.
 */
const ledTogether: readonly (readonly Account[])[] = [
  collectionLines,
  ['account-premium'],
  ['inpatient', 'outpatient', 'chronic-special'],
  ['account-benefit'],
]

/** What a voucher moves of the sums of lines that receipts and claims lead: nothing, where it is right. */
export const movedTogether = (
  movements: Movements,
): { readonly lines: string; readonly moved: Fen } | undefined =>
  ledTogether
    .map((lines) => ({ lines: lines.join(', '), moved: fen(sum(lines.map((line) => movements[line] ?? 0))) }))
    .find(({ moved }) => moved !== 0)

const misusedAccount = ({ fund, movements }: DraftVoucher) => {
  const moved = accounts.filter((account) => movements[account] !== undefined)
  const led = moved.find((account) => !isByHand(account))
  if (led) return refuse('voucher.account-led-elsewhere', { field: 'movements', figures: { account: led } })
  const together = movedTogether(movements)
  if (together) return refuse('voucher.lines-led-elsewhere', { field: 'movements', figures: together })
  if (fund.scheme === 'resident' && moved.some(isAccountLine))
    return refuse('voucher.no-personal-accounts', { field: 'movements' })
  return undefined
}

const sameMovements = (a: Movements, b: Movements): boolean =>
  accounts.every((account) => (a[account] ?? 0) === (b[account] ?? 0))

const isRepeat = (command: DraftVoucher, state: Voucher): boolean =>
  isSamePerson(state.drafted.by, command.drafted.by) &&
  state.on === command.on &&
  state.reason === command.reason &&
  state.corrects?.entryId === command.corrects?.entryId &&
  state.corrects?.period === command.corrects?.period &&
  sameMovements(state.movements, command.movements)

/** Drafts a voucher: balanced, over accounts that are kept by hand; a correction of an entry that is there. */
export const draftVoucher = (
  command: DraftVoucher,
  state: {
    readonly voucher?: Voucher
    readonly corrected?: JournalEntry
    /** The first day of the fund's books, where they are opened. */
    readonly booksFrom?: Day
  },
): Decision<Voucher> => {
  const { movements, corrects, on } = command
  if (state.voucher)
    return isRepeat(command, state.voucher) ? accept(state.voucher) : refuse('voucher.other-content')
  const imbalance = imbalanceOf(movements)
  if (imbalance !== 0) return refuse('voucher.unbalanced', { field: 'movements', figures: { imbalance } })
  if (Object.keys(addMovements(movements)).length === 0)
    return refuse('voucher.empty', { field: 'movements' })
  const { booksFrom } = state
  if (booksFrom !== undefined && on < booksFrom)
    return refuse('voucher.before-books', { field: 'on', figures: { booksFrom } })
  const misused = misusedAccount(command)
  if (misused) return misused
  if (corrects && !state.corrected)
    return refuse('voucher.corrects-unknown', { field: 'corrects', figures: { ...corrects } })
  if (corrects && monthOf(on) < corrects.period) return refuse('voucher.corrects-later', { field: 'on' })
  return accept({ ...command, movements: addMovements(movements), status: 'drafted' })
}

/** Lets a voucher be booked by another than who drafted it; the same approval again changes nothing. */
export const approveVoucher = (signed: Signature, state: Voucher): Decision<Voucher> => {
  switch (state.status) {
    case 'drafted':
      return isSamePerson(signed.by, state.drafted.by) ? refuse('voucher.maker-is-checker') : accept(state)
    case 'booked':
      return accept(state)
    default:
      return never(state)
  }
}
