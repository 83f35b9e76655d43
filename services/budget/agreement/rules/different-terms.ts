import { sameContent } from '#shared/kernel/canonical.ts'
import type { Terms } from './agreement.ts'
import { terms as shape } from './agreement.ts'

/** The terms alone; an agreement has more fields. */
const termsOf = (of: Terms) => (Object.keys(shape.shape) as (keyof Terms)[]).map((name) => of[name])

/** Whether two sets of terms differ, whatever the order of their fields. */
export const differentTerms = (one: Terms, other: Terms): boolean =>
  !sameContent(termsOf(one), termsOf(other))
