import { addDays, monthOf } from '#shared/calendar/day.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { NameCorrection } from '../correction/rules/decide-name.ts'
import { nameCorrections } from '../correction/store.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { samePlace } from '../coverage/rules/place.ts'
import { coverages } from '../coverage/store.ts'
import type { CoverageSpell } from '../person/rules/insured.ts'
import { lastSpell, reportsBehind } from '../person/rules/insured.ts'
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
    ...(report.decided.on < report.reported.on ? ['it was decided before it was reported'] : []),
    ...(report.evidence && report.sealed ? [] : ['it has no evidence']),
  ]
}

/** What is wrong with the last day of the dead: they had left before, or were covered until they died. */
const faultsOfLastDay = ({ to, endedBy, partingId }: CoverageSpell, diedOn: string): string[] => {
  if (to === null || to > diedOn) return ['their coverage goes on after their death']
  const hadLeft = endedBy !== undefined || partingId !== undefined
  return to < diedOn && !hadLeft ? ['it did not end on the day of the death'] : []
}

/** What is wrong with the day of a return, given its report. */
const faultsOfReturn = ({ returned }: CoverageSpell, reportOf: ReportOf): string[] => {
  if (!returned) return []
  const said = reportOf(returned.report)
  return [
    ...faultsOfReport(said, 'returned'),
    ...(said?.says === 'returned' && said.on !== returned.on ? ['its report names another day'] : []),
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
    // The last days of whoever turned out to be another may be the other's.
    ...(isDead && stands && !insured.sameAs ? faultsOfLastDay(lastSpell(insured), standing.on) : []),
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
const faultsOfEnd = ({ endedBy, endReport, to, partingId }: CoverageSpell, reportOf: ReportOf): string[] => {
  // A parting takes two hands by itself.
  if (!endedBy || (partingId !== undefined && !endReport)) return []
  if (!endReport) return 'feed' in endedBy ? [] : ['one hand ended their coverage']
  const left = reportOf(endReport.number)
  return [
    ...faultsOfReport(left, 'left'),
    ...(left?.says === 'left' && left.on !== to ? ['its report names another day'] : []),
  ]
}

const faultsOfLeaving = ({ insured }: PersonRecord, reportOf: ReportOf): string[] => {
  // Who turned out to be another is judged with that one.
  const hasLeft = insured.status === 'ended' && insured.reason !== 'death' && insured.reason !== 'duplicate'
  return [
    ...(hasLeft && !lastSpell(insured).endedBy ? ['nobody says who ended their coverage'] : []),
    ...insured.spells.flatMap((spell) => faultsOfEnd(spell, reportOf)),
  ]
}

/** What is wrong with a spell's months paid elsewhere, and with how it was opened by a move, given their reports. */
const faultsOfSpell = (
  { proven = [], moveReport, ...spell }: CoverageSpell,
  reportOf: ReportOf,
): string[] => {
  const moved = moveReport === undefined ? undefined : reportOf(moveReport)
  return [
    ...proven.flatMap(({ months, report }) => {
      const said = reportOf(report)
      return [
        ...faultsOfReport(said, 'contributed'),
        ...(said?.says === 'contributed' && said.months !== months ? ['its report names other months'] : []),
      ]
    }),
    ...(moveReport === undefined ? [] : faultsOfReport(moved, 'moved')),
    ...(moved?.says === 'moved' && (moved.from !== spell.from || !samePlace(moved.place, spell))
      ? ['its report names another move']
      : []),
  ]
}

/** What one hand did that takes two, of a person registered since it does. */
const faultsOfOneHand = ({ insured, twoHanded }: PersonRecord): string[] => {
  if (!twoHanded) return []
  const { spells } = insured
  return spells.flatMap((spell, index) => {
    const { from, movedOn, moveReport, transferId, employment, broughtMonths = 0 } = spell
    const isMoved = spells[index - 1]?.to === addDays(from, -1) && spells[index - 1]?.city === spell.city
    const isParted = spell.partingId !== undefined || spells[index - 1]?.partingId !== undefined
    const isAlone = isMoved && !isParted && moveReport === undefined && transferId === undefined
    return [
      ...(broughtMonths > 0 ? ['one hand typed months that were paid elsewhere'] : []),
      ...(isAlone && !spells[index - 1]?.endedBy && movedOn === undefined
        ? ['nobody says when their coverage was moved']
        : []),
      ...(isAlone && movedOn !== undefined && monthOf(from) < monthOf(movedOn)
        ? ['one hand moved them back into months past']
        : []),
      ...(isAlone && movedOn !== undefined && employment === 'retired' ? ['one hand retired them'] : []),
    ]
  })
}

/** What is wrong with the corrections of a person's name, given their reports. */
const faultsOfNames = (corrections: readonly NameCorrection[], reportOf: ReportOf): string[] =>
  corrections.flatMap(({ report, twoHanded }) => {
    // What was recorded before the rule breaks none; it is told with what waits.
    if (report === undefined) return twoHanded ? ['one hand corrected their name'] : []
    return faultsOfReport(reportOf(report), 'named')
  })

/** What is wrong with what a person's coverage tells, given their reports. */
const faultsByReports = (record: PersonRecord, reportOf: ReportOf): string[] => [
  ...faultsOfDeaths(record, reportOf),
  ...faultsOfLeaving(record, reportOf),
  ...record.insured.spells.flatMap((spell) => faultsOfSpell(spell, reportOf)),
  ...record.insured.spells.flatMap((spell) => faultsOfReturn(spell, reportOf)),
  ...(record.insured.identifiedBy ?? []).flatMap((number) => faultsOfReport(reportOf(number), 'identified')),
  ...(record.insured.aidedBy ?? []).flatMap((number) => faultsOfReport(reportOf(number), 'aided')),
]

/** The numbers of the reports by which something was done. */
const doneBy = (
  record: PersonRecord | undefined,
  corrections: readonly NameCorrection[],
): (number | undefined)[] => [
  ...(record ? reportsBehind(record.insured) : []),
  ...corrections.map(({ report }) => report),
]

/** Whether a person's coverage tells of something that reports did; the others are not kept in mind. */
const tellsOfReports = ({ insured }: PersonRecord): boolean =>
  insured.status === 'ended' ||
  insured.spells.some(({ endedBy }) => endedBy) ||
  reportsBehind(insured).length > 0

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
  rule: 'a coverage ends by a death, opens again after one, ends on an officer’s word or is moved back or into retirement, months paid elsewhere count, and a name or number is corrected, only as a report with evidence says that another person approved',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
    const { ended, reports, namesOf, reportOf, persons, note } = gathered()
    return {
      see: (item) => {
        if (coverages.is(item)) {
          checked += 1
          const record = coverages.from(item)
          for (const what of faultsOfOneHand(record)) tell(record.insured.personId, what)
          if (tellsOfReports(record)) ended.set(record.insured.personId, record)
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
        for (const personId of persons()) {
          const record = ended.get(personId)
          const of = reportOf(personId)
          const faults = record ? faultsByReports(record, of) : []
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
