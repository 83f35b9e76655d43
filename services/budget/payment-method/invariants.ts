import { isOfOffice } from '#shared/kernel/authority.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import { isInOrder } from '../ledger/rules/by-two.ts'
import { figure, fundOf, text } from '../ledger/rules/recorded.ts'
import type { GroupTableHeader } from './group-tables.ts'
import { groupParts, groupTableHeaders, partsOf } from './group-tables.ts'
import { recordedHeads } from './package-heads.ts'
import type { CaseGroup } from './rules/group-table.ts'
import { groupOutside } from './rules/judge-group-table.ts'
import type { PackageHeads } from './rules/package-heads.ts'

const id = 'budget.packages-are-for-approved-heads'

/** The lists of a fund year: their heads as approved and as cleared, and what their approvals say that all come to. */
type YearOfLists = {
  readonly approved: number
  /** The most that an approval says of all; 0 where earlier releases approved them, each for itself. */
  readonly together: number
  readonly counted: number
  readonly paid: Map<string, number>
  readonly insured?: number
}

type ApprovedList = Pick<PackageHeads, 'heads' | 'counted' | 'together'>

const withList = (year: YearOfLists, { heads, counted = 0, together = 0 }: ApprovedList): YearOfLists => ({
  ...year,
  approved: year.approved + heads,
  ...(together > year.together ? { together, counted } : {}),
})

/** What is wrong with all lists of a fund year together. */
const faultsTogether = ({ approved, together, counted, paid, insured }: YearOfLists): string[] => {
  if (together === 0) return []
  return [
    ...(approved === together ? [] : ['its lists have other heads than their approvals say of all']),
    ...(together > counted ? ['all lists have more heads than contributions were paid for'] : []),
    ...(insured !== undefined && sum([...paid.values()]) > insured
      ? ['packages were cleared for more heads than are insured, all lists together']
      : []),
  ]
}

/** A package is paid for the heads of its list that one person recorded and another approved. */
export const packagesAreForApprovedHeads: Invariant = {
  id,
  number: 7,
  rule: 'Every package that is cleared is for no more heads of its list than one person recorded and another approved; all lists of a fund year together have no more than are insured.',
  start: () => {
    const approved = new Map<string, number>()
    const years = new Map<string, YearOfLists>()
    const cleared: { where: string; heads: number }[] = []
    const violations: Violation[] = []
    let checked = 0
    return {
      see: (item) => {
        const fundYear = `${fundOf(item)} ${text(item, 'year')}`
        const where = `${fundYear} ${text(item, 'list')}`
        const ofYear = years.get(fundYear) ?? { approved: 0, together: 0, counted: 0, paid: new Map() }
        if (item.kind === 'clearing-pool' && item.list !== undefined) {
          const [heads, insured] = [figure(item, 'heads'), figure(item, 'insured')]
          cleared.push({ where, heads })
          ofYear.paid.set(where, heads)
          years.set(fundYear, { ...ofYear, insured: figure(item, 'insured') })
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
        const { recorded, approved: signature, heads, insured, counted, together } = recordedHeads.from(item)
        if (signature) {
          approved.set(where, heads)
          years.set(fundYear, withList(ofYear, { heads, counted, together }))
        }
        if (signature && !isInOrder(recorded, signature))
          violations.push({ invariant: id, where, what: 'the heads were approved before they were recorded' })
        // Earlier releases counted nobody when heads were approved.
        if (signature && counted !== undefined && heads > counted)
          violations.push({
            invariant: id,
            where,
            what: 'more heads were approved than contributions were paid for',
            figures: { heads, counted },
          })
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
        const ofYears = [...years].flatMap(([where, found]) =>
          faultsTogether(found).map((what) => ({ invariant: id, where, what })),
        )
        return { checked: checked + cleared.length, violations: [...violations, ...untrue, ...ofYears] }
      },
    }
  },
}

const tablesId = 'budget.group-tables-by-two'

/** What is wrong with the hands of a table that is in force. */
const wrongHands = ({ made, approved }: GroupTableHeader): string | undefined => {
  if (made?.scope !== 'province' || approved?.scope !== 'province')
    return 'nobody of the province made or approved it'
  if (![made, approved].every((hand) => isOfOffice(hand, provinceCode)))
    return 'another division made or approved it'
  if (approved.on < made.on) return 'it was approved before it was made'
  return isSamePerson(made.by, approved.by) ? 'one person made and approved it' : undefined
}

/** Tables of earlier releases say nothing of their hands. */
export const groupTablesAreByTwo: Invariant = {
  id: tablesId,
  number: 10,
  rule: 'Every table of case groups that is in force was made by one person of the province and approved by another, and its groups lie within the bounds that it names.',
  start: () => {
    const inForce: GroupTableHeader[] = []
    const groups = new Map<string, CaseGroup[]>()
    return {
      see: (item) => {
        if (groupTableHeaders.is(item)) {
          const found = groupTableHeaders.from(item)
          if (found.status === 'in-force') inForce.push(found)
        }
        if (!groupParts.is(item)) return
        const { of, groups: some } = groupParts.from(item) as { of: string; groups: CaseGroup[] }
        groups.set(of, [...(groups.get(of) ?? []), ...some])
      },
      finish: () => {
        const violations: Violation[] = []
        for (const table of inForce) {
          const { tableId, digest, groupCount, prepaidPerPoint, within } = table
          const own = groups.get(partsOf(tableId, digest)) ?? []
          const tell = (what: string, figures: Record<string, number | string> = {}) =>
            violations.push({ invariant: tablesId, where: tableId, what, figures })
          const wrong = wrongHands(table)
          if (wrong) tell(wrong)
          if (own.length !== groupCount)
            tell('other groups than were approved', { groups: own.length, groupCount })
          const outside = within && groupOutside(prepaidPerPoint, own, within)
          if (!within) tell('does not say by which bounds it was judged')
          if (outside) tell('a group outside the bounds', outside)
        }
        return { checked: inForce.length, violations }
      },
    }
  },
}
