import type { TreasuryTrail } from '#shared/contracts/contribution.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { trailKey } from '../keys.ts'

/** What the treasury's papers say of a payment; `otherwise`: what was said of it later and differs. */
export type PaymentTrail = {
  readonly paymentId: string
  readonly trail: TreasuryTrail
  readonly otherwise?: readonly TreasuryTrail[]
  readonly version: number
}

export const trails = defineRecord<PaymentTrail, Pick<PaymentTrail, 'paymentId'>>({
  kind: 'payment-trail',
  key: ({ paymentId }) => trailKey(paymentId),
})

/** A payment, and what the treasury's papers say of it. */
export type ToldTrail = { readonly paymentId: string; readonly trail: TreasuryTrail }

const mostOtherwise = 20
const isIn = (said: TreasuryTrail, before: TreasuryTrail): boolean =>
  Object.entries(said).every(([name, value]) => before[name as keyof TreasuryTrail] === value)

/**
 * What is known with what is said now: a later word adds what was not known. Where it differs the first stands, and the
 * other is kept beside it.
 */
const withTrail = ({ paymentId, trail: said }: ToldTrail, known: PaymentTrail | undefined): PaymentTrail => {
  if (!known) return { paymentId, trail: said, version: 0 }
  const { trail, otherwise = [] } = known
  const merged = { ...said, ...trail }
  if (isIn(said, merged)) return isIn(merged, trail) ? known : { ...known, trail: merged }
  if (otherwise.some((each) => canonicalText(each) === canonicalText(said))) return known
  return { ...known, trail: merged, otherwise: [...otherwise, said].slice(-mostOtherwise) }
}

const atOnce = 50

/** Notes what the treasury's papers say of payments that were recorded; told again it changes nothing. */
export const noteTrails = async (
  told: readonly ToldTrail[],
  { store }: { readonly store: Store },
): Promise<void> => {
  for (const some of inPieces(told, atOnce))
    await retryConflicts(async () => {
      const found = await trails.readMany(store, some)
      const before = new Map(found.flatMap((each) => (each ? [[each.paymentId, each] as const] : [])))
      const next = new Map<string, PaymentTrail>(before)
      for (const each of some) next.set(each.paymentId, withTrail(each, next.get(each.paymentId)))
      const changed = [...next.values()].filter((each) => before.get(each.paymentId) !== each)
      if (changed.length === 0) return true
      const written = await store.write(changed.map((each) => trails.replace(each, each.version)))
      return written.status === 'written' ? true : undefined
    })
}
