import type { Chaos, ChaosSettings } from '../../../local/contracts.ts'

const calm: ChaosSettings = {
  deliverTwice: 0,
  deliverLate: 0,
  outOfOrder: false,
  throttle: 0,
  transactionConflict: 0,
  killBetweenWrites: 0,
  loseAnswer: 0,
}

/** Chaos without chance: what has any probability happens, and every draw is the lowest. */
export const certain = (settings: Partial<ChaosSettings> = {}): Chaos => ({
  settings: () => ({ ...calm, ...settings }),
  happens: (probability) => probability > 0,
  between: (from) => from,
})
