import type { Parties } from '#shared/edge/http/owner.ts'
import type { Caller } from '#shared/edge/http/token.ts'

/** A city with every institution that stands in it: what is shown to all whom total control concerns. */
export const cityAndItsInstitutions = (
  city: string,
  { division, institution }: Pick<Caller, 'division' | 'institution'>,
): Parties =>
  division === city && institution !== undefined ? { cities: [city], institution } : { cities: [city] }
