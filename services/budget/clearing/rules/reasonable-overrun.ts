import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, times } from '#shared/money/rate.ts'

/** What an agreement says of overspending that came of more patients. */
export type OverrunTerms = { readonly growthAbove: Rate; readonly fund: Rate; readonly upTo: Rate }

/**
 * What of an overspend came of more patients: the quota times what verified volume grew by beyond the agreed growth. It
 * is at most the overspend and at most `upTo` of the quota. The fund compensates its share `fund` of it; what is beyond
 * is shared by bands (total control, 三(五)).
 */
export const reasonableOverrun = (
  { quota, actual, growth }: { readonly quota: Fen; readonly actual: Fen; readonly growth: Rate },
  terms: OverrunTerms | undefined,
): { reasonable: Fen; compensated: Fen } => {
  const overspend = actual - quota
  const beyond = terms && new Exact(growth).minus(terms.growthAbove)
  if (!terms || overspend <= 0 || !beyond?.greaterThan(0)) return { reasonable: 0, compensated: 0 }
  const reasonable = Math.min(overspend, times(quota, beyond), times(quota, terms.upTo))
  return { reasonable: fen(reasonable), compensated: times(reasonable, terms.fund) }
}
