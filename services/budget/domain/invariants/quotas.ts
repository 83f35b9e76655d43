import type { Invariant } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import { differences, eachOf, figure, fundOf, tally, text } from './recorded.ts'

const targetId = 'budget.quotas-are-the-target'

/** The quotas of a published plan are its target, to the fen. */
export const quotasAreTheTarget: Invariant = {
  id: targetId,
  number: 7,
  rule: 'The quotas of all institutions sum to the target.',
  start: () => {
    const targets = tally()
    const quotas = tally()
    return {
      see: (item) => {
        const place = `${fundOf(item)} ${text(item, 'year')} ${text(item, 'planId')}`
        if (item.kind === 'quota-plan') targets.add(place, { target: figure(item, 'target') })
        if (item.kind === 'quota') quotas.add(place, { target: figure(item, 'amount') })
      },
      finish: () => {
        const published = tally()
        for (const place of targets.places()) published.add(place, { target: quotas.at(place, 'target') })
        return differences(targetId, 'target and quotas', targets, published)
      },
    }
  },
}

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
