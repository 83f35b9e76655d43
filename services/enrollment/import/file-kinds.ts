import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import type { KindEffects } from './persons-kind.ts'
import { personsKind } from './persons-kind.ts'

/** The kinds of files that enrolment takes. */
export const fileKinds = (effects: KindEffects): FileKind[] => [personsKind(effects)]
