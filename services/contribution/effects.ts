import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import type { Names } from './names.ts'
import type { Register } from './register.ts'

/** What the contribution service needs from outside. */
export type Effects = ServiceEffects

/** The same for its API, which takes the pieces of files, and names persons in those that it gives. */
export type DoorEffects = Effects & { readonly secrets: FileSecrets; readonly names: Names }

/** The same for its worker, which reads the files that are sent. */
export type WorkEffects = Omit<DoorEffects, 'names'> & { readonly files: Bucket; readonly register: Register }

/** The effects of a function, over what it has around it; `composed.ts` has what arises among them recorded too. */
export const effectsOf: (around: Surroundings) => Effects = openEffects
