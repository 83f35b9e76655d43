import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { dayListKey, dayListPartKey, differenceKey, differencesPartition } from '../keys.ts'
import type { DayLine, Found } from './rules/compare.ts'
import type { Difference } from './rules/difference.ts'

type Total = { readonly count: number; readonly amount: Fen }

/**
 * A day of a city as the tax authority lists it. `gathering`: parts are still to come; `unequal`: its lines do not add up
 * to the sum it says; `too-many`: hardly a line of it is ours, so that it is another city's or day's list.
 */
export const dayListStates = ['gathering', 'compared', 'unequal', 'too-many'] as const

/** The day's list: what was said of it, and what it came to when it was compared last. */
export type DayList = {
  readonly city: CityCode
  readonly on: Day
  readonly parts: number
  readonly received: readonly number[]
  readonly said: Total
  readonly state: (typeof dayListStates)[number]
  readonly receivedOn: Day
  readonly ours?: Total
  readonly theirs?: Total
  /** The differences of the last comparison. */
  readonly differenceIds?: readonly string[]
  /** The commands that brought its parts: one that comes again late brings no earlier list back. */
  readonly commands: readonly string[]
  readonly version: number
}
type OfDay = { readonly city: string; readonly on: string }

export const dayLists = defineRecord<DayList, OfDay>({ kind: 'day-list', key: dayListKey })

type Part = OfDay & {
  readonly part: number
  readonly lines: readonly Omit<DayLine, 'on'>[]
  readonly version: number
}

export const dayListParts = defineRecord<Part, OfDay & { readonly part: number }>({
  kind: 'day-list-part',
  key: ({ part, ...of }) => dayListPartKey(of, part),
})

export type StoredDifference = { readonly difference: Difference; readonly version: number }
type DifferenceId = { readonly difference: Pick<Difference, 'differenceId'> }

export const differences = defineRecord<StoredDifference, DifferenceId>({
  kind: 'difference',
  key: ({ difference }) => differenceKey(difference.differenceId),
  index: ({ difference: { city, state, on, differenceId } }) => ({
    gsi1pk: differencesPartition(city, state),
    gsi1sk: `${on}#${differenceId}`,
  }),
})

export const differenceIdOf = ({ city, on }: OfDay, { paymentId, kind }: Found): string =>
  stableId('DF-', city, on, paymentId, kind)

export const readDifference = (store: Store, differenceId: string): Promise<StoredDifference | undefined> =>
  differences.read(store, { difference: { differenceId } })
