import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { marketEntityKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import type { Employer } from './rules/employer.ts'

/** What market supervision told last of a code in a city, as the feed keeps it. */
type Told = { readonly state?: string; readonly on?: string }

/**
 * Why nobody is registered under a credit code any more: market supervision struck the enterprise off, where the employer is
 * to be registered or in the city that the code was given in. An employer that is known by its code stays: what becomes of it
 * two officers decide.
 */
export const codeIsOver = async (
  { city, uscc }: Pick<Employer, 'city' | 'uscc'>,
  stored: Pick<Employer, 'uscc'> | undefined,
  store: Store,
): Promise<Decision<never> | undefined> => {
  if (uscc === undefined || stored?.uscc === uscc) return undefined
  const givenIn = cities.find(({ code }) => code === `${uscc.slice(2, 6)}00`)?.code ?? city
  const asked = [...new Set([city, givenIn])].map((of) => marketEntityKey({ city: of, uscc }))
  const told = (await Promise.all(asked.map((key) => store.get(key)))) as readonly (Told | undefined)[]
  const over = told.find((each) => each?.state === 'deregistered')
  return (
    over && refuse('contribution.credit-code-over', { field: 'uscc', figures: { uscc, on: over.on ?? '-' } })
  )
}
