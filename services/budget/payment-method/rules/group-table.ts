import * as z from 'zod'
import { id, positiveAmount } from '#shared/contracts/fields.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** A code of ICD-10 or ICD-9-CM-3, or its beginning. */
const codePrefix = z.string().regex(/^[A-Za-z0-9.+*/-]{1,30}$/)
const points = z.string().regex(/^\d{1,7}(\.\d{1,4})?$/, 'points have at most four decimals')

/** A group of cases that cost about the same. Without a diagnosis it takes whatever no other group takes. */
export const caseGroup = z.strictObject({
  group: id,
  diagnosis: codePrefix.optional(),
  procedure: codePrefix.optional(),
  points,
  /** What a case of it costs on average, all payers together. */
  mean: positiveAmount,
})
export type CaseGroup = z.output<typeof caseGroup>

/** The groups by which stays are paid in points: diagnosis-related groups, the disease list of DIP, diseases of Chinese medicine. */
export const groupTableFields = {
  tableId: id,
  method: z.enum(['drg', 'dip', 'tcm']),
  title: z.string().min(1).max(200),
  /** What a point is paid with month by month, in yuan, until the year's own value is known. */
  prepaidPerPoint: z.string().regex(/^\d{1,6}(\.\d{1,4})?$/),
}
const placeOf = ({ diagnosis = '', procedure = '' }: CaseGroup) => `${diagnosis} ${procedure}`

export const groupTable = z.strictObject({
  ...groupTableFields,
  groups: z
    .array(caseGroup)
    .min(1)
    .max(20_000)
    .refine(
      (groups) =>
        groups.some(({ diagnosis, procedure }) => diagnosis === undefined && procedure === undefined),
      'one group takes the cases that no other takes: without diagnosis and procedure',
    )
    .refine(
      (groups) => new Set(groups.map(placeOf)).size === groups.length,
      'two groups take the same diagnosis and procedure',
    )
    .refine(
      (groups) =>
        new Set(groups.map(({ group, points: own, mean }) => `${group} ${own} ${mean}`)).size ===
        new Set(groups.map(({ group }) => group)).size,
      'a group has other points or another mean elsewhere in the table',
    ),
})
export type GroupTable = z.output<typeof groupTable>

/** What a case is grouped by. */
export type CaseCodes = { readonly diagnosis?: string | undefined; readonly procedure?: string | undefined }

/** Finds the group of a case. */
export type Grouper = (grouped: CaseCodes) => CaseGroup

/** Every beginning of a code, the longest first, the empty one last. */
const prefixesOf = (code: string): string[] =>
  Array.from({ length: code.length + 1 }, (_, cut) => code.slice(0, code.length - cut))

/**
 * Groups cases by their main diagnosis and main operation. The group has the longest matching beginning of the
 * diagnosis. Among those with the same it is the one with the longest matching operation.
 */
export const grouperOf = ({ tableId, groups }: Pick<GroupTable, 'tableId' | 'groups'>): Grouper => {
  const byPlace = new Map(groups.map((group) => [placeOf(group), group]))
  return ({ diagnosis = '', procedure = '' }) => {
    const operations = prefixesOf(procedure)
    for (const disease of prefixesOf(diagnosis))
      for (const operation of operations) {
        const found = byPlace.get(`${disease} ${operation}`)
        if (found) return found
      }
    throw new TongchouError('payment.no-group', 'a table has no group for what no other takes', { tableId })
  }
}
