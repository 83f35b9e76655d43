import { concerns } from '../correction/rules/concerns.ts'
import type { CorrectionBasis, YearOfClaims } from '../correction/rules/replay.ts'
import type { PricingEffects } from './effects.ts'
import { isGap } from './rules/gap.ts'
import type { Price } from './rules/price.ts'
import { noPrice } from './rules/price.ts'
import { priceYear } from './rules/price-year.ts'
import type { PricingRun } from './rules/pricing-run.ts'

/** By which plans claims are judged: those in force, and those proposed. */
export type PricingBasis = { readonly inForce: CorrectionBasis; readonly proposed: CorrectionBasis }

const priceOf = (claims: YearOfClaims, run: PricingRun, basis: PricingBasis): Price => {
  try {
    return { ...priceYear(claims, run, basis), persons: 1 }
  } catch (error) {
    if (!isGap(error)) throw error
    return { ...noPrice, fault: { code: error.code, reason: error.message } }
  }
}

/** What a proposal comes to for one person's year; nothing for one whom the fund does not concern. Writes nothing. */
export const pricePerson = async (
  personId: string,
  run: PricingRun,
  basis: PricingBasis,
  { corrections }: Pick<PricingEffects, 'corrections'>,
): Promise<Price> => {
  const dossier = await corrections.readDossier(personId, run.year)
  return dossier && concerns(run, dossier.claims) ? priceOf(dossier.claims, run, basis) : noPrice
}
