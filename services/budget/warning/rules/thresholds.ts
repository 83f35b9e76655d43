import * as z from 'zod'

/** From calm to grave, as early warning has them. */
export const warningLevels = ['normal', 'blue', 'yellow', 'orange', 'red'] as const
export type WarningLevel = (typeof warningLevels)[number]

/** How grave a level is. */
export const rankOf = (level: WarningLevel): number => warningLevels.indexOf(level)

const level = z.enum(warningLevels)
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)

/**
 * A range of an indicator and its level. It begins `from` a figure, or `above` it, and ends `below` a figure, or `upTo`
 * it: so each figure is in one band only, and it is said in which.
 */
const band = z.strictObject({
  from: decimal.optional(),
  above: decimal.optional(),
  below: decimal.optional(),
  upTo: decimal.optional(),
  level,
})
type Band = z.output<typeof band>

const isBounded = ({ from, above, below, upTo }: Band): boolean =>
  (from === undefined || above === undefined) && (below === undefined || upTo === undefined)

/** Where a band begins and ends, as the one before it would have to end and the next to begin. */
const beginOf = ({ from, above }: Band): string | undefined =>
  from === undefined ? above && `upTo ${Number(above)}` : `below ${Number(from)}`
const endOf = ({ below, upTo }: Band): string | undefined =>
  below === undefined ? upTo && `upTo ${Number(upTo)}` : `below ${Number(below)}`

/** Whether bands follow each other without a gap or an overlap, from the least figure there may be to the greatest. */
const coverAll = (bands: readonly Band[]): boolean =>
  bands.every((each, index) => {
    const before = bands[index - 1]
    return before === undefined
      ? beginOf(each) === undefined
      : endOf(before) !== undefined && endOf(before) === beginOf(each)
  }) && bands.slice(-1).every((last) => endOf(last) === undefined)

const edgeOf = ({ below, upTo }: Band): number => Number(below ?? upTo ?? Number.POSITIVE_INFINITY)

const rises = (bands: readonly Band[]): boolean =>
  bands.every((each, index) => index === 0 || edgeOf(each) > edgeOf(bands[index - 1] as Band))

/** The levels of one indicator in one scheme. */
export const thresholds = z.strictObject({
  /** How far a figure must lie from all that is as grave as the level it is on, before that is eased. */
  hysteresis: z.string().regex(/^\d+(\.\d+)?$/),
  /** Judged from this month of the year on; absent: from January. */
  fromMonth: z.int().min(1).max(12).optional(),
  bands: z
    .array(band)
    .min(1)
    .refine((bands) => bands.every(isBounded), 'a band begins once and ends once')
    .refine(coverAll, 'bands leave no gap and do not overlap: each begins where the one before it ends')
    .refine(rises, 'bands rise, else a level is never reached')
    .refine((bands) => bands.some((each) => each.level === 'normal'), 'some figures are normal'),
})
export type Thresholds = z.output<typeof thresholds>

/** Thresholds of one indicator, for each scheme. */
export const thresholdTable = z.strictObject({ employee: thresholds, resident: thresholds })

const holds = ({ from, above, below, upTo }: Band, figure: number): boolean =>
  (from === undefined || figure >= Number(from)) &&
  (above === undefined || figure > Number(above)) &&
  (below === undefined || figure < Number(below)) &&
  (upTo === undefined || figure <= Number(upTo))

/** The level of the band that a figure lies in. */
const bandLevel = (figure: number, { bands }: Thresholds): WarningLevel =>
  bands.find((each) => holds(each, figure))?.level ?? 'normal'

/** The least and the greatest figure of a band. */
const touches = ({ from, above, below, upTo }: Band, least: number, most: number): boolean =>
  most >= Number(from ?? above ?? Number.NEGATIVE_INFINITY) &&
  least <= Number(below ?? upTo ?? Number.POSITIVE_INFINITY)

/**
 * The level that a figure is on, after it was on another. It gets graver at once. It is eased only when the figure lies
 * further than the hysteresis from every band that is as grave: a figure that swings about an edge changes nothing.
 */
export const levelOf = (figure: number, table: Thresholds, before: WarningLevel = 'normal'): WarningLevel => {
  const now = bandLevel(figure, table)
  if (rankOf(now) >= rankOf(before)) return now
  const margin = Number(table.hysteresis)
  const isNear = table.bands.some(
    (each) => rankOf(each.level) >= rankOf(before) && touches(each, figure - margin, figure + margin),
  )
  return isNear ? before : now
}
