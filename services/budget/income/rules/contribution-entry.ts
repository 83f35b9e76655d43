import type { Payer } from '#shared/contracts/contribution.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { IncomeLine } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, transfer } from '../../ledger/rules/movements.ts'

/** The income line of what each payer puts into the pooled fund. */
const pooledLine: Readonly<Record<Payer, IncomeLine>> = {
  individual: 'individual-premium',
  employer: 'employer-premium',
  'medical-aid': 'medical-aid-premium',
  centre: 'centre-subsidy',
  province: 'province-subsidy',
  city: 'city-subsidy',
  county: 'county-subsidy',
  // The unemployment fund stands in for the employer; what a collective pays is of the residents' premiums (集体扶持).
  'unemployment-fund': 'employer-premium',
  collective: 'individual-premium',
}

/** What is income of a line of its own, whoever pays it. */
const ownLines = { 'late-fee': 'late-fees', 'large-sum': 'large-sum-premium' } as const
type OwnLine = keyof typeof ownLines

export const isOwnLine = (name: string): name is OwnLine => Object.hasOwn(ownLines, name)

/** Money received in the income account (negative: refunded), by its line; what goes to personal accounts apart. */
export const contributionMovements = (received: {
  readonly payer: Payer
  readonly pooled: Fen
  readonly account: Fen
  readonly line?: OwnLine | undefined
}): Movements =>
  addMovements(
    transfer(
      'income-account',
      received.line === undefined ? pooledLine[received.payer] : ownLines[received.line],
      received.pooled,
    ),
    transfer('income-account', 'account-premium', received.account),
  )
