import type { Usage } from '#shared/edge/store/request-meter.ts'
import type { Units } from '../../local/contracts.ts'

/** Sums of what operations cost, under the names that the functions' metrics have. */
export const openMeters = () => {
  const sums: Record<string, Record<string, number>> = {}
  return {
    add: (name: string, { roundTrips, readUnits, writeUnits }: Usage, cases: number): void => {
      const before = sums[name] ?? {}
      const more = { RoundTrips: roundTrips, ReadUnits: readUnits, WriteUnits: writeUnits, Cases: cases }
      sums[name] = Object.fromEntries(
        Object.entries(more).map(([figure, amount]) => [figure, (before[figure] ?? 0) + amount]),
      )
    },
    /** The sums as they are now. */
    units: (): Units => structuredClone(sums),
  }
}
