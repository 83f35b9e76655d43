import type * as z from 'zod'

type Fault = { readonly path: readonly PropertyKey[]; readonly reason: string; readonly weight: number }

/**
 * Where a value first departs from its schema, and how: one line for a person, without the value itself. Of several
 * shapes a value could have had, the one it comes closest to is meant.
 */
export const schemaFault = ({ issues }: z.ZodError): { readonly place: string; readonly reason: string } => {
  const [first] = issues
  if (!first) return { place: '', reason: 'does not match' }
  const { path, reason } = closest(first, [])
  return { place: path.join('.'), reason }
}

/** What a rule of ours says is worth more than a word that is not known, and that more than another type. */
const weights: Readonly<Partial<Record<z.core.$ZodIssue['code'], number>>> = {
  custom: 2,
  unrecognized_keys: 1,
}

const closest = (issue: z.core.$ZodIssue, outer: readonly PropertyKey[]): Fault => {
  const path = [...outer, ...issue.path]
  const itself = { path, reason: issue.message, weight: weights[issue.code] ?? 0 }
  if (issue.code !== 'invalid_union') return itself
  const alternatives = issue.errors.flatMap(([first]) => (first ? [closest(first, path)] : []))
  return alternatives.reduce(
    (best, fault) => (isCloser(fault, best) ? fault : best),
    alternatives[0] ?? itself,
  )
}

const isCloser = (fault: Fault, than: Fault): boolean =>
  fault.path.length > than.path.length ||
  (fault.path.length === than.path.length && fault.weight > than.weight)
