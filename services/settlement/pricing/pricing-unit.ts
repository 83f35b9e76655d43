import type { RunUnit } from '#shared/edge/runs/run.ts'
import { isUnitDone } from '#shared/edge/runs/run.ts'
import { must } from '#shared/kernel/errors.ts'
import { walkPersons } from '../correction/walk-persons.ts'
import { planBook } from '../plan/rules/plan-book.ts'
import { concludePricing } from './conclude-pricing.ts'
import type { PricingEffects } from './effects.ts'
import type { PricingBasis } from './price-person.ts'
import { pricePerson } from './price-person.ts'
import type { Price } from './rules/price.ts'
import { addPrices, noPrice } from './rules/price.ts'
import type { PricingRun } from './rules/pricing-run.ts'
import { policyUnder } from './rules/proposal.ts'

type OwnEffects = Pick<PricingEffects, 'corrections' | 'pricings' | 'reference' | 'plans' | 'policy' | 'runs'>

/** Half a run under one policy and half under another would be the price of nothing. */
const basisFor = async (run: PricingRun, { reference, plans, policy }: OwnEffects): Promise<PricingBasis> => {
  must(policy().version === run.policyVersion, 'pricing.policy-changed', 'start it again under another key', {
    runId: run.runId,
    startedUnder: run.policyVersion,
  })
  const { institutions, catalogue } = await reference.refresh()
  const proposed = planBook(policyUnder(policy(), run, run.layers))
  return {
    inForce: { institutions, catalogue, plans: plans() },
    proposed: { institutions, catalogue, plans: proposed },
  }
}

const priceOpenUnit = async (unit: RunUnit, run: PricingRun, effects: OwnEffects): Promise<void> => {
  const basis = await basisFor(run, effects)
  const walk = {
    none: noPrice,
    visit: async (personId: string, soFar: Price) =>
      addPrices(soFar, await pricePerson(personId, run, basis, effects)),
    isOver: ({ fault }: Price) => fault !== undefined,
    complete: (price: Price) => effects.pricings.completeUnit(unit, price),
  }
  return walkPersons(unit, walk, effects)
}

/**
 * Prices the persons of a unit; the last unit of a run concludes it. What a unit came to is written with its completion,
 * once, so a message that comes again, or after a crash, counts nobody twice.
 */
export const priceUnit = async (unit: RunUnit, effects: OwnEffects): Promise<void> => {
  const found = await effects.pricings.find(unit.runId)
  must(found !== undefined, 'pricing.unknown', 'a unit of no pricing', { runId: unit.runId })
  if (!(await isUnitDone(effects.runs().store, unit))) await priceOpenUnit(unit, found.run, effects)
  await concludePricing(unit.runId, effects)
}
