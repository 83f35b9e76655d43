import type { Scheme } from '#shared/kernel/scheme.ts'
import { asItStands } from '../../insured-year/rules/as-it-stands.ts'
import type { YearOfClaims } from './replay.ts'

/**
 * Whether a person's year concerns a city and scheme (any, when absent): by an entitlement, as the last that had them,
 * or by a claim that stands in them.
 */
export const concerns = (
  { city, scheme }: { readonly city?: string; readonly scheme?: Scheme },
  { year, settled }: YearOfClaims,
): boolean => {
  const isOf = (fund: { readonly city: string; readonly scheme: string }): boolean =>
    (city ?? fund.city) === fund.city && (scheme ?? fund.scheme) === fund.scheme
  const wasLast = year.spells.length === 0 && city !== undefined && year.lastCity === city
  return wasLast || year.spells.some(isOf) || settled.some((each) => isOf(asItStands(each).claim))
}
