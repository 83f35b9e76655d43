import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import type { KindEffects } from './persons-kind.ts'
import { personsKind } from './persons-kind.ts'
import { deathsKind, reportsKind } from './reports-kinds.ts'
import { rosterKind } from './roster-kind.ts'
import { studentsKind } from './students-kind.ts'

/** The kinds of files that enrolment takes. */
export const fileKinds = (effects: KindEffects): FileKind[] => [
  personsKind(effects),
  studentsKind(effects),
  rosterKind(effects),
  deathsKind(effects),
  reportsKind(effects),
]
