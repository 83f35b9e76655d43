import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'
import { markingWhatWaits } from '#shared/edge/watch/marking-waits.ts'
import { effectsOf as over } from './effects.ts'
import { whatWaits } from './night/what-waits.ts'

/** The effects of a function, which marks whatever comes to wait with the record that shows it. */
export const effectsOf = (around: Surroundings) => over(markingWhatWaits(around, whatWaits))

/** The real effects, opened once a function. */
export const effects = effectsOf(deployed)
