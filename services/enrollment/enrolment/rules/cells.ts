import type * as z from 'zod'
import type { Refusal } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { refusal } from '../../refusals.ts'

/** As words, or as the national dictionary numbers them. */
export const sexWords: Readonly<Record<string, string>> = { 男: 'male', 女: 'female', 1: 'male', 2: 'female' }

/** A cell's word as we know it; any other is left for the check of the field to judge. */
export const inOurWords = (words: Readonly<Record<string, string>>, cell: string): string =>
  Object.hasOwn(words, cell) ? (words[cell] ?? cell) : cell

/** The first fault of each field that cannot be read, or does not belong there; what is wrong with the whole has no field. */
export const invalidCells = ({ issues }: Pick<z.ZodError, 'issues'>): Refusal[] => {
  const faults = new Map<string, Refusal>()
  for (const issue of issues) {
    const { place, reason: fault, reasonZh: faultZh } = schemaFault({ issues: [issue] } as z.ZodError)
    const field = issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? place) : place
    if (!faults.has(field))
      faults.set(field, refusal('import.invalid-cell', { field, figures: { fault, faultZh } }))
  }
  return [...faults.values()]
}
