import type { RunProgress, RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, readRun, readRunParameters } from '#shared/edge/runs/run.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { runPartition } from '../correction/correction-result-item.ts'
import type { Key } from '../keys.ts'
import { ownKey } from '../keys.ts'
import { pricedChanges, toPricedItem } from './priced-item.ts'
import type { Price } from './rules/price.ts'
import { addPrices, noPrice } from './rules/price.ts'
import type { PricingRun } from './rules/pricing-run.ts'

export const pricingTask = 'price-policy-change'

/** What runs of pricings read and record. */
export type PricingStore = {
  /** A pricing as it was asked for, with how far it is; undefined when there is none of that id. */
  readonly find: (runId: string) => Promise<{ run: PricingRun; progress: RunProgress } | undefined>
  /** Completes a unit with what its persons came to; a unit completed before is left as it is. */
  readonly completeUnit: (unit: RunUnit, price: Price) => Promise<void>
  /** What the units that are complete came to. */
  readonly readPrice: (runId: string) => Promise<Price>
  /** Records what a run that is done came to, once. */
  readonly recordPriced: (run: PricingRun, price: Price) => Promise<void>
}

/** A run's parameters; plans are kept as text, since shares are no whole numbers. */
export const toParameters = ({ changes, layers, ...run }: PricingRun): Item => ({
  ...run,
  changes: JSON.stringify(changes),
  layers: JSON.stringify(layers),
})

const fromParameters = (parameters: Item): PricingRun => {
  const { changes, layers, ...run } = parameters
  return {
    ...(run as Omit<PricingRun, 'changes' | 'layers'>),
    changes: JSON.parse(String(changes)) as PricingRun['changes'],
    layers: JSON.parse(String(layers)) as PricingRun['layers'],
  }
}

/** What each complete unit of a run came to, as the run keeps it. */
const unitPrices = defineRecord<{ readonly result: Price }, Key>({ kind: 'run-unit', key: ownKey })

/** Opens the pricings on the service's table. */
export const openPricingStore = (store: Store): PricingStore => ({
  find: async (runId) => {
    const [progress, parameters] = await Promise.all([readRun(store, runId), readRunParameters(store, runId)])
    if (progress?.task !== pricingTask) return undefined
    must(parameters !== undefined, 'pricing.no-parameters', 'a run was started with nothing', { runId })
    return { run: fromParameters(parameters), progress }
  },
  completeUnit: async (unit, price) => {
    await store.write(completeUnit(unit, price))
  },
  readPrice: async (runId) => {
    let price = noPrice
    for await (const { result } of unitPrices.list(store, runPartition(runId), { prefix: 'UNIT#' }))
      price = addPrices(price, result)
    return price
  },
  recordPriced: async (run, price) => {
    await store.write([pricedChanges.create(toPricedItem(run, price))])
  },
})
