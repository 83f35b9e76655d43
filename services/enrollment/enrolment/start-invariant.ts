import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { coverages } from '../coverage/store.ts'
import type { CoverageSpell } from '../person/rules/insured.ts'
import type { StartApproval } from './start-approvals.ts'
import { startApprovals } from './start-approvals.ts'

const id = 'enrollment.early-starts-by-two'

type Early = { readonly personId: string; readonly spell: CoverageSpell }

/** What is wrong with the hands by which a coverage began early, given what was approved. */
const faultsOf = ({ spell }: Early, approved: readonly StartApproval[]): string[] => {
  const { earlyStart } = spell
  if (!earlyStart) return []
  const { by, approvedBy, on, file } = earlyStart
  const word = approved.find(
    (each) => each.file === file && isSamePerson(each.approvedBy.subject, approvedBy.subject),
  )
  return [
    ...(isSamePerson(by.subject, approvedBy.subject) ? ['one person had it begin so early'] : []),
    ...(word ? [] : ['nobody approved the file that it is of']),
    ...(word && word.on > on ? ['it was approved after it was done'] : []),
  ]
}

/** Coverages that earlier releases had begin say nothing of hands. */
export const earlyStartsByTwo: Invariant = {
  id,
  number: 10,
  rule: 'every coverage that begins earlier than one person may have it begin is of a file that another person approved before',
  start: () => {
    const early: Early[] = []
    const approved: StartApproval[] = []
    let checked = 0
    return {
      see: (item) => {
        if (startApprovals.is(item)) approved.push(startApprovals.from(item))
        if (!coverages.is(item)) return
        checked += 1
        const { insured } = coverages.from(item)
        for (const spell of insured.spells)
          if (spell.earlyStart) early.push({ personId: insured.personId, spell })
      },
      finish: () => ({
        checked,
        violations: early.flatMap((each): Violation[] =>
          faultsOf(each, approved).map((what) => ({ invariant: id, where: each.personId, what })),
        ),
      }),
    }
  },
}
