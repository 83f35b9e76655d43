import * as z from 'zod'
import { amounts } from './amounts.ts'
import type { Row } from './rows.ts'

/** The layers whose payments a ceiling may count, by the names plans use. */
export const layerKeys = [
  'inpatient',
  'outpatient',
  'serious_illness',
  'large_sum',
  'medical_aid',
  'tilted_aid',
  'civil_servant',
] as const
export type LayerKey = (typeof layerKeys)[number]
export type LaterLayerKey = Exclude<LayerKey, 'inpatient' | 'outpatient'>
/** The layers that may follow the basic pool. */
export const laterLayerKey = z.enum(layerKeys).exclude(['inpatient', 'outpatient'])

/** The most a layer may pay of a claim or in a year. */
export type Ceiling = {
  readonly amount: readonly Row<number>[]
  readonly per: 'year' | 'claim'
  /** The layers whose payments of the year share it; the layer itself when empty. */
  readonly counts: readonly LayerKey[]
}
const ownCeiling = amounts.transform((amount): Ceiling => ({ amount, per: 'year', counts: [] }))
const saidCeiling = z
  .strictObject({
    amount: amounts,
    per: z.enum(['year', 'claim']).default('year'),
    counts: z.array(z.enum(layerKeys)).min(1).optional(),
  })
  .transform(({ counts = [], ...rest }): Ceiling => ({ ...rest, counts }))

/** One ceiling, which may be rows, or several that bind together, each an object with its amount. */
export const ceilings = z.union([
  ownCeiling.transform((only) => [only]),
  saidCeiling.transform((only) => [only]),
  z.array(saidCeiling).min(2),
])
