import { calm } from '../../../local/chaos/seeded-chaos.ts'
import type { Chaos, ChaosSettings } from '../../../local/contracts.ts'

/** Chaos without chance: what has any probability happens, and every draw is the lowest. */
export const certain = (settings: Partial<ChaosSettings> = {}): Chaos => ({
  settings: () => ({ ...calm, ...settings }),
  happens: (probability) => probability > 0,
  between: (from) => from,
})
