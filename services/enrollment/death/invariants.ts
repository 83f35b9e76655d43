import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages } from '../coverage/store.ts'
import { lastSpell } from '../person/rules/insured.ts'
import type { DeathReport } from './rules/death-report.ts'
import { deathReports } from './store.ts'

const id = 'enrollment.death-by-two-hands'

const named = (personId: string, number: number): string => `${personId} ${number}`

/** What is wrong with a report that was carried out. */
const faultsOfReport = (report: DeathReport | undefined, says: DeathReport['says']): string[] => {
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
const faultsOfDeaths = (
  { insured }: PersonRecord,
  reportOf: (number: number) => DeathReport | undefined,
): string[] => {
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

/** Whether anything of a death is recorded with a person; the others are not kept in mind. */
const tellsOfDeath = ({ insured }: PersonRecord): boolean =>
  (insured.deaths ?? []).length > 0 || (insured.status === 'ended' && insured.reason === 'death')

/** Compares what coverages say of deaths with the reports, and the other way round. */
export const deathByTwoHands: Invariant = {
  id,
  number: 5,
  rule: 'a coverage ends by a death, and opens again after one, only as a report with evidence says that another person approved',
  start: () => {
    let checked = 0
    const dead = new Map<string, PersonRecord>()
    const reports = new Map<string, DeathReport>()
    return {
      see: (item) => {
        if (coverages.is(item)) {
          checked += 1
          const record = coverages.from(item)
          if (tellsOfDeath(record)) dead.set(record.insured.personId, record)
        }
        if (deathReports.is(item)) {
          const report = deathReports.from(item)
          checked += 1
          reports.set(named(report.personId, report.number), report)
        }
      },
      finish: () => {
        const violations: Violation[] = []
        const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
        for (const [personId, record] of dead)
          for (const what of faultsOfDeaths(record, (number) => reports.get(named(personId, number))))
            tell(personId, what)
        for (const { status, personId, number } of reports.values()) {
          if (status !== 'approved') continue
          const { deaths = [] } = dead.get(personId)?.insured ?? {}
          if (!deaths.some(({ report, takenBackBy }) => report === number || takenBackBy === number))
            tell(personId, `report ${number} was approved, and nothing was done`)
        }
        return { checked, violations }
      },
    }
  },
}
