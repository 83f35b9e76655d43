import * as z from 'zod'

/** From calm to grave, as early warning has them. */
export const warningLevels = ['normal', 'blue', 'yellow', 'orange', 'red'] as const
export type WarningLevel = (typeof warningLevels)[number]

const level = z.enum(warningLevels)
const decimal = z.string().regex(/^\d+(\.\d+)?$/)

/** One step: below a figure, or above one. The first step that fits gives the level; none: normal. */
const steps = z.array(
  z.union([z.strictObject({ below: decimal, level }), z.strictObject({ above: decimal, level })]),
)
type ThresholdSteps = z.output<typeof steps>

/** A step is reached only where none before it takes all that it fits: `below` rises, `above` falls. */
const areReachable = (all: ThresholdSteps): boolean => {
  const below = all.flatMap((step) => ('below' in step ? [Number(step.below)] : []))
  const above = all.flatMap((step) => ('above' in step ? [Number(step.above)] : []))
  return (
    below.every((each, index) => index === 0 || each > (below[index - 1] ?? 0)) &&
    above.every((each, index) => index === 0 || each < (above[index - 1] ?? 0))
  )
}
const thresholdSteps = steps.refine(
  areReachable,
  '`below` rises and `above` falls, else a step is never reached',
)

/** Thresholds of one indicator, for each scheme. */
export const thresholdTable = z.strictObject({ employee: thresholdSteps, resident: thresholdSteps })

/** The level that a figure is on. */
export const levelOf = (figure: number, table: ThresholdSteps): WarningLevel =>
  table.find((step) => ('below' in step ? figure < Number(step.below) : figure > Number(step.above)))
    ?.level ?? 'normal'
