import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Fund } from '../../ledger/rules/fund.ts'

/** A fund year that is cleared with every institution, and what that adds to its pooled income and cost. */
export type YearCleared = {
  readonly fund: Fund
  readonly year: FundYear
  readonly clearedOn: Day
  readonly statements: number
  /** What later books add to the year's income and expenditure, less what its own hold of earlier years. */
  readonly income: Fen
  readonly expenditure: Fen
  /** What the statements accepted, and what became of the money that was held. */
  readonly accepted: Fen
  readonly suspended: Fen
  readonly depositReturned: Fen
  readonly depositForfeited: Fen
  readonly ordered: Fen
  readonly owedBack: Fen
  /** What comes to the year from then on is told; absent on what an earlier release cleared. */
  readonly lateIsTold?: true
  /** What causes of a gap are proved by; absent on what an earlier release cleared. */
  readonly evidence?: YearEvidence
}
