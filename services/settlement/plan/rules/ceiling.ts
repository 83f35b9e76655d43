import * as z from 'zod'
import { amountInYuan, share } from '#shared/policy/figures.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { laterLayerKeys, layerKeys } from '../../insured-year/rules/layers.ts'
import { amounts } from './amounts.ts'
import { countedFacts } from './condition.ts'
import type { Row } from './rows.ts'

/** The layers that may follow the basic pool. */
export const laterLayerKey = z.enum(laterLayerKeys)

/**
 * What a ceiling is raised by for every one above `beyond` of what is counted (years of enrolment, diseases), at most so
 * many times.
 */
const growth = z.strictObject({
  each: z.enum(countedFacts),
  beyond: z.int().min(0).default(0),
  atMost: z.int().min(1).default(Number.MAX_SAFE_INTEGER),
  by: amountInYuan,
})
export type Growth = z.output<typeof growth>

/** The most a layer may pay of a claim or in a year. */
export type Ceiling = {
  readonly amount: readonly Row<number>[]
  readonly per: 'year' | 'claim'
  /** The layers whose payments of the year share it; the layer itself when empty. */
  readonly counts: readonly LayerKey[]
  readonly grows: readonly Growth[]
  /** The share of the amount that all growth together may reach; without end when absent. */
  readonly growsAtMost?: number | undefined
}
const ofItself = { per: 'year', counts: [], grows: [] } as const
const ownCeiling = amounts.transform((amount): Ceiling => ({ amount, ...ofItself }))
const ceilingFields = z
  .strictObject({
    amount: amounts,
    per: z.enum(['year', 'claim']).optional(),
    counts: z.array(z.enum(layerKeys)).min(1).optional(),
    grows: z.union([growth.transform((only) => [only]), z.array(growth).min(1)]).optional(),
    growsAtMost: share.optional(),
  })
  .refine(({ grows, growsAtMost }) => growsAtMost === undefined || grows !== undefined, {
    message: '`growsAtMost` limits what `grows` says, which is missing',
    path: ['grows'],
  })
  .transform(
    ({ amount, per, counts, grows, growsAtMost }): Ceiling => ({
      amount,
      per: per ?? ofItself.per,
      counts: counts ?? ofItself.counts,
      grows: grows ?? ofItself.grows,
      growsAtMost,
    }),
  )

/** One ceiling, which may be rows, or several that bind together, each an object with its amount. */
export const ceilings = z.union([
  ownCeiling.transform((only) => [only]),
  ceilingFields.transform((only) => [only]),
  z.array(ceilingFields).min(2),
])
