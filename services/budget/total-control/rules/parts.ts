import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'

/** What a target may be divided into; `all` where a plan does not tell care apart. */
export const careParts = ['inpatient', 'outpatient', 'all'] as const
export type CarePart = (typeof careParts)[number]

/** Amounts by kind of care; a kind that is not there is not controlled apart. */
export type Parts = Readonly<Partial<Record<CarePart, Fen>>>

/** The kinds of care that amounts are told apart by, in their order. */
export const partsOf = (amounts: Parts): CarePart[] => careParts.filter((part) => amounts[part] !== undefined)

/** All kinds together. */
export const wholeOf = (amounts: Parts): Fen => sum(partsOf(amounts).map((part) => amounts[part] ?? 0))

/** The sums of several by kind. */
export const addParts = (all: readonly Parts[]): Parts =>
  Object.fromEntries(
    careParts
      .filter((part) => all.some((each) => each[part] !== undefined))
      .map((part) => [part, sum(all.map((each) => each[part] ?? 0))]),
  )

/** Whether two say the same of every kind. */
export const sameParts = (one: Parts, other: Parts): boolean =>
  careParts.every((part) => (one[part] ?? 0) === (other[part] ?? 0))
