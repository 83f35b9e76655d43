import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { auditCaseRecords } from './audit-cases.ts'
import type { AuditCase } from './rules/audit-case.ts'
import { sameMembers } from './rules/decide-case.ts'

const id = 'settlement.cases-by-two'

/** What is wrong with the hands under a case that ended; `endsByTwo` is absent of cases from before. */
const handsFault = ({ standing, endsByTwo, claims }: AuditCase): string | undefined => {
  if (standing.status === 'open' || standing.status === 'assigned') return undefined
  const { found } = standing
  const [by, on] =
    standing.status === 'dismissed'
      ? [standing.dismissedBy, standing.dismissedOn]
      : [standing.confirmedBy, standing.confirmedOn]
  if (!found) return endsByTwo ? 'it ended, and no officer had found it so' : undefined
  if (isSamePerson(found.by, by)) return 'one person found it so and ended it'
  if ('claims' in found && !sameMembers(found.claims ?? [], claims))
    return 'it takes back of other claims than were found'
  return on < found.on ? 'it ended before it was found so' : undefined
}

/** Every case that ended, against the hands under its end. */
export const casesEndByTwo: Invariant = {
  id,
  number: 10,
  rule: 'an audit case ends, dismissed or with money taken back, as one officer found it and another said too',
  start: () => {
    const cases: RecordedItem[] = []
    return {
      see: (item) => {
        if (auditCaseRecords.is(item)) cases.push(item)
      },
      finish: () => ({
        checked: cases.length,
        violations: cases.flatMap((item): Violation[] => {
          const what = handsFault(auditCaseRecords.from(item as never))
          return what === undefined ? [] : [{ invariant: id, where: `${item.pk} ${item.sk}`, what }]
        }),
      }),
    }
  },
}
