import type { DatedValue } from '#shared/policy/format.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import type { LaterLayerKey, LayerKey, PoolKey } from '../../insured-year/rules/layers.ts'
import type { BasicLayer, LaterLayer } from './format.ts'

/** A benefit plan for one kind of care, read and ready: the basic pool, then the layers above it in their order. */
export type BenefitPlan = {
  readonly care: Care
  /** Whose rules the basic pool has: of its care, or of chronic diseases where the scheme has them apart. */
  readonly pool: PoolKey
  readonly basic: BasicLayer
  readonly later: readonly { readonly key: LaterLayerKey; readonly layer: LaterLayer }[]
  /** Whether one of these takes over the cost above the pool's ceiling, the patient's share of it included. */
  readonly takesCost: boolean
  /** The article of each layer, for explanations. */
  readonly cites: Readonly<Partial<Record<LayerKey, string>>>
  /** How sure each layer's figures are, and whose they are where they are another city's. */
  readonly provenance: Readonly<Partial<Record<LayerKey, Pick<DatedValue, 'tag' | 'borrowedFrom'>>>>
}
