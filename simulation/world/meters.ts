import type { Usage } from '#shared/edge/store/request-meter.ts'
import type { Units } from '../../local/contracts.ts'

/** Sums of what operations cost, under the names that the functions' metrics have. */
export const openMeters = () => {
  const sums: Record<string, { RoundTrips: number; ReadUnits: number; WriteUnits: number; Cases: number }> =
    {}
  return {
    add: (name: string, { roundTrips, readUnits, writeUnits }: Usage, cases: number): void => {
      const sum = sums[name] ?? { RoundTrips: 0, ReadUnits: 0, WriteUnits: 0, Cases: 0 }
      sums[name] = sum
      sum.RoundTrips += roundTrips
      sum.ReadUnits += readUnits
      sum.WriteUnits += writeUnits
      sum.Cases += cases
    },
    /** The sums as they are now. */
    units: (): Units => structuredClone(sums),
  }
}
