import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { differences, eachOf, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'

const planOf = (item: RecordedItem): string => `${fundOf(item)} ${text(item, 'year')} ${text(item, 'planId')}`

const targetId = 'budget.quotas-are-the-target'

/** The quotas of a published plan are its target, to the fen, in all and in each kind of care that it tells apart. */
export const quotasAreTheTarget: Invariant = {
  id: targetId,
  number: 7,
  rule: 'The quotas of all institutions sum to the target, in each kind of care that the plan distinguishes.',
  start: () => {
    const targets = tally()
    const quotas = tally()
    return {
      see: (item) => {
        const place = planOf(item)
        if (item.kind === 'quota-plan')
          targets.add(place, { target: figure(item, 'target'), ...figures(item, 'amounts') })
        if (item.kind === 'quota')
          quotas.add(place, { target: figure(item, 'amount'), ...figures(item, 'amounts') })
      },
      finish: () => {
        const published = tally()
        for (const place of targets.places())
          for (const name of quotas.names(place)) published.add(place, { [name]: quotas.at(place, name) })
        return differences(targetId, 'target and quotas', targets, published)
      },
    }
  },
}

const pastId = 'budget.plan-versions-keep-the-past'

/** What a version of a plan changes: the months from this one on, 1 to 12. */
type PlanVersion = { readonly planId: string; readonly version: number; readonly from: number }

/** A later version of a year's quotas leaves the months before its own as the version before has them. */
export const planVersionsKeepThePast: Invariant = {
  id: pastId,
  number: 7,
  rule: 'A later version of quotas leaves the months before its own as they were.',
  start: () => {
    const plans = new Map<string, PlanVersion[]>()
    const months = new Map<string, Map<string, readonly Fen[]>>()
    return {
      see: (item) => {
        if (item.kind === 'quota-plan') {
          const place = `${fundOf(item)} ${text(item, 'year')}`
          const from = Number(text(item, 'from').slice(5) || 1)
          const plan = { planId: planOf(item), version: figure(item, 'version'), from }
          plans.set(place, [...(plans.get(place) ?? []), plan])
        }
        if (item.kind === 'quota') {
          const quotas = months.get(planOf(item)) ?? new Map<string, readonly Fen[]>()
          months.set(planOf(item), quotas.set(text(item, 'institution'), item.months as readonly Fen[]))
        }
      },
      finish: () => {
        const violations: Violation[] = []
        for (const versions of plans.values()) {
          const ordered = versions.toSorted((a, b) => a.version - b.version)
          for (const [index, later] of ordered.entries()) {
            const earlier = ordered[index - 1]
            if (earlier) violations.push(...changedPast(earlier, later, months))
          }
        }
        return { checked: [...plans.values()].flat().length, violations }
      },
    }
  },
}

const changedPast = (
  earlier: PlanVersion,
  later: PlanVersion,
  months: ReadonlyMap<string, ReadonlyMap<string, readonly Fen[]>>,
): Violation[] =>
  [...(months.get(earlier.planId) ?? [])].flatMap(([institution, before]) => {
    const after = months.get(later.planId)?.get(institution) ?? []
    const past = sum(before.slice(0, later.from - 1))
    const same = before.slice(0, later.from - 1).every((amount, index) => amount === after[index])
    if (same) return []
    const is = sum(after.slice(0, later.from - 1))
    return [
      {
        invariant: pastId,
        where: `${later.planId} ${institution}`,
        what: 'months before the version differ',
        figures: { should: past, is },
      },
    ]
  })

/** A quota's months are the quota. */
export const monthsAreTheQuota = eachOf(
  'quota',
  { id: 'budget.months-are-the-quota', number: 7, rule: 'The twelve months of a quota sum to it.' },
  (quota) => {
    const months = sum(quota.months as readonly number[])
    const amount = figure(quota, 'amount')
    return months === amount ? undefined : { what: 'months and quota differ', figures: { amount, months } }
  },
)
