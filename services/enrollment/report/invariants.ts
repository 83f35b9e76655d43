import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { NameCorrection } from '../correction/rules/decide-name.ts'
import { nameCorrections } from '../correction/store.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages } from '../coverage/store.ts'
import type { CoverageSpell } from '../person/rules/insured.ts'
import { lastSpell } from '../person/rules/insured.ts'
import type { PersonReport } from './rules/person-report.ts'
import { personReports } from './store.ts'

const id = 'enrollment.changed-by-two-hands'

const named = (personId: string, number: number): string => `${personId} ${number}`

type ReportOf = (number: number) => PersonReport | undefined

/** What is wrong with a report that was carried out. */
const faultsOfReport = (report: PersonReport | undefined, says: PersonReport['says']): string[] => {
  if (!report) return ['no report of it is recorded']
  if (report.says !== says || report.status !== 'approved') return ['its report was not approved']
  return [
    ...(isSamePerson(report.reported.subject, report.decided.subject)
      ? ['one person reported and approved it']
      : []),
    ...(report.evidence && report.sealed ? [] : ['it has no evidence']),
  ]
}

/** What is wrong with a person's deaths, given their reports. */
const faultsOfDeaths = ({ insured }: PersonRecord, reportOf: ReportOf): string[] => {
  const { deaths = [] } = insured
  const standing = deaths.at(-1)
  const isDead = insured.status === 'ended' && insured.reason === 'death'
  const stands = standing !== undefined && standing.takenBackBy === undefined
  return [
    ...(isDead === stands ? [] : ['their coverage does not say what was recorded of a death']),
    ...(isDead && stands && lastSpell(insured).to !== standing.on
      ? ['it did not end on the day of the death']
      : []),
    ...deaths.flatMap(({ report, on, takenBackBy }) => {
      const died = reportOf(report)
      return [
        ...faultsOfReport(died, 'died'),
        ...(died?.says === 'died' && died.on !== on ? ['its report names another day'] : []),
        ...(takenBackBy === undefined ? [] : faultsOfReport(reportOf(takenBackBy), 'lives')),
      ]
    }),
  ]
}

/** What is wrong with the end of a spell of someone who lives: a feed registered it, or a report says it. */
const faultsOfEnd = ({ endedBy, endReport, to }: CoverageSpell, reportOf: ReportOf): string[] => {
  if (!endedBy) return []
  if (!endReport) return 'feed' in endedBy ? [] : ['one hand ended their coverage']
  const left = reportOf(endReport.number)
  return [
    ...faultsOfReport(left, 'left'),
    ...(left?.says === 'left' && left.on !== to ? ['its report names another day'] : []),
  ]
}

const faultsOfLeaving = ({ insured }: PersonRecord, reportOf: ReportOf): string[] => {
  const hasLeft = insured.status === 'ended' && insured.reason !== 'death'
  return [
    ...(hasLeft && !lastSpell(insured).endedBy ? ['nobody says who ended their coverage'] : []),
    ...insured.spells.flatMap((spell) => faultsOfEnd(spell, reportOf)),
  ]
}

/** What is wrong with the corrections of a person's name, given their reports. */
const faultsOfNames = (corrections: readonly NameCorrection[], reportOf: ReportOf): string[] =>
  corrections.flatMap(({ report }) =>
    report === undefined ? ['one hand corrected their name'] : faultsOfReport(reportOf(report), 'named'),
  )

/** The numbers of the reports by which something was done. */
const doneBy = (
  record: PersonRecord | undefined,
  corrections: readonly NameCorrection[],
): (number | undefined)[] => {
  const { deaths = [], spells = [] } = record?.insured ?? {}
  return [
    ...deaths.flatMap(({ report, takenBackBy }) => [report, takenBackBy]),
    ...spells.map(({ endReport }) => endReport?.number),
    ...corrections.map(({ report }) => report),
  ]
}

/** Whether a person's coverage tells of an end; the others are not kept in mind. */
const tellsOfEnd = ({ insured }: PersonRecord): boolean =>
  insured.status === 'ended' ||
  (insured.deaths ?? []).length > 0 ||
  insured.spells.some(({ endedBy }) => endedBy)

/** What was recorded of persons and reported of them, by person. */
const gathered = () => {
  const ended = new Map<string, PersonRecord>()
  const reports = new Map<string, PersonReport>()
  const names = new Map<string, NameCorrection[]>()
  return {
    ...{ ended, reports },
    namesOf: (personId: string) => names.get(personId) ?? [],
    reportOf:
      (personId: string): ReportOf =>
      (number) =>
        reports.get(named(personId, number)),
    persons: () => new Set([...ended.keys(), ...names.keys()]),
    note: (correction: NameCorrection) =>
      names.set(correction.personId, [...(names.get(correction.personId) ?? []), correction]),
  }
}

/** Compares what is recorded of persons with the reports, and the other way round. */
export const changedByTwoHands: Invariant = {
  id,
  number: 5,
  rule: 'a coverage ends by a death, opens again after one, or ends on an officer’s word, and a name is corrected, only as a report with evidence says that another person approved',
  start: () => {
    let checked = 0
    const { ended, reports, namesOf, reportOf, persons, note } = gathered()
    return {
      see: (item) => {
        if (coverages.is(item)) {
          checked += 1
          const record = coverages.from(item)
          if (tellsOfEnd(record)) ended.set(record.insured.personId, record)
        }
        if (nameCorrections.is(item)) {
          checked += 1
          note(nameCorrections.from(item))
        }
        if (personReports.is(item)) {
          const report = personReports.from(item)
          checked += 1
          reports.set(named(report.personId, report.number), report)
        }
      },
      finish: () => {
        const violations: Violation[] = []
        const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
        for (const personId of persons()) {
          const record = ended.get(personId)
          const of = reportOf(personId)
          const faults = record ? [...faultsOfDeaths(record, of), ...faultsOfLeaving(record, of)] : []
          for (const what of [...faults, ...faultsOfNames(namesOf(personId), of)]) tell(personId, what)
        }
        for (const { status, personId, number } of reports.values())
          if (status === 'approved' && !doneBy(ended.get(personId), namesOf(personId)).includes(number))
            tell(personId, `report ${number} was approved, and nothing was done`)
        return { checked, violations }
      },
    }
  },
}
