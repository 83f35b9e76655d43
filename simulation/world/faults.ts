import type { Random } from '../../cli/generate/random.ts'
import type { FaultKind } from '../../local/chaos/fault-kinds.ts'
import { faultKinds } from '../../local/chaos/fault-kinds.ts'

export type { FaultKind }
export { faultKinds }

/** Where faults come from: each kind with the probability that a seed gives it. */
export type Faults = {
  /** Whether it goes wrong this time. */
  readonly happens: (kind: FaultKind) => boolean
  /** From now on nothing goes wrong, or as often as before. */
  readonly set: (on: boolean) => void
  readonly counts: () => Readonly<Partial<Record<FaultKind, number>>>
}

/**
 * The faults of a seed. Each seed leaves some kinds out and has others often: what only two kinds together break is
 * found sooner so than by all of them at their mean.
 */
export const openFaults = (random: Random, wanted: readonly FaultKind[]): Faults => {
  const rates = new Map(
    (Object.keys(faultKinds) as FaultKind[]).map((kind) => {
      // One that is asked once a story is as often in each seed.
      const weight = kind === 'restored' ? 1 : random.pick([0, 0.3, 1, 1, 4])
      return [kind, wanted.includes(kind) ? faultKinds[kind] * weight : 0] as const
    }),
  )
  const counts: Partial<Record<FaultKind, number>> = {}
  let isOn = true
  return {
    happens: (kind) => {
      const rate = rates.get(kind) ?? 0
      if (!isOn || rate === 0 || !random.chance(rate)) return false
      counts[kind] = (counts[kind] ?? 0) + 1
      return true
    },
    set: (on) => {
      isOn = on
    },
    counts: () => counts,
  }
}
