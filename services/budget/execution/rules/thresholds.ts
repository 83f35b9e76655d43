import * as z from 'zod'

/** From calm to grave, as early warning has them. */
export const warningLevels = ['normal', 'blue', 'yellow', 'orange', 'red'] as const
export type WarningLevel = (typeof warningLevels)[number]

const level = z.enum(warningLevels)
const decimal = z.string().regex(/^\d+(\.\d+)?$/)

/** One step: below a figure, or above one. The first step that fits gives the level; none: normal. */
const thresholdSteps = z.array(
  z.union([z.strictObject({ below: decimal, level }), z.strictObject({ above: decimal, level })]),
)
type ThresholdSteps = z.output<typeof thresholdSteps>

/** Thresholds of one indicator, for each scheme. */
export const thresholdTable = z.strictObject({ employee: thresholdSteps, resident: thresholdSteps })

/** The level that a figure is on. */
export const levelOf = (figure: number, steps: ThresholdSteps): WarningLevel =>
  steps.find((step) => ('below' in step ? figure < Number(step.below) : figure > Number(step.above)))
    ?.level ?? 'normal'
