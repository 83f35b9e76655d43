import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CityFundYear } from '../keys.ts'
import { keyIn } from '../keys.ts'

/** Money paid to a city for its approved gap. */
export type PaidAllocation = CityFundYear & {
  readonly allocationId: string
  readonly applicationId: string
  readonly approved: Fen
  readonly amount: Fen
  /** The run that two persons decided on; absent on what was paid before runs were proposed. */
  readonly runId?: string
  readonly disbursedOn: Day
}

export const allocations = defineRecord<PaidAllocation, CityFundYear>({
  kind: 'allocation',
  key: keyIn('ALLOCATIONS'),
})
