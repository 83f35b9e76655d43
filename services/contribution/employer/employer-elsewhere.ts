import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { Employer } from './rules/employer.ts'
import { employers } from './store.ts'

type Placed = Pick<Employer, 'employerId' | 'city'>

/** Why a city may not speak for an employer: it is registered in another, or declares wages there. */
export const employerElsewhere = async (
  { employerId, city }: Placed,
  declares: { readonly city: string } | undefined,
  store: Store,
): Promise<Decision<never> | undefined> => {
  const registered = await employers.read(store, { employerId })
  const other = [registered, declares].find((each) => each && each.city !== city)
  return other && refuse('contribution.employer-elsewhere', { field: 'city', figures: { city: other.city } })
}
