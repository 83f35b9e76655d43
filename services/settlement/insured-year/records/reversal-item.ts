import { yearOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Key } from '../../keys.ts'
import { claimIdOf, claimKey, ownKey, reversedByKey } from '../../keys.ts'
import type { ClaimReversed, Told } from '../rules/claim-events.ts'
import { amountNames } from '../rules/claim-events.ts'
import { accumulatorNames } from '../rules/insured-year.ts'
import { fromPositions, fromSparsePositions, toPositions } from './positions.ts'

type PositionalField = 'reversalId' | 'claimId' | 'year' | 'amounts' | 'change' | 'told'
type StoredTold = Omit<Told, 'amounts'> & { readonly amounts: readonly number[] }

/** The stored form of a reversal: an entry of its own under its own id, naming what it reverses. */
export type ReversalItem = Key &
  Omit<ClaimReversed, PositionalField> & {
    readonly reverses: string
    readonly amounts: readonly number[]
    readonly change: readonly number[]
    readonly told?: StoredTold
  }

/** Says of a claim that it is reversed, and by what; or that this was taken back. */
export type ReversedByItem = Key & {
  readonly kind: 'claim-reversed-by'
  readonly reversalId: string
  readonly undoes?: string
}

export const claimReversals = defineRecord<ReversalItem, Key>({ kind: 'claim-reversed', key: ownKey })
export const reversalMarks = defineRecord<ReversedByItem, Key>({ kind: 'claim-reversed-by', key: ownKey })

/** The reversal in an item, when it is one. */
export const reversalIn = (item: RecordedItem): ClaimReversed | undefined =>
  claimReversals.is(item) ? fromReversalItem(claimReversals.from(item)) : undefined

/** Writes a reversal as an item. */
export const toReversalItem = (reversal: ClaimReversed): ReversalItem => {
  const { reversalId, claimId, year: _, amounts, change, told, ...header } = reversal
  return {
    ...claimKey(reversalId),
    ...header,
    reverses: claimId,
    amounts: toPositions(amountNames, amounts),
    change: toPositions(accumulatorNames, change),
    ...(told ? { told: { ...told, amounts: toPositions(amountNames, told.amounts) } } : {}),
  }
}

/** Reads a reversal; the exact counterpart of `toReversalItem`. */
export const fromReversalItem = (item: ReversalItem): ClaimReversed => {
  const { pk, sk, reverses, amounts, change, told, ...header } = item
  return {
    ...header,
    reversalId: claimIdOf({ pk, sk }),
    claimId: reverses,
    year: yearOf(header.servedOn),
    amounts: fromPositions(amountNames, amounts),
    change: fromSparsePositions(accumulatorNames, change),
    ...(told ? { told: { ...told, amounts: fromPositions(amountNames, told.amounts) } } : {}),
  }
}

/** The mark on the reversed claim that goes with a reversal, or with the taking back of one: which in turn it is, from 1. */
export const toReversedByItem = (
  { claimId, reversalId, undoes }: ClaimReversed,
  turn = 1,
): ReversedByItem => ({
  ...reversedByKey(claimId, turn),
  kind: 'claim-reversed-by',
  reversalId,
  ...(undoes === undefined ? {} : { undoes }),
})
