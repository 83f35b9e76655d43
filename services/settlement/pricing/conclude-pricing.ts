import type { PricingEffects } from './effects.ts'

/**
 * Records what a run came to when all its units are complete; the record is the event. Whoever completes the last unit, or
 * finds it complete, does so: it is recorded once. A run with a fault came to nothing, and is told of only to who asks.
 */
export const concludePricing = async (
  runId: string,
  { pricings }: Pick<PricingEffects, 'pricings'>,
): Promise<void> => {
  const found = await pricings.find(runId)
  if (found?.progress.status !== 'done') return
  const price = await pricings.readPrice(runId)
  if (price.fault === undefined) await pricings.recordPriced(found.run, price)
}
