import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Approval } from '../../ledger/rules/approval.ts'
import type { ExpenditureLine, IncomeLine } from '../../ledger/rules/chart.ts'
import type { Fund } from '../../ledger/rules/fund.ts'

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

/** A table that was in force until it was adjusted, and why it was. */
export type EarlierTable = {
  readonly table: BudgetTable
  readonly reason: string
  readonly proposed: Signature
  readonly reviewed?: Signature
  readonly approved: Approval
}

/** Another table that waits for approval, and why it is wanted. */
export type Adjustment = {
  readonly table: BudgetTable
  readonly reason: string
  readonly exemption?: Exemption
  readonly proposed: Signature
  readonly reviewed?: Signature
}

type CompiledBudget = {
  readonly fund: Fund
  readonly year: FundYear
  readonly table: BudgetTable
  readonly exemption?: Exemption
  readonly compiled: Signature
  /** The commands that made it what it is, so that a repeat of one changes nothing. */
  readonly commands?: readonly string[]
}

type ApprovedBudget = CompiledBudget & {
  readonly reviewed: Signature
  readonly approved: Approval
  /** What was in force before each adjustment, the first one first; none when it never was adjusted. */
  readonly earlier?: readonly EarlierTable[]
}

/** A line on which more was spent than its budget has, by how much. */
export type Overrun = { readonly line: ExpenditureLine; readonly over: Fen }

/** What a closed year spent above its budget, and its approval after the fact. */
export type OverrunApproval = {
  readonly lines: readonly Overrun[]
  readonly reason: string
  /** The document by which it was asked for. */
  readonly document: string
  readonly proposed: Signature
  readonly reviewed?: Signature
  readonly approved?: Approval
}

type ExecutedBudget = ApprovedBudget & {
  readonly closedOn: Day
  /** Who reviewed its final accounts. */
  readonly accountsReviewed?: Signature
  /** Of years that were closed with a line above its budget. */
  readonly overrun?: OverrunApproval
}

/**
 * A fund year's budget on its way. Nothing is executed against it before it is approved. While it is being adjusted the
 * approved table stays in force. It is executed when its year is closed, and final when its final accounts are
 * approved.
 */
export type Budget =
  | (CompiledBudget & { readonly status: 'compiled' })
  | (CompiledBudget & { readonly status: 'reviewed'; readonly reviewed: Signature })
  | (ApprovedBudget & { readonly status: 'approved' })
  | (ApprovedBudget & { readonly status: 'adjusting'; readonly adjustment: Adjustment })
  | (ExecutedBudget & { readonly status: 'executed' })
  | (ExecutedBudget & { readonly status: 'final'; readonly finalised: Approval })

export const budgetStates = [
  'compiled',
  'reviewed',
  'approved',
  'adjusting',
  'executed',
  'final',
] as const satisfies readonly Budget['status'][]

/** The table that is executed; none before approval. */
export const tableInForce = (budget: Budget | undefined): BudgetTable | undefined =>
  budget === undefined || budget.status === 'compiled' || budget.status === 'reviewed'
    ? undefined
    : budget.table
