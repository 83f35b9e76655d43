import type { CallerName, Office } from './office.ts'

type Opening = {
  readonly city: string
  readonly scheme: string
  readonly year: number
  readonly pooledBalance: number
  readonly accountBalance: number
}

/** One proposes what a fund brings along, another opens its books; answers why not, or the opening. */
export const openBooksIn = async (
  office: Pick<Office, 'post'>,
  opening: Opening,
  [maker, checker]: readonly [CallerName, CallerName] = ['maker', 'checker'],
) => {
  const proposed = await office.post(maker, '/openings', opening)
  if (proposed.status !== 201) return proposed
  const { city, scheme, ...balances } = opening
  return office.post(checker, `/openings/${city}/${scheme}/approval`, balances)
}
