import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { coverages } from '../coverage/store.ts'
import { overlap } from '../entitlement/rules/day-range.ts'
import type { Likeness } from '../likeness/rules/likeness.ts'
import { likenesses } from '../likeness/store.ts'
import type { Insured } from '../person/rules/insured.ts'
import type { DuplicateDecision } from './rules/decision.ts'
import { sharedDays } from './rules/merge.ts'
import { duplicateDecisions } from './store.ts'

const id = 'enrollment.one-person-once'

type Made = Extract<Likeness, { status: 'one-person' }>

/** What is wrong with the decision by which two became one. */
const faultsOfDecision = ({ likenessId, kept }: Made, decision: DuplicateDecision | undefined): string[] => {
  if (decision?.status !== 'approved') return ['no decision of it was approved']
  const pair = decision.pairs.find((each) => each.likenessId === likenessId)
  return [
    ...(pair?.keeps === kept ? [] : ['another of the two was to go on']),
    ...(isSamePerson(decision.proposed.subject, decision.decided.subject)
      ? ['one person proposed and approved it']
      : []),
  ]
}

/** What is wrong with two who became one: by their days, and by what was published of them. */
const faultsOfPair = ({ likenessId, persons, kept }: Made, of: (personId: string) => Known): string[] => {
  const ends = persons[0] === kept ? persons[1] : persons[0]
  const [one, other] = [of(kept), of(ends)]
  if (!one || !other) return []
  const isTold =
    other.insured.sameAs?.personId === kept &&
    other.insured.sameAs.likenessId === likenessId &&
    one.insured.alsoAs?.some(({ personId }) => personId === ends)
  const bills = new Set(
    [...one.insured.paidBills, ...(one.insured.shortBills ?? [])].map(({ billId }) => billId),
  )
  const meets = one.days.some((day) => other.days.some((against) => overlap(day, against)))
  return [
    ...(isTold ? [] : ['their coverages do not tell it']),
    ...(other.insured.status === 'covered' ? ['both are covered'] : []),
    ...(sharedDays(one.insured, other.insured).length === 0 ? [] : ['both are covered on one day']),
    ...(meets ? ['both may claim on one day'] : []),
    ...(other.insured.paidBills.every(({ billId }) => bills.has(billId))
      ? []
      : ['what was paid for one does not count for the other']),
  ]
}

type Known =
  | { readonly insured: Insured; readonly days: readonly { readonly from: string; readonly to: string }[] }
  | undefined

/** Compares two who became one with each other, and with the decision by which they did. */
export const onePersonOnce: Invariant = {
  id,
  number: 5,
  rule: 'two who turned out to be one are so by a decision of two hands, are covered and may claim on no day twice, and what was paid for either counts',
  start: () => {
    const made: Made[] = []
    const decisions = new Map<string, DuplicateDecision>()
    const known = new Map<string, NonNullable<Known>>()
    let checked = 0
    return {
      see: (item) => {
        if (duplicateDecisions.is(item)) {
          const decision = duplicateDecisions.from(item)
          decisions.set(decision.decisionId, decision)
        }
        if (likenesses.is(item)) {
          const likeness = likenesses.from(item)
          if (likeness.status !== 'one-person') return
          checked += 1
          made.push(likeness)
        }
        if (!coverages.is(item)) return
        const { insured, entitlements } = coverages.from(item)
        // Of sixty million persons few are one with another, and only these are kept in mind.
        if (insured.sameAs || insured.alsoAs)
          known.set(insured.personId, { insured, days: entitlements.flatMap(({ spells }) => spells) })
      },
      finish: () => {
        /** Who a person is at last: several who are one may be so by others. */
        const lastOf = (personId: string): string => {
          const next = known.get(personId)?.insured.sameAs?.personId
          return next === undefined ? personId : lastOf(next)
        }
        const violations: Violation[] = []
        const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
        for (const each of made) {
          const faults = faultsOfDecision(each, decisions.get(each.decisionId))
          for (const what of [...faults, ...faultsOfPair(each, (personId) => known.get(personId))])
            tell(each.likenessId, what)
        }
        const families = Map.groupBy(known.keys(), lastOf)
        for (const [personId, family] of families) {
          const each = family.map((of) => known.get(of)?.days ?? [])
          const meets = each.some((days, index) =>
            each.slice(0, index).some((others) => days.some((day) => others.some((of) => overlap(day, of)))),
          )
          if (family.length > 2 && meets) tell(personId, 'of those who are one, two may claim on one day')
        }
        const byPair = new Set(made.map(({ likenessId }) => likenessId))
        for (const [personId, { insured }] of known)
          if (insured.sameAs && !byPair.has(insured.sameAs.likenessId))
            tell(personId, 'they are another by nobody’s decision')
        return { checked, violations }
      },
    }
  },
}
