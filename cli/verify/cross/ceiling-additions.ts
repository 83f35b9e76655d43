import { yearOf } from '#shared/calendar/day.ts'
import type { RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import { additionSteps } from '../../../services/settlement/adjudication/rules/addition.ts'
import { factsOf } from '../../../services/settlement/claim/rules/circumstances.ts'
import { gatherClaimFiles } from '../../../services/settlement/insured-year/invariants/claim-files.ts'
import { yearIn } from '../../../services/settlement/insured-year/records/insured-year-item.ts'
import type { ClaimSettled } from '../../../services/settlement/insured-year/rules/claim-events.ts'
import type { InsuredYear } from '../../../services/settlement/insured-year/rules/insured-year.ts'
import { spellOn } from '../../../services/settlement/insured-year/rules/insured-year.ts'
import { laterNames } from '../../../services/settlement/insured-year/rules/layers.ts'
import type { RecordedYear } from '../../../services/settlement/insured-year/rules/recorded-year.ts'
import { firstDue } from '../../../services/settlement/insured-year/rules/trail.ts'
import type { Facts } from '../../../services/settlement/plan/rules/condition.ts'
import type { LaterLayer } from '../../../services/settlement/plan/rules/format.ts'
import { planBook } from '../../../services/settlement/plan/rules/plan-book.ts'
import { provincePolicy } from '../../province-policy.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.ceiling-additions'
const plans = planBook(provincePolicy())

type Coverage = {
  readonly insured: {
    readonly personId: string
    readonly paidBills: readonly { readonly scheme: Scheme; readonly from: string; readonly to: string }[]
  }
  readonly entitlements: readonly {
    readonly spells: readonly { readonly scheme: Scheme; readonly from: string }[]
  }[]
}

/** A year's letter: enrolled in a scheme that counts, only in another, or not at all. */
const letterOf = (enrolled: ReadonlySet<string>, year: number, { schemes }: CountedYearsRule): string => {
  if (schemes.some((scheme) => enrolled.has(`${scheme} ${year}`))) return 'c'
  return ['resident', 'employee'].some((scheme) => enrolled.has(`${scheme} ${year}`)) ? 'o' : '-'
}

/** A person's runs of counted years, told anew from coverage and bills: one letter a year, cut where none was enrolled. */
const runsOf = ({ insured, entitlements }: Coverage, year: number, rule: CountedYearsRule) => {
  const enrolled = new Set([
    ...insured.paidBills.flatMap(({ scheme, from, to }) => [from, to].map((on) => `${scheme} ${yearOf(on)}`)),
    ...entitlements.flatMap(({ spells }) => spells.map(({ scheme, from }) => `${scheme} ${yearOf(from)}`)),
  ])
  const letters = Array.from({ length: Math.max(0, year - rule.countsFrom + 1) }, (_, index) =>
    letterOf(enrolled, rule.countsFrom + index, rule),
  )
  const runs = letters
    .join('')
    .split('-')
    .map((run) => run.replaceAll('o', '').length)
  return { continuousYears: runs.at(-1) ?? 0, earlierRuns: runs.slice(0, -1).filter((run) => run > 0) }
}

/** The layers above the pool that paid something of a claim. */
const paidLayers = ({ scheme, care, city, servedOn, circumstances, amounts }: ClaimSettled) =>
  plans
    .planOn(scheme, care, city, servedOn, circumstances.purpose)
    .later.filter(({ key }) => amounts[laterNames[key].pays] > 0)

/** Whether the additions that a claim was paid by are those that its person's years give. */
const isRightlyRaised = (
  claim: ClaimSettled,
  state: InsuredYear,
  earlier: readonly InsuredYear[],
): boolean => {
  const spell = spellOn(state, claim.servedOn)
  if (!spell) return true
  const facts = factsOf(claim.circumstances, { state, spell, earlier }, claim.servedOn, plans)
  const layers = paidLayers(claim)
  const due = layers
    .filter(({ layer }) => !isLifted(layer, facts))
    .flatMap(({ key, layer }) => additionSteps(layer.ceiling, key, facts))
  const told = claim.steps.filter(
    ({ step, rule }) => step === 'addition' && layers.some(({ key }) => key === rule),
  )
  return JSON.stringify(told) === JSON.stringify(due)
}

const isLifted = ({ adjust }: LaterLayer, facts: Facts): boolean =>
  adjust.some(({ when, ceiling }) => ceiling === 'none' && (when?.holds(facts) ?? true))

/**
 * A ceiling was raised by what the years earn, and by nothing else: enrolment's coverage and bills are counted anew, and
 * the claims of the years before. A year whose claims are to be judged again is left out.
 */
export const ceilingAdditions: CrossCheck = {
  id,
  number: 4,
  rule: 'a ceiling was raised by the years of enrolment and without claims as coverage and claims give them anew, and within the limit',
  start: () => {
    const coverages = new Map<string, Coverage>()
    const years = new Map<string, RecordedYear[]>()
    const claims = gatherClaimFiles()
    return {
      see: (service, item) => {
        if (service === 'enrollment' && item.kind === 'coverage') {
          const coverage = item as RecordedItem & Coverage
          coverages.set(coverage.insured.personId, coverage)
        }
        if (service !== 'settlement') return
        claims.see(item)
        const year = yearIn(item)
        if (!year) return
        const { personId } = year.state
        years.set(personId, [...(years.get(personId) ?? []), year])
      },
      finish: () => {
        const judged = [...claims.files().values()]
          .filter(({ isReversed, stands }) => !isReversed && stands.isPaid)
          .map(({ stands }) => stands.claim)
          .filter((claim) => plans.countedYears(claim.year) !== undefined && paidLayers(claim).length > 0)
        const violations = judged.flatMap((claim): Violation[] => {
          const ofPerson = years.get(claim.personId) ?? []
          const own = ofPerson.find(({ state }) => state.year === claim.year)
          const coverage = coverages.get(claim.personId)
          const rule = plans.countedYears(claim.year)
          if (!own || !coverage || !rule || firstDue(own.trail) !== undefined) return []
          const state = { ...own.state, ...runsOf(coverage, claim.year, rule) }
          const earlier = ofPerson.map((each) => each.state).filter(({ year }) => year < claim.year)
          if (isRightlyRaised(claim, state, earlier)) return []
          const what = 'its ceiling was raised otherwise than coverage and years without claims raise it'
          return [{ invariant: id, where: claim.claimId, what }]
        })
        return { checked: judged.length, violations }
      },
    }
  },
}
