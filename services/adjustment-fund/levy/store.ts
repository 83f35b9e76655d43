import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CityFundYear } from '../keys.ts'
import { keyIn } from '../keys.ts'

/** An assessed levy with all it was assessed by; `status` other than `due` says why nothing is levied. */
export type Levy = CityFundYear & {
  readonly levyId: string
  readonly status: 'due' | 'paused' | 'nothing-collected'
  readonly base: Fen
  readonly rate: string
  readonly rateCap: string
  readonly pauseLine: string
  readonly accumulated: Fen
  readonly provincialCollection: Fen
  /** The run that two persons decided on, the how manieth, what was due and not received then, and the account's entries. */
  readonly runId?: string
  readonly approval?: number
  readonly outstanding?: Fen
  readonly entries?: number
  readonly amount: Fen
  readonly assessedOn: Day
  readonly dueOn: Day
}

/** A levy that reached the provincial account. */
export type LevyReceipt = CityFundYear & {
  readonly levyId: string
  readonly amount: Fen
  readonly remittedOn: Day
}

export const levies = defineRecord<Levy, CityFundYear>({ kind: 'levy', key: keyIn('LEVIES') })
export const levyReceipts = defineRecord<LevyReceipt, CityFundYear>({
  kind: 'levy-receipt',
  key: keyIn('RECEIPTS'),
})
