import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind, FileOfRows } from '#shared/edge/imports/file-kind.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { changeCoverage, judgeChange } from '../coverage/change-coverage.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { samePlace } from '../coverage/rules/place.ts'
import { countryExplained } from '../enrolment/rules/proof.ts'
import type { CoverageSpell } from '../person/rules/insured.ts'
import { lastSpell, placeOf } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { refuse } from '../refusals.ts'
import { makeReport } from '../report/make-report.ts'
import type { Report } from '../report/rules/person-report.ts'
import { coverListed } from './cover-listed.ts'
import type { InFile } from './import-persons.ts'
import type { Done, KnownListed } from './listed-people.ts'
import { readPeople } from './listed-people.ts'
import type { KindEffects } from './persons-kind.ts'
import { inFileOf } from './persons-kind.ts'
import type { Joins, Leaves, Retires, RosterRow } from './rules/roster-row.ts'
import { readRosterRow, rosterColumns } from './rules/roster-row.ts'

const columns = {
  ...rosterColumns,
  further: rosterColumns.further,
  headings: rosterColumns.headings,
} as const

/** The list of who joins and leaves employers. */
export const rosterTemplate: FileTemplate = {
  kind: 'roster',
  title: '单位人员增减变动表',
  columns,
  explained: {
    employer_id: '单位编号',
    id_number: '18位公民身份号码',
    name: '姓名，与参保登记一致',
    change: '增员、减员或在职转退休，或国家变更类型编码11至14、21至25',
    on: '增员：参保开始日期；减员：离职日期，参保至当月最后一日；转退休：自次月1日起为退休人员',
    certificate_type: '证件类型，代码同参保登记名单；不填为身份证，其他证件须填性别和出生日期',
    passport_country: countryExplained,
    sex: '男、女，或国家编码1、2；可不填，由身份证号得出',
    birth_on: '出生日期；可不填，由身份证号得出',
    city: '参保地市级行政区划代码；可不填，为报送单位所在市',
    reason:
      '减员原因，或国家编码；参军、出国定居、转出省外按该原因终止，死亡另报死亡名单；达到退休条件的按转退休办理',
    evidence_number: '解除劳动关系等凭证编号，3至100个字符；可不填，转退休须填退休审批表编号',
  },
}

type Row<Of extends RosterRow> = KnownListed<Of>
type Way = {
  readonly isPreview: boolean
  readonly inFile: InFile
  readonly file: FileOfRows
  readonly effects: KindEffects
}

const isOthers = ({ registered, tokens }: KnownListed<RosterRow>): boolean =>
  registered?.identity.tokens.namedPerson !== tokens.namedPerson

const reaches = (file: FileOfRows, { insured }: PersonRecord): boolean =>
  reachesCity(file.caller, lastSpell(insured).city)

/** Why somebody who is covered does not simply go over to an employer. */
const heldBy = ({ employment, employerId }: CoverageSpell): Decision<never> | undefined => {
  if (employment === 'retired') return refuse('roster.retired', { field: 'change' })
  if (employment !== 'employed') return undefined
  return refuse('roster.at-another-employer', {
    field: 'employer_id',
    figures: { employerId: employerId ?? '' },
  })
}

/** Whoever is not covered is enrolled; a resident or flexible worker of the city goes over; another employer's stays its. */
const join = async (
  row: Row<Joins & { readonly employerId: string }>,
  { isPreview, inFile, file, effects }: Way,
): Promise<Decision<Done>> => {
  const { registered, said } = row
  const { person } = said
  if (registered?.record.insured.status !== 'covered')
    return coverListed(row, { isPreview, word: 'joined', file: inFile }, effects)
  const { record } = registered
  if (!reaches(file, record)) return refuse('enrollment.registered-elsewhere', { field: 'id_number' })
  if (isOthers(row)) return refuse('enrollment.identity-differs', { field: 'id_number' })
  const last = lastSpell(record.insured)
  const place = placeOf(person)
  if (samePlace(last, place)) return accept({ word: 'known' })
  const held = heldBy(last)
  if (held) return held
  const { from } = person
  const commandId = `${inFile.commandId}:${row.line}`
  const command = { type: 'move-coverage', place, from, movedOn: file.today } as const
  const change = { command, commandId, on: from, today: file.today }
  const moved = isPreview
    ? judgeChange(change, record, effects)
    : await changeCoverage(
        { ...change, mayChange: (now) => reaches(file, now) && !heldBy(lastSpell(now.insured)) },
        record,
        effects,
      )
  return moved.status === 'accepted' ? accept({ word: 'moved' }) : atColumn(moved)
}

