import type { Signature } from '#shared/contracts/fields.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { isInOrder } from '../ledger/rules/by-two.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { figure, figures, fundOf, text } from '../ledger/rules/recorded.ts'
import type { Parts } from '../total-control/rules/parts.ts'
import { partsOf, sameParts, wholeOf } from '../total-control/rules/parts.ts'

type Signed = Readonly<
  Partial<Record<'drafted' | 'proposed' | 'agreed' | 'published' | 'approved', Signature>> & {
    offeredBy: readonly string[]
  }
>

const isOneHand = (persons: readonly string[]): boolean =>
  persons.some((one, index) => persons.slice(index + 1).some((other) => isSamePerson(one, other)))

/** Who made quotas may be one person or several; none of them ended the round or published it. */
const roundHands = ({ drafted, proposed, offeredBy = [], agreed, published }: RecordedItem & Signed) => {
  const makers = [drafted?.by, proposed?.by, ...offeredBy].flatMap((by) => by ?? [])
  if (!agreed || !published) return false
  if (!isInOrder(drafted, proposed, agreed, published)) return false
  return makers.every((maker) => !isOneHand([maker, agreed.by, published.by]))
}

const twoHands = ({ proposed, approved }: RecordedItem & Signed): boolean =>
  proposed !== undefined &&
  approved !== undefined &&
  !isOneHand([proposed.by, approved.by]) &&
  isInOrder(proposed, approved)

const fundIn = (item: RecordedItem): string => {
  const { city, scheme } = item.fund as Fund
  return `${city} ${scheme}`
}

/** A plan within its fund's year, as its quotas, its round and its decision name it. */
const planOf = (item: RecordedItem, fund: string): string =>
  `${fund} ${text(item, 'year')} ${text(item, 'planId')}`

/** Whether an earlier release published it by one hand, without a target: it is told as work and is no fault. */
export const isOfOneHand = (plan: RecordedItem): boolean =>
  plan.kind === 'quota-plan' && plan.areaTarget === undefined && plan.twoHanded === undefined

/**
 * The published versions that are judged. One that another took the place of and that names no target is of an earlier
 * release. So is the one in force where it has no mark of this one.
 */
const publishedPlans = () => {
  const plans: RecordedItem[] = []
  const latest = new Map<string, number>()
  const yearOf = (plan: RecordedItem): string => `${fundOf(plan)} ${text(plan, 'year')}`
  return {
    see: (item: RecordedItem) => {
      if (item.kind !== 'quota-plan') return
      plans.push(item)
      latest.set(yearOf(item), Math.max(latest.get(yearOf(item)) ?? 0, figure(item, 'version')))
    },
    judged: (): RecordedItem[] =>
      plans.filter(
        (plan) =>
          plan.areaTarget !== undefined ||
          (!isOfOneHand(plan) && latest.get(yearOf(plan)) === figure(plan, 'version')),
      ),
  }
}

const whereOf = (plan: RecordedItem): string => `${plan.pk} ${plan.sk}`

const decidedId = 'budget.quotas-are-decided-by-enough-hands'

/** Nobody publishes quotas alone: a round takes three persons, a decision of the province two, and so does a target. */
export const quotasTakeTheirHands: Invariant = {
  id: decidedId,
  number: 10,
  rule: 'Every published version of quotas is of a round that three persons drafted, ended and published, or of a provincial decision of two.',
  start: () => {
    const plans = publishedPlans()
    const decided = new Map<string, boolean>()
    return {
      see: (item) => {
        plans.see(item)
        const signed = item as RecordedItem & Signed
        if (item.kind === 'negotiation-round' && item.status === 'published')
          decided.set(planOf(item, fundIn(item)), roundHands(signed))
        if (item.kind === 'quota-decision' && item.status === 'approved')
          decided.set(planOf(item, fundIn(item)), twoHands(signed))
      },
      finish: () => {
        const judged = plans.judged()
        const violations = judged.flatMap((plan): Violation[] => {
          const hands = decided.get(planOf(plan, fundOf(plan)))
          if (hands) return []
          const what =
            hands === undefined
              ? 'neither a round nor a decision of the province published it'
              : 'one person did what takes several, or a step came before the one it rests on'
          return [{ invariant: decidedId, where: whereOf(plan), what }]
        })
        return { checked: judged.length, violations }
      },
    }
  },
}

const targetId = 'budget.quotas-divide-an-approved-target'

/** A plan's target by the kinds of care that it tells apart, and the name of the approved one that it is to be. */
const dividedBy = (plan: RecordedItem) => {
  const apart = figures(plan, 'amounts')
  const amounts: Parts = Object.keys(apart).length > 0 ? apart : { all: figure(plan, 'target') }
  return { amounts, named: `${fundOf(plan)} ${text(plan, 'year')} ${text(plan, 'areaTarget')}` }
}

/** Every version of quotas names a target that two persons approved, and is equal to it. */
export const quotasDivideAnApprovedTarget: Invariant = {
  id: targetId,
  number: 7,
  rule: 'Every published version of quotas names a target that two persons approved, and sums to it, stays and visits apart.',
  start: () => {
    const plans = publishedPlans()
    const targets = new Map<string, Parts>()
    return {
      see: (item) => {
        plans.see(item)
        const isTarget = item.kind === 'area-target' || item.kind === 'area-target-before'
        if (isTarget && twoHands(item as RecordedItem & Signed))
          targets.set(
            `${fundIn(item)} ${text(item, 'year')} ${text(item, 'number')}`,
            figures(item, 'amounts'),
          )
      },
      finish: () => {
        const judged = plans.judged()
        const violations = judged.flatMap((plan): Violation[] => {
          const { amounts, named } = dividedBy(plan)
          const place = { invariant: targetId, where: whereOf(plan) }
          const target = targets.get(named)
          if (!target) return [{ ...place, what: 'no approved target of that number' }]
          const isSame = partsOf(amounts).includes('all')
            ? wholeOf(amounts) === wholeOf(target)
            : sameParts(amounts, target)
          const sums = { should: wholeOf(target), is: wholeOf(amounts) }
          return isSame ? [] : [{ ...place, what: 'quotas and their target differ', figures: sums }]
        })
        return { checked: judged.length, violations }
      },
    }
  },
}

const agreedId = 'budget.quotas-are-of-agreed-institutions'

/** Nobody has a quota without an agreement of its year with its city. */
export const quotasAreOfAgreedInstitutions: Invariant = {
  id: agreedId,
  number: 7,
  rule: 'Every institution with a published quota has an agreement of that year with the city.',
  start: () => {
    const plans = publishedPlans()
    const agreed = new Set<string>()
    const quotas: { readonly where: string; readonly plan: string; readonly institution: string }[] = []
    return {
      see: (item) => {
        const cityYear = `${text(item, 'city')} ${text(item, 'year')}`
        plans.see(item)
        if (item.kind === 'agreement') agreed.add(`${cityYear} ${text(item, 'institution')}`)
        if (item.kind === 'quota')
          quotas.push({
            where: `${item.pk} ${item.sk}`,
            plan: planOf(item, fundOf(item)),
            institution: `${cityYear} ${text(item, 'institution')}`,
          })
      },
      finish: () => {
        const published = new Set(plans.judged().map((plan) => planOf(plan, fundOf(plan))))
        const judged = quotas.filter(({ plan }) => published.has(plan))
        const violations = judged
          .filter(({ institution }) => !agreed.has(institution))
          .map(({ where }) => ({ invariant: agreedId, where, what: 'no agreement of the year' }))
        return { checked: judged.length, violations }
      },
    }
  },
}
