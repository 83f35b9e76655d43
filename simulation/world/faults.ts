import type { Random } from '../../cli/generate/random.ts'

/** What may go wrong, and how often: probabilities from 0 to 1 for each occasion. */
export const faultKinds = {
  /** A request to the database is throttled. */
  throttle: 0.01,
  /** A request to the database is refused as often as the SDK sends it: its function hears of a failure. */
  refused: 0.003,
  /** A transaction meets another one on its items. */
  conflict: 0.01,
  /** A request is carried out and its answer is lost: the SDK sends it again. */
  lostAnswer: 0.01,
  /** The function is killed before a request of its goes out. */
  killedBefore: 0.003,
  /** The function is killed when its request is carried out. */
  killedAfter: 0.003,
  /** An eventually consistent read answers what stood there before. */
  staleRead: 0.1,
  /** A batch of reads leaves some of its keys for later. */
  unprocessedKeys: 0.02,
  /** The bus refuses an entry of a call. */
  refusedEntry: 0.01,
  /** The bus refuses a call as a whole, and the SDK gives up. */
  refusedCall: 0.01,
  /** An event is told as the last release told it: a function of that release is still at work beside today's. */
  lastRelease: 0.03,
  /** A queue refuses an entry of a batch. */
  refusedMessage: 0.01,
  /** A message comes twice. */
  twice: 0.05,
  /** A message comes minutes or hours late, after later ones. */
  late: 0.05,
  /** A batch of the stream comes again after it was handled. */
  batchAgain: 0.03,
  /** A function takes longer than it may. */
  timeOut: 0.002,
  /** A service takes no message and publishes nothing for a day; asked every other day. */
  serviceDown: 0.01,
  /** A sandbox's clock is some seconds off. */
  skew: 0.1,
} as const

export type FaultKind = keyof typeof faultKinds

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
      const weight = random.pick([0, 0.3, 1, 1, 4])
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
