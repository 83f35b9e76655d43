import type { Terms } from './agreement.ts'
import { terms as shape } from './agreement.ts'

/** The terms alone, their fields in one order, as a text that is the same for the same terms. */
const textOf = (of: Terms): string => {
  const names = Object.keys(shape.shape) as (keyof Terms)[]
  return JSON.stringify(names.map((name) => inOrder(of[name])))
}

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, inOrder(field)])
}

/** Whether two sets of terms differ, whatever the order of their fields. */
export const differentTerms = (one: Terms, other: Terms): boolean => textOf(one) !== textOf(other)
