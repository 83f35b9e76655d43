import type { FileKind, FileOfRows, FileReader } from '#shared/edge/imports/file-kind.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Effects } from '../effects.ts'
import { startsOf } from '../enrolment/start-approvals.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import type { InFile } from './import-persons.ts'
import { badAmong, enrolRows, judgeRows } from './import-persons.ts'
import type { Importer } from './read-import.ts'
import { rowReader, tableColumns } from './read-import.ts'
import { personsTemplate } from './template.ts'

export type KindEffects = Pick<Effects, 'store' | 'policy' | 'secrets'>

export const importerOf = ({ caller, today }: FileOfRows, { policy }: KindEffects): Importer => ({
  today,
  limits: personLimits(policy()),
  keptFrom: ({ city }) =>
    reachesCity(caller, city)
      ? undefined
      : {
          ...{ code: 'caller.other-division', reason: 'the row is of another city', field: 'city' },
          figures: { division: caller.division },
        },
})

/**
 * The commands of rows are named by the run and the line: the same file sent again enrols nobody anew, and each person's
 * record tells by which row of which file they came.
 */
export const inFileOf = async (
  { runId, today, by: { subject, division }, caller, digest, division: of }: FileOfRows,
  { store }: KindEffects,
): Promise<InFile> => ({
  ...{ commandId: runId, today, by: { subject, division } },
  starts: digest === undefined ? undefined : await startsOf(digest, of, store),
  reachesCity: (city) => reachesCity(caller, city),
})

/** Enrols the rows of a file that reads persons in a way of its own. */
export const enrolling = (
  read: ReturnType<typeof rowReader>,
  file: InFile,
  effects: KindEffects,
): FileReader => ({
  judge: async (rows) => {
    const all = rows.map(read)
    const judged = await judgeRows(
      all.flatMap(({ good }) => good ?? []),
      file,
      effects,
    )
    const enrols = judged.filter(({ decision }) => decision.status === 'accepted')
    const isNew = ({ decision }: (typeof judged)[number]) =>
      decision.status === 'accepted' && decision.value.record !== undefined
    const fresh = enrols.filter(isNew).length
    return {
      bad: [...all.flatMap(({ bad }) => bad), ...badAmong(judged)],
      counts: { enrolled: fresh, known: enrols.length - fresh },
    }
  },
  take: async (rows) => {
    const all = rows.map(read)
    const judged = await judgeRows(
      all.flatMap(({ good }) => good ?? []),
      file,
      effects,
    )
    const { persons, late } = await enrolRows(judged, file, effects)
    const alike = persons.filter((each) => each.alike).length
    return {
      taken: persons.length,
      late: [...all.flatMap(({ bad }) => bad), ...badAmong(judged), ...late],
      counts: { enrolled: persons.length, ...(alike === 0 ? {} : { alike }) },
    }
  },
  remember: (rows) => {
    for (const row of rows) read(row)
  },
})

/** Files of persons to enrol. */
export const personsKind = (effects: KindEffects): FileKind => ({
  kind: 'persons',
  scopes: ['province', 'city', 'civil-affairs', 'education'],
  columns: tableColumns,
  template: personsTemplate,
  open: async (file) =>
    enrolling(rowReader(importerOf(file, effects)), await inFileOf(file, effects), effects),
})
