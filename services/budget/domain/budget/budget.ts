import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Fund } from '../fund.ts'
import type { ExpenditureLine, IncomeLine } from '../ledger/chart.ts'

/** The amounts of a fund year's budget by line; lines left out are nil. */
export type BudgetTable = {
  readonly openingBalance: Fen
  /** What personal accounts hold at the start; nil where a scheme has none. */
  readonly accountOpeningBalance: Fen
  readonly income: Readonly<Partial<Record<IncomeLine, Fen>>>
  readonly expenditure: Readonly<Partial<Record<ExpenditureLine, Fen>>>
}

/** The province's recorded consent to a deficit. */
export type Exemption = { readonly reason: string; readonly grantedBy: string; readonly grantedOn: Day }

/** Who did a step, by the subject of his token, and when. */
export type Signature = { readonly by: string; readonly on: Day }

type Compiled = {
  readonly fund: Fund
  readonly year: FundYear
  readonly table: BudgetTable
  readonly exemption?: Exemption
  readonly compiled: Signature
}

/** A fund year's budget on its way: nothing is executed against it before it is approved. */
export type Budget =
  | (Compiled & { readonly status: 'compiled' })
  | (Compiled & { readonly status: 'reviewed'; readonly reviewed: Signature })
  | (Compiled & { readonly status: 'approved'; readonly reviewed: Signature; readonly approved: Signature })