/** What is refused of a coverage's days or place, at the column of the list. */
const atColumn = (decision: Extract<Decision<unknown>, { status: 'refused' }>): Decision<never> => {
  const { field = '' } = decision.refusal
  const column = field === 'from' || field === 'on' ? 'on' : field === 'city' ? 'city' : 'id_number'
  return { status: 'refused', refusal: { ...decision.refusal, field: column } }
}

/** What a row of somebody who leaves an employer, or retires from it, reports of them. */
const reportOf = (
  said: (Leaves | Retires) & { readonly employerId: string },
  { city }: CoverageSpell,
  file: FileOfRows,
): { readonly report: Report; readonly word: string } => {
  if (said.says === 'retires') {
    const place = { scheme: 'employee', city, employment: 'retired' } as const
    const sealed = { number: said.document }
    const report = { says: 'moved', place, from: said.from, evidence: 'retirement-approval', sealed } as const
    return { word: 'retirement-reported', report }
  }
  const { on, leaves, document } = said
  const sealed = { number: document ?? file.importId.slice(0, 100) }
  return { word: 'leaving-reported', report: { says: 'left', on, leaves, evidence: 'labour-end', sealed } }
}

/** Leaving ends a coverage, and retiring gives one; both take a second hand: the row becomes a report that waits for it. */
const leave = async (
  { registered, tokens, said }: Row<(Leaves | Retires) & { readonly employerId: string }>,
  { isPreview, file, effects }: Way,
): Promise<Decision<Done>> => {
  const unknown = refuse('enrollment.person-unknown', { field: 'id_number' })
  if (!registered || !reaches(file, registered.record)) return unknown
  if (registered.identity.tokens.name !== tokens.name) return unknown
  const { personId } = registered.identity
  const { employerId } = said
  const last = lastSpell(registered.record.insured)
  if (last.employerId !== employerId) return refuse('roster.not-at-employer', { field: 'employer_id' })
  const { report, word } = reportOf(said, last, file)
  // A row is named by what it says: the same again, in whichever file, is the same report.
  const content =
    said.says === 'leaves'
      ? { personId, employerId, on: said.on, leaves: said.leaves }
      : { personId, employerId, retiresFrom: said.from }
  const commandId = `row:${await effects.secrets.fingerprint(content)}`
  const { subject, division } = file.by
  const made = await makeReport(
    personId,
    {
      ...{ report, commandId, preview: isPreview, isNamedByContent: true },
      by: { subject, division, on: file.today },
      mayChange: (now) => reaches(file, now),
    },
    effects,
  )
  return made.status === 'accepted' ? accept({ word }) : atColumn(made)
}

/** Lists of who joins employers and leaves them. */
export const rosterKind = (effects: KindEffects): FileKind => ({
  kind: 'roster',
  scopes: ['province', 'city'],
  columns,
  template: rosterTemplate,
  open: async (file) => {
    const inFile = await inFileOf(file, effects)
    const judging = { today: file.today, limits: personLimits(effects.policy()) }
    return readPeople<RosterRow>(
      {
        reachesCity: (city) => reachesCity(file.caller, city),
        read: ({ cells }) => {
          const read = readRosterRow(cells, file.division, judging)
          return 'faults' in read ? read : { said: read.row }
        },
        act: (row, isPreview) => {
          const way = { isPreview, inFile, file, effects }
          const { said } = row
          return said.says === 'joins' ? join({ ...row, said }, way) : leave({ ...row, said }, way)
        },
      },
      effects,
    )
  },
})
