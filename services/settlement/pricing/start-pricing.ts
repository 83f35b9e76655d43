import { startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { personLists } from '../insured-year/records/person-lists.ts'
import { concludePricing } from './conclude-pricing.ts'
import type { PricingEffects } from './effects.ts'
import type { PricingRun } from './rules/pricing-run.ts'
import { proposedLayers } from './rules/proposal.ts'
import { pricingTask, toParameters } from './store.ts'

/** A pricing as it is asked for. */
export type StartPricing = Omit<PricingRun, 'runId' | 'policyVersion' | 'layers'> & {
  readonly commandId: string
}

/**
 * Starts the pricing of a proposal, or goes on with the one its command started. There is a unit for every list of the
 * city and scheme, and of those who were in several.
 * @returns the run's id, by which the pricing goes
 * @throws TongchouError `run.other-parameters` when the command's id was used for another proposal, or under another
 * policy. `policy.missing` where a layer is to be changed that is not in force
 */
export const startPricing = async (
  { commandId, ...command }: StartPricing,
  effects: Pick<PricingEffects, 'runs' | 'policy' | 'pricings'>,
): Promise<Decision<string>> => {
  const policy = effects.policy()
  const layers = proposedLayers(policy, command, command.changes)
  if (layers.status === 'refused') return layers
  const runId = stableId('P', commandId)
  const run: PricingRun = { ...command, runId, policyVersion: policy.version, layers: layers.value }
  const { city, scheme, year } = run
  const lists = personLists(year, { city, scheme, onlyDue: false })
  const units = lists.map((list, index) => ({ unitId: String(index).padStart(4, '0'), input: { list } }))
  await startRun(effects.runs(), { runId, task: pricingTask, parameters: toParameters(run), units })
  await concludePricing(runId, effects)
  return accept(runId)
}
