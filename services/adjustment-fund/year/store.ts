import { defineRecord } from '#shared/edge/store/record.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CityFundYear } from '../keys.ts'
import { keyIn } from '../keys.ts'

/** A closed fund year, as the budget service told it. */
export type ClosedYear = CityFundYear & {
  readonly eventId: string
  readonly pooledCollection: Fen
  readonly income: Fen
  readonly expenditure: Fen
  readonly plannedExpenditure: Fen
  readonly openingBalance: Fen
  readonly closingBalance: Fen
}

export const closedYears = defineRecord<ClosedYear, CityFundYear>({
  kind: 'closed-year',
  key: keyIn('YEARS'),
})
