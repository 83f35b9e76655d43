import type { Day } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { EntitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { lentBy } from './rules/lent-days.ts'
import type { PersonRecord } from './rules/person-record.ts'
import { nextRecord } from './rules/person-record.ts'
import { coverages, coverageWrite, ofPerson } from './store.ts'

/**
 * The write of a person's next record, with those of whoever turned out to be them: what these could claim by their own
 * numbers follows what the person may claim.
 */
export const writeWithFormer = async (
  next: PersonRecord,
  version: number,
  { rules, on, store }: { readonly rules: EntitlementRules; readonly on: Day; readonly store: Store },
): Promise<Write[]> => {
  const own = coverageWrite(next, version)
  const { alsoAs = [] } = next.insured
  if (alsoAs.length === 0) return [own]
  const read = await coverages.readMany(
    store,
    alsoAs.map(({ personId }) => ofPerson(personId)),
  )
  const former = read.flatMap((each) => (each ? [each] : []))
  const lenders = [next.insured, ...former.map(({ insured }) => insured)]
  return [
    own,
    ...former.flatMap((record) => {
      const insured = lentBy(record.insured, lenders, rules)
      return insured === record.insured
        ? []
        : [coverageWrite(nextRecord(record, insured, { rules, on }), record.version)]
    }),
  ]
}
