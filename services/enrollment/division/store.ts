import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { CityCode, DivisionLevel } from '#shared/kernel/divisions.ts'
import { cityOfDivision, levelOf } from '#shared/kernel/divisions.ts'
import { divisionKey, divisionPrefix, divisionsPartition, unitMoveKey, unitMovePageKey } from '../keys.ts'
import type { DecidingHand } from '../person/rules/insured.ts'
import type { Division } from './rules/division.ts'

export const divisions = defineRecord<Division, Pick<Division, 'code'>>({
  kind: 'division',
  key: ({ code }) => divisionKey({ city: cityOfDivision(code) ?? '', code }),
})

type Within = { readonly city: CityCode; readonly within?: string; readonly level?: DivisionLevel }

/** The divisions of a city, or within one of them, in the order of their codes: each comes before what lies in it. */
export async function* divisionsWithin(
  { city, within = '', level }: Within,
  store: Store,
): AsyncGenerator<Division> {
  const found = divisions.list(store, divisionsPartition({ city }), { prefix: `${divisionPrefix}${within}` })
  for await (const each of found) if (level === undefined || levelOf(each.code) === level) yield each
}

/**
 * Many persons who come to belong to a unit, as one job: all of another unit, or those that were named. Whoever sent it
 * reaches only whom they reach themselves.
 */
export type UnitMove = {
  readonly moveId: string
  readonly city: CityCode
  readonly unit: string
  /** The unit that they leave, where all of it go. */
  readonly from?: string
  readonly sent: DecidingHand
  readonly persons: number
  readonly pages: number
  readonly version: number
}

export const unitMoves = defineRecord<UnitMove, Pick<UnitMove, 'moveId'>>({
  kind: 'unit-move',
  key: unitMoveKey,
})

/** A person of a job by their line; nobody is found by the certificate of some lines. */
export type UnitMoveLine = { readonly line: number; readonly personId?: string }

/** What became of a line: they belong to the unit now, did before, or why they do not. */
export type UnitMoveOutcome = UnitMoveLine & {
  readonly outcome: 'moved' | 'same' | 'refused'
  readonly code?: string
}

export type UnitMovePage = {
  readonly moveId: string
  readonly page: number
  readonly lines: readonly UnitMoveLine[]
  /** Present once the job reached it. */
  readonly outcomes?: readonly UnitMoveOutcome[]
  readonly version: number
}

export const unitMovePages = defineRecord<UnitMovePage, Pick<UnitMovePage, 'moveId' | 'page'>>({
  kind: 'unit-move-page',
  key: unitMovePageKey,
})

/** What became of each line is kept for two months: every person's record tells their unit. */
const keptSeconds = 62 * 24 * 60 * 60

export const unitMovePageWrite = (page: UnitMovePage, from: number): Write =>
  unitMovePages.replace({ ...page, ...expiryAfter(Date.now(), keptSeconds) }, from)
