import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { comparisonKinds } from './comparison/comparison-kinds.ts'
import { disabledKind } from './import/disabled-kind.ts'
import type { KindEffects } from './import/persons-kind.ts'
import { personsKind } from './import/persons-kind.ts'
import { deathsKind, reportsKind, retireesKind } from './import/reports-kinds.ts'
import { rosterKind } from './import/roster-kind.ts'
import { studentsKind } from './import/students-kind.ts'

/** The kinds of files that enrolment takes. */
export const fileKinds = (effects: KindEffects): FileKind[] => [
  personsKind(effects),
  studentsKind(effects),
  disabledKind(effects),
  rosterKind(effects),
  deathsKind(effects),
  retireesKind(effects),
  reportsKind(effects),
  ...comparisonKinds(effects),
]
