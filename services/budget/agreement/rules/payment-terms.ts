import * as z from 'zod'
import { id, positiveAmount } from '#shared/contracts/fields.ts'
import { Exact } from '#shared/money/rate.ts'
import { bandsRise, makeOne, notRising } from '#shared/policy/bands.ts'

const decimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,8})?$/, { error: 'not a decimal such as 0.05', abort: true })

/** A share of something, from nil to the whole of it, as a decimal string such as `0.05`. */
export const share = decimal.refine((text) => new Exact(text).lessThanOrEqualTo(1), 'a share is at most 1')
/** A share that may be more than the whole: an edge of a band of overspending. */
const edge = decimal

const rise = (bands: readonly { readonly upTo?: string | undefined }[]): boolean =>
  bandsRise(bands.map(({ upTo }) => upTo))

/** Of what lies above the quota, by share of the quota: what the fund pays; above the last bound it pays nothing. */
export const overspendBands = z
  .array(z.strictObject({ upTo: edge.optional(), fund: share }))
  .min(1)
  .max(12)
  .refine(rise, notRising)

/** Of what was left of the quota, by share of the quota: what the institution keeps; beyond the last bound, nothing. */
export const surplusBands = z
  .array(z.strictObject({ upTo: edge.optional(), kept: share }))
  .min(1)
  .max(12)
  .refine(rise, notRising)

/**
 * Overspending that came of more patients, not of dearer care. What verified volume grew by beyond `growthAbove`, times
 * the quota, is borne by the fund at `fund`. It is at most `upTo` of the quota (total control, 三(五)).
 */
export const reasonableOverrun = z.strictObject({ growthAbove: edge, fund: share, upTo: edge })

/**
 * What bounds payment by points and by heads, so that it neither runs away from the claims nor ruins an institution. A
 * point is worth at least `pointFloor` and at most `pointCeiling` times what it is paid with month by month. The floor
 * costs the fund at most `topUp` of an institution's part of the year's fund. Of what the pool owed for its claims, an
 * institution is paid at most `mostPaid` times by points and by days, `mostPaidByHead` times out of a package.
 */
export const bounds = z
  .strictObject({
    pointFloor: edge,
    pointCeiling: edge,
    topUp: share,
    mostPaid: edge,
    mostPaidByHead: edge,
    /** What an institution's points count with, by its level or kind; absent: 1. */
    coefficient: z
      .string()
      .regex(/^\d(\.\d{1,4})?$/, 'a coefficient such as 1.05')
      .refine((text) => !new Exact(text).isZero(), 'a coefficient is more than 0')
      .optional(),
    /**
     * Whether a group's standard is for all payers, so that what patients and other funds paid is taken off it; absent:
     * it is the pool's part alone.
     */
    deducts: z.literal('patients-and-other-funds').optional(),
  })
  .refine(
    ({ pointFloor, pointCeiling }) => new Exact(pointFloor).lessThanOrEqualTo(pointCeiling),
    'the floor of a point lies above its ceiling',
  )
export type Bounds = z.output<typeof bounds>

/** From which score on which share of a surplus is kept: the bands fall, and at the last, from nil, nothing is kept. */
export const surplusByScore = z
  .array(z.strictObject({ from: decimal, kept: share }))
  .min(2)
  .max(12)
  .refine(
    (bands) =>
      bands.every(({ from }, index) => index === 0 || new Exact(from).lessThan(bands[index - 1]?.from ?? 0)),
    'the bands fall',
  )
  .refine(
    (bands) => new Exact(bands.at(-1)?.from ?? 1).isZero() && new Exact(bands.at(-1)?.kept ?? 1).isZero(),
    'the last band begins at 0 and keeps nothing',
  )
export type ScoreBand = z.output<typeof surplusByScore>[number]

const byItem = z.strictObject({ kind: z.literal('by-item') })
/** Points by case groups; `groups` names the table of groups, which is data of its own. */
const drg = z.strictObject({ kind: z.literal('drg'), groups: id })
const dip = z.strictObject({ kind: z.literal('dip'), groups: id })
/** So much a day of a stay, by the day it is: through each `throughDay`, the last rate for all later days. */
const bedDay = z.strictObject({
  kind: z.literal('bed-day'),
  rates: z
    .array(z.strictObject({ throughDay: z.int().min(1).max(1_000).optional(), perDay: positiveAmount }))
    .min(1)
    .max(8)
    .refine(
      (rates) =>
        rates.every(({ throughDay }, index) => {
          const before = rates[index - 1]?.throughDay
          const last = index === rates.length - 1
          return (
            (throughDay === undefined) === last && (before ?? 0) < (throughDay ?? Number.MAX_SAFE_INTEGER)
          )
        }),
      'the days rise, and only the last rate is without an end',
    ),
})
/**
 * So much a year for each person on the list; a community's surplus is divided by the shares of its members. The heads
 * are those expected when it was agreed: the year is cleared by those recorded and approved.
 */
const capitation = z.strictObject({
  kind: z.literal('capitation'),
  perHead: positiveAmount,
  heads: z.int().min(1).max(100_000_000),
  community: z
    .strictObject({
      code: id,
      /** What share of the care that its residents had elsewhere the package is charged with; absent: all of it. */
      elsewhere: share.optional(),
      members: z
        .array(z.strictObject({ institution: id, share }))
        .min(1)
        .max(200)
        .refine((all) => makeOne(all.map(({ share: each }) => each)), "the members' shares make 1 together")
        .refine(
          (all) => new Set(all.map(({ institution }) => institution)).size === all.length,
          'a member stands there twice',
        ),
    })
    .optional(),
})
/** Traditional Chinese medicine by the score of a disease. */
const tcm = z.strictObject({ kind: z.literal('tcm'), groups: id })

/** How an institution is paid for one kind of care. */
export const method = z
  .discriminatedUnion('kind', [byItem, drg, dip, bedDay, capitation, tcm])
  .meta({ id: 'PaymentMethod' })
export type Method = z.output<typeof method>
export type OverspendBand = z.output<typeof overspendBands>[number]
export type SurplusBand = z.output<typeof surplusBands>[number]
