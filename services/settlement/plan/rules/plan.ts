import type { ProvenanceTag } from '#shared/policy/format.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import type { AmountName } from '../../insured-year/rules/claim-events.ts'
import type { AccumulatorName } from '../../insured-year/rules/insured-year.ts'
import type { LaterLayerKey, LayerKey, PoolKey } from './ceiling.ts'
import type { BasicLayer, LaterLayer } from './format.ts'

type PoolNames = Readonly<Record<'inScope' | 'deductible' | 'paid', AccumulatorName>>

/** Under which names the basic pool's yearly figures are kept, by kind of care. */
export const poolNames = {
  inpatient: { inScope: 'inpatientInScope', deductible: 'inpatientDeductible', paid: 'inpatientPaid' },
  outpatient: { inScope: 'outpatientInScope', deductible: 'outpatientDeductible', paid: 'outpatientPaid' },
  chronic: { inScope: 'chronicInScope', deductible: 'chronicDeductible', paid: 'chronicPaid' },
} as const satisfies Record<PoolKey, PoolNames>

type LaterNames = {
  readonly pays: AmountName
  readonly paid: AccumulatorName
  readonly base: AccumulatorName
}

/** Under which names a later layer's payment and its yearly figures are kept. */
export const laterNames = {
  serious_illness: { pays: 'seriousIllness', paid: 'seriousIllnessPaid', base: 'seriousIllnessBase' },
  large_sum: { pays: 'largeSum', paid: 'largeSumPaid', base: 'largeSumBase' },
  medical_aid: { pays: 'medicalAid', paid: 'medicalAidPaid', base: 'medicalAidBase' },
  tilted_aid: { pays: 'tiltedAid', paid: 'tiltedAidPaid', base: 'tiltedAidBase' },
  civil_servant: { pays: 'civilServant', paid: 'civilServantPaid', base: 'civilServantBase' },
} as const satisfies Record<LaterLayerKey, LaterNames>

/** Under which name the year counts what a layer paid. */
export const paidName = (key: LayerKey): AccumulatorName => layerNames[key].paid

const layerNames: Readonly<Record<LayerKey, { readonly paid: AccumulatorName }>> = {
  ...poolNames,
  ...laterNames,
}

/** A benefit plan for one kind of care, read and ready: the basic pool, then the layers above it in their order. */
export type BenefitPlan = {
  readonly care: Care
  /** Whose rules the basic pool has: of its care, or of chronic diseases where the scheme has them apart. */
  readonly pool: PoolKey
  readonly basic: BasicLayer
  readonly later: readonly { readonly key: LaterLayerKey; readonly layer: LaterLayer }[]
  /** The article of each layer, for explanations. */
  readonly cites: Readonly<Partial<Record<LayerKey, string>>>
  /** How sure each layer's figures are. */
  readonly provenance: Readonly<Partial<Record<LayerKey, ProvenanceTag>>>
}
