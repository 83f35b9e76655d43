import * as z from 'zod'
import { amountInYuan, factor, points, share } from '#shared/policy/figures.ts'
import { amounts, deductible } from './amounts.ts'
import { ceilings, laterLayerKey } from './ceiling.ts'
import { classCeiling } from './class-ceiling.ts'
import type { Condition } from './condition.ts'
import { condition } from './condition.ts'
import { edges, edgesMissing, hasEdges, pays } from './payment.ts'
import type { Row } from './rows.ts'
import { rowFields, rowsOf } from './rows.ts'
import { oneStayRules, yearsOfStay } from './stays.ts'

const adjustment = z.strictObject({
  ...rowFields,
  deductible: z
    .strictObject({
      times: factor.optional(),
      plus: amountInYuan.optional(),
      /** Taken off for each stay of the year before this one. */
      lessPerStay: amountInYuan.optional(),
      min: amountInYuan.optional(),
      max: amountInYuan.optional(),
    })
    .optional(),
  pays: z
    .strictObject({ points: points.optional(), times: factor.optional(), patientTimes: factor.optional() })
    .optional(),
  ceiling: z.literal('none').optional(),
})
export type Adjustment = z.output<typeof adjustment>

const anyLayer = {
  deductible,
  pays,
  edges: edges.optional(),
  ceiling: ceilings.default([]),
  adjust: z.array(adjustment).default([]),
}

const floorBase = z.enum(['total', 'inScope', 'totalAboveDeductible', 'inScopeAboveDeductible'])
export type FloorBase = z.output<typeof floorBase>
const floorRow = z
  .strictObject({ ...rowFields, ratio: share, of: floorBase })
  .transform(({ when, cites, ...value }): Row<{ ratio: number; of: FloorBase }> => ({ when, cites, value }))
const shareRow = z
  .strictObject({ ...rowFields, share })
  .transform(({ when, cites, share: value }): Row<number> => ({ when, cites, value }))

/** A row as it may be when this is asked: a condition that is wrong itself says nothing. */
type AnyRow = { readonly when?: Partial<Pick<Condition, 'asks'>> | undefined }
const tellsItemClass = (rows: readonly AnyRow[]): boolean =>
  rows.some(({ when }) => when?.asks?.includes('itemClass'))

/** Whether anything but its shares asks for the class of an item, which is a line's and not a claim's. */
const asksClassOfClaim = (layer: {
  readonly deductible: readonly AnyRow[]
  readonly adjust: readonly AnyRow[]
  readonly ceiling: readonly { readonly amount: readonly AnyRow[] }[]
}): boolean =>
  tellsItemClass(layer.deductible) ||
  tellsItemClass(layer.adjust) ||
  layer.ceiling.some(({ amount }) => tellsItemClass(amount))
const ofClaim = 'a claim has no `itemClass`: only the shares that the basic pool `pays` tell classes apart'

/** The basic pool's rules for one kind of care: the value of `settlement.<scheme>.inpatient` and `.outpatient`. */
export const basicLayer = z
  .strictObject({
    ...anyLayer,
    deductiblePer: z.enum(['claim', 'year']).default('claim'),
    deductibleYearCap: amounts.optional(),
    deductibleFrom: z.union([z.array(z.string()).min(1), z.literal('proRata')]).optional(),
    bandsPer: z.enum(['claim', 'year']).default('claim'),
    entry: z
      .strictObject({
        selfPaid: rowsOf<number>(shareRow).optional(),
        cap: amounts.optional(),
        /** Whether the cap is of each claim, or what the year's claims may enter together. */
        capPer: z.enum(['claim', 'year']).optional(),
      })
      .refine(({ cap, capPer }) => capPer === undefined || cap !== undefined, {
        message: '`capPer` says what `cap` is counted over, which is missing',
        path: ['cap'],
      })
      .optional(),
    floor: rowsOf(floorRow).optional(),
    fixed: amounts.optional(),
    classCeiling: classCeiling.optional(),
    oneStay: oneStayRules.default([]),
    yearOfStay: z.enum(yearsOfStay).default('discharge'),
    unlistedLine: z.enum(['refuse', 'selfPaid']).default('refuse'),
    unregisteredDisease: z.enum(['refuse', 'general']).default('refuse'),
    personalAccount: z.enum(['patient', 'inScope', 'none']).default('none'),
    entitledOn: z.enum(['discharge', 'admissionAndDischarge', 'everyDay']).default('admissionAndDischarge'),
    followedBy: z
      .array(laterLayerKey)
      .refine((all) => new Set(all).size === all.length, 'a layer stands there twice')
      .default([]),
  })
  .refine(hasEdges, edgesMissing)
  .refine((layer) => !asksClassOfClaim(layer), ofClaim)
  .transform((layer) => ({
    ...layer,
    /** Whether the plan tells item classes apart. */
    byItemClass: tellsItemClass(layer.pays) || layer.classCeiling !== undefined,
  }))
  .refine((layer) => !layer.byItemClass || layer.deductibleFrom !== undefined, {
    message: 'payment by item class needs `deductibleFrom`',
    path: ['deductibleFrom'],
  })
export type BasicLayer = z.output<typeof basicLayer>

/** The parts of a claim a patient is left with by the basic pool: what later layers may take up. */
export const unpaidParts = [
  'coinsurance',
  /** The patient's share of the cost above the point where the ceiling bound; of `coinsurance` unless a layer takes it over. */
  'coinsuranceAboveCeiling',
  'deductible',
  'aboveCeiling',
  'aboveEntryCap',
  'entrySelfPaid',
  'firstSelfPaid',
  'overLimit',
  'fullySelfPaid',
] as const
export type UnpaidPart = (typeof unpaidParts)[number]
/** Those of the in-scope amount: what a layer or an account limited to it may pay. */
export const inScopeUnpaid: readonly UnpaidPart[] = unpaidParts.slice(0, 6)
/** The cost above the point where the pool's ceiling bound, the patient's share of it included. */
const costAboveCeiling: readonly UnpaidPart[] = ['coinsuranceAboveCeiling', 'aboveCeiling']
const base = z.union([
  z.literal('inScopeUnpaid').transform(() => inScopeUnpaid),
  z.literal('everythingUnpaid').transform((): readonly UnpaidPart[] => unpaidParts),
  z.literal('costAboveCeiling').transform(() => costAboveCeiling),
  z
    .array(z.enum(unpaidParts))
    .min(1)
    .refine((all) => new Set(all).size === all.length, 'a part stands there twice'),
])

/** A layer above the basic pool: the value of `settlement.<scheme>.serious_illness` and so on. */
export const laterLayer = z
  .strictObject({ ...anyLayer, base, per: z.enum(['year', 'claim']), when: condition.optional() })
  .refine(hasEdges, edgesMissing)
  .refine((layer) => !asksClassOfClaim(layer) && !tellsItemClass([...layer.pays, layer]), ofClaim)
export type LaterLayer = z.output<typeof laterLayer>

/** Whether a layer takes over the cost above the pool's ceiling, with the patient's share of it. */
export const takesCost = ({ base: parts }: Pick<LaterLayer, 'base'>): boolean => parts === costAboveCeiling

/** Whether the point where the pool's ceiling binds can be said: not where classes, a floor or a fixed sum pay. */
export const hasCeilingPoint = ({ byItemClass, floor, fixed }: BasicLayer): boolean =>
  !byItemClass && floor === undefined && fixed === undefined
