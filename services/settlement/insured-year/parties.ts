import type { Parties } from '#shared/kernel/authority.ts'

/** Who may see or reverse a claim: the institution that sent it, and the city that pays it. */
export const partiesOf = ({
  institution,
  city,
}: {
  readonly institution: string
  readonly city: string
}): Parties => ({ cities: [city], institution })
