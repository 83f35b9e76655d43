import type { Month } from '#shared/calendar/day.ts'
import type { StatedLine } from '#shared/contracts/contribution.ts'
import type { Phrase } from '#shared/kernel/language.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Account } from '../../ledger/rules/chart.ts'
import { chineseNameOf, classOf } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, transfer } from '../../ledger/rules/movements.ts'
import { contributionMovements, isOwnLine } from './contribution-entry.ts'
import type { WhyDifferent } from './statement-words.ts'
import { payerInWords, reasonsOfDifference } from './statement-words.ts'

type Balance = { readonly payer: StatedLine['payer'] & string; readonly opening: Fen; readonly closing: Fen }

/** A month as it was stated. */
export type Stated = {
  readonly month: Month
  readonly revision: number
  readonly after?: { readonly month: Month; readonly revision: number } | undefined
  readonly lines: readonly StatedLine[]
  readonly balances: readonly Balance[]
}

/** What is booked of the facts of a month in a month. */
type Booked = {
  readonly factMonth: Month
  readonly bookedIn: Month
  readonly facts: number
  readonly movements: Movements
}

/** What a line of a statement has to have moved in the ledger; a bill and what is taken off it move nothing there. */
const movementsOf = ({ line, of, payer, pooled, account }: StatedLine): Movements => {
  switch (line) {
    case 'paid':
    case 'refunded':
      return payer === undefined
        ? {}
        : contributionMovements({ payer, pooled, account, line: isOwnLine(of) ? of : undefined })
    case 'suspense':
      return transfer('income-account', 'suspense-receipts', pooled)
    case 'interest':
      return transfer(of === 'special' ? 'special-account' : 'income-account', 'interest', pooled)
    case 'swept':
      return transfer('special-account', 'income-account', pooled)
    default:
      return {}
  }
}

export const statedMovements = (lines: readonly StatedLine[]): Movements =>
  addMovements(...lines.map(movementsOf))

/** How many facts of a statement the ledger books, each for itself. */
export const bookedFacts = (lines: readonly StatedLine[]): number =>
  sum(lines.filter(({ line }) => line !== 'issued' && line !== 'taken-off').map(({ count }) => count))

/** The accounts that contributions move, as a statement shows them. */
const shownAccounts = [
  ...['individual-premium', 'employer-premium', 'medical-aid-premium', 'centre-subsidy'],
  ...['province-subsidy', 'city-subsidy', 'county-subsidy', 'late-fees', 'account-premium', 'interest'],
  'large-sum-premium',
  ...['suspense-receipts', 'income-account', 'special-account'],
] as readonly Account[]

/** An account as stated and as booked, and how what is booked makes what the ledger has of the month. */
export type AccountTie = {
  readonly account: Account
  readonly chinese: string
  readonly stated: Fen
  readonly booked: Fen
  readonly bookedElsewhere: Fen
  readonly ofOtherMonths: Fen
  readonly byHand: Fen
  /** What moved in the ledger's month: booked, less what is booked elsewhere, with the two others. */
  readonly inLedger: Fen
}

export type Difference = Phrase & {
  readonly line: string
  readonly amount: Fen
  readonly why: WhyDifferent
  readonly isExplained: boolean
  readonly month?: Month
}

const difference = (line: string, amount: Fen, why: WhyDifferent, month?: Month): Difference => ({
  ...{ line, amount, why, ...reasonsOfDifference[why] },
  ...(month === undefined ? {} : { month }),
})

/** With the sign that readers expect: what an asset has more, or what a line or a liability has. */
const shown = (account: Account, amount: Fen): Fen => (classOf(account) === 'asset' ? amount : -amount || 0)

type Sides = {
  readonly stated: Stated
  /** What is booked of the month's facts anywhere, and of any month's in it. */
  readonly booked: readonly Booked[]
  /** What moved in the ledger's month. */
  readonly period: Movements
}

const tieOf = (account: Account, { stated, booked, period }: Sides): AccountTie => {
  const of = (rows: readonly Booked[]): Fen =>
    shown(account, sum(rows.map(({ movements }) => movements[account] ?? 0)))
  const own = booked.filter(({ factMonth }) => factMonth === stated.month)
  const bookedElsewhere = of(own.filter(({ bookedIn }) => bookedIn !== stated.month))
  const ofOtherMonths = of(
    booked.filter(({ factMonth, bookedIn }) => factMonth !== stated.month && bookedIn === stated.month),
  )
  const inLedger = shown(account, period[account] ?? 0)
  return {
    ...{ account, chinese: chineseNameOf(account) },
    stated: shown(account, statedMovements(stated.lines)[account] ?? 0),
    booked: of(own),
    ...{ bookedElsewhere, ofOtherMonths, inLedger },
    byHand: inLedger - (of(own) - bookedElsewhere + ofOtherMonths),
  }
}

const differencesOf = (ties: readonly AccountTie[], { stated, booked }: Sides): Difference[] => {
  const own = booked.filter(({ factMonth }) => factMonth === stated.month)
  const why = sum(own.map(({ facts }) => facts)) > bookedFacts(stated.lines) ? 'told-since' : 'not-booked'
  return ties.flatMap((tie) => [
    ...(tie.stated === tie.booked ? [] : [difference(tie.account, tie.stated - tie.booked, why)]),
    ...own
      .filter(({ bookedIn, movements }) => bookedIn !== stated.month && movements[tie.account])
      .map(({ bookedIn, movements }) =>
        difference(
          tie.account,
          shown(tie.account, movements[tie.account] ?? 0),
          'booked-elsewhere',
          bookedIn,
        ),
      ),
    ...(tie.ofOtherMonths === 0 ? [] : [difference(tie.account, tie.ofOtherMonths, 'of-other-months')]),
    // The special account pays and receives much else.
    ...(tie.byHand === 0 || tie.account === 'special-account'
      ? []
      : [difference(tie.account, tie.byHand, 'by-hand')]),
  ])
}

/** What of the balances that a month opens with is not how the month before ends. */
export const openingDifferences = (stated: Stated, before: Stated | undefined): Difference[] => {
  if (stated.after === undefined) return [difference('opening', 0, 'opening-not-stated')]
  if (!before || before.revision === stated.after.revision) return []
  const payers = new Set([...stated.balances, ...before.balances].map(({ payer }) => payer))
  return [...payers].flatMap((payer) => {
    const opening = stated.balances.find((each) => each.payer === payer)?.opening ?? 0
    const closing = before.balances.find((each) => each.payer === payer)?.closing ?? 0
    return opening === closing
      ? []
      : [difference(`opening ${payerInWords(payer).zh}`, closing - opening, 'opening-changed')]
  })
}

export type Tie = {
  readonly accounts: readonly AccountTie[]
  readonly differences: readonly Difference[]
  readonly isTied: boolean
}

/** A month as stated, held against what is booked of it and against the ledger's month, to the fen. */
export const tieMonth = (sides: Sides & { readonly before?: Stated | undefined }): Tie => {
  const all = shownAccounts.map((account) => tieOf(account, sides))
  const accounts = all.filter(
    ({ stated, booked, ofOtherMonths, inLedger }) => stated || booked || ofOtherMonths || inLedger,
  )
  const differences = [...differencesOf(accounts, sides), ...openingDifferences(sides.stated, sides.before)]
  return { accounts, differences, isTied: differences.every(({ isExplained }) => isExplained) }
}
