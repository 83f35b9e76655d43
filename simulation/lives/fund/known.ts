import type { Day } from '#shared/calendar/day.ts'
import type { Answered } from '../hands.ts'
import type { City, Who } from '../story.ts'
import type { FundAct } from './story.ts'

export type OwedBack = { readonly amount: number; readonly dueOn: Day }

/** What the world outside knows of a province's fund year. */
export type FundKnown = {
  readonly ids: Map<Who, string>
  readonly payments: {
    readonly who: Who
    readonly on: Day
    readonly kind: 'payment' | 'refund'
    taken: boolean
  }[]
  readonly stays: Map<number, Answered & { readonly act: Extract<FundAct, { does: 'stay' }> }>
  readonly reversals: Map<number, Answered>
  /** Those of them that were taken back once the year was cleared. */
  readonly reversedLate: Set<number>
  /** What the treasury paid to whom, in fen, by the orders it was given. */
  readonly paid: {
    readonly orderId: string
    readonly city: string
    readonly payee: string
    readonly purpose: string
    readonly amount: number
  }[]
  /** What governments paid to a city for its residents. */
  readonly subsidies: Map<City, number>
  /** Whose budget was overrun when the year was to be closed, and what the office was answered before it was adjusted. */
  readonly overrun: Map<City, string>
  /** What a city was answered that applied for a share of its gap: `applied`, or why not. */
  readonly applied: Map<City, string>
  /** What two persons decided on what came to a city's cleared year, or why they could not. */
  readonly lateCosts: Map<City, string>
  /** What the province is told that a city owes back of its share, and by when. */
  readonly owedBack: Map<City, readonly OwedBack[]>
  /** What was done, by name. */
  readonly done: Record<string, number>
}

export const knowNothing = (): FundKnown => ({
  ...{ ids: new Map(), payments: [], stays: new Map(), reversals: new Map(), paid: [] },
  reversedLate: new Set(),
  ...{ subsidies: new Map(), overrun: new Map(), applied: new Map(), lateCosts: new Map(), done: {} },
  owedBack: new Map(),
})

/** Counts something that was done. */
export const count = ({ done }: FundKnown, what: string): void => {
  done[what] = (done[what] ?? 0) + 1
}
