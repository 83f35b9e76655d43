import type * as z from 'zod'
import type { Employment } from '#shared/contracts/fields.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { refusal } from '../../refusals.ts'

/** As words, or as the national dictionary numbers them. */
export const sexWords: Readonly<Record<string, string>> = { 男: 'male', 女: 'female', 1: 'male', 2: 'female' }

/** What people are covered as, in the words of lists and by the national codes of kinds of persons. */
export const employmentWords: Readonly<Record<string, Employment>> = {
  ...{ 在职: 'employed', 在职职工: 'employed', 职工: 'employed', 单位职工: 'employed', 1101: 'employed' },
  ...{
    公务员: 'employed',
    1102: 'employed',
    灵活就业: 'flexible',
    灵活就业人员: 'flexible',
    1103: 'flexible',
  },
  ...{
    退休: 'retired',
    退休人员: 'retired',
    退休职工: 'retired',
    1201: 'retired',
    1202: 'retired',
    1203: 'retired',
  },
  ...{ 居民: 'resident', 城乡居民: 'resident', 普通居民: 'resident', 1401: 'resident', 1402: 'resident' },
  ...{ 1403: 'resident', 1404: 'resident', 1405: 'resident', 1501: 'resident' },
}

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
