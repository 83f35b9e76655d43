import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { figure, fundOf, text } from '../ledger/rules/recorded.ts'
import { recordedHeads } from './package-heads.ts'

const id = 'budget.packages-are-for-approved-heads'

/** A package is paid for the heads of its list that one person recorded and another approved. */
export const packagesAreForApprovedHeads: Invariant = {
  id,
  number: 7,
  rule: 'Every package that is cleared is for no more heads of its list than one person recorded and another approved, nor than are insured.',
  start: () => {
    const approved = new Map<string, number>()
    const cleared: { where: string; heads: number }[] = []
    const violations: Violation[] = []
    let checked = 0
    return {
      see: (item) => {
        const where = `${fundOf(item)} ${text(item, 'year')} ${text(item, 'list')}`
        if (item.kind === 'clearing-pool' && item.list !== undefined) {
          const [heads, insured] = [figure(item, 'heads'), figure(item, 'insured')]
          cleared.push({ where, heads })
          if (item.insured !== undefined && heads > insured)
            violations.push({
              invariant: id,
              where,
              what: 'a package for more heads than are insured',
              figures: { heads, insured },
            })
        }
        if (!recordedHeads.is(item)) return
        checked += 1
        const { recorded, approved: signature, heads, insured } = recordedHeads.from(item)
        if (signature) approved.set(where, heads)
        if (signature && isSamePerson(signature.by, recorded.by))
          violations.push({ invariant: id, where, what: 'who recorded the heads approved them' })
        if (heads > insured)
          violations.push({
            invariant: id,
            where,
            what: 'more heads than insured',
            figures: { heads, insured },
          })
      },
      finish: () => {
        const untrue = cleared
          .filter(({ where, heads }) => heads > (approved.get(where) ?? 0))
          .map(({ where, heads }) => ({
            ...{ invariant: id, where, what: 'a package for heads that nobody approved' },
            figures: { heads, approved: approved.get(where) ?? 0 },
          }))
        return { checked: checked + cleared.length, violations: [...violations, ...untrue] }
      },
    }
  },
}
