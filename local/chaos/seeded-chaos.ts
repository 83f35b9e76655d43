import type { Chaos, ChaosSettings } from '../contracts.ts'
import { faultKinds } from './fault-kinds.ts'

/** Everything off. */
export const calm = Object.fromEntries(Object.keys(faultKinds).map((kind) => [kind, 0])) as ChaosSettings

/** The stack's chance together with the switch that changes its settings. */
export type AdjustableChaos = Chaos & { readonly adjust: (settings: Partial<ChaosSettings>) => void }

/** Mulberry32: small, fast, the same draws for the same seed; numbers from 0 up to but not including 1. */
const drawsFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * One seeded source of chance for all parts. The draws repeat with the seed; which request gets which draw still
 * depends on timing.
 */
export const createChaos = (seed: number, initial: ChaosSettings = calm): AdjustableChaos => {
  const draw = drawsFrom(seed)
  let settings = initial
  return {
    settings: () => settings,
    adjust: (change) => {
      settings = { ...settings, ...change }
    },
    happens: (probability) => probability > 0 && draw() < probability,
    between: (from, to) => from + Math.floor(draw() * (to - from + 1)),
  }
}
