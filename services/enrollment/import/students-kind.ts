import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { readRegistered } from '../enrolment/registered.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import { countryExplained } from '../enrolment/rules/proof.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { refuse } from '../refusals.ts'
import type { School } from '../school/store.ts'
import { savePupil, schools } from '../school/store.ts'
import { coverListed } from './cover-listed.ts'
import type { KnownListed } from './listed-people.ts'
import { readPeople } from './listed-people.ts'
import type { KindEffects } from './persons-kind.ts'
import { inFileOf } from './persons-kind.ts'
import { furtherOfWho, readListed, whoColumns, whoHeadings } from './rules/listed-person.ts'

const columns = {
  required: { ...whoColumns, from: 'day' },
  further: {
    ...furtherOfWho,
    school: 'text',
    school_code: 'code',
    grade: 'code',
    class: 'text',
  },
  headings: {
    ...whoHeadings,
    from: ['参保日期', '参保开始日期', '入学日期', '开始日期'],
    school: ['学校', '学校名称', '就读学校', '院校名称'],
    school_code: ['学校代码', '学校标识码', '学校（机构）标识码', '机构标识码', '院校代码'],
    grade: ['年级'],
    class: ['班级'],
  },
  unknown: 'ignored',
} as const

/** The list of a school's students. */
export const studentsTemplate: FileTemplate = {
  kind: 'students',
  title: '在校学生参保名单',
  columns,
  explained: {
    id_number: '18位公民身份号码，末位X大写',
    name: '姓名，与身份证一致',
    from: '参保开始日期，如2026-01-01；全表相同时可不设此列，报送时一次填写',
    sex: '男、女，或国家编码1、2；可不填，由身份证号得出',
    birth_on: '出生日期；可不填，由身份证号得出',
    city: '参保地市级行政区划代码；可不填，为报送单位所在市',
    certificate_type: '证件类型，代码同参保登记名单；不填为身份证，其他证件须填性别和出生日期',
    passport_country: countryExplained,
    school: '学校名称，仅供核对',
    school_code: '学校（机构）标识码，须已登记；填写后可按学校查询学生；全表相同时可在报送时一次填写',
    grade: '年级，仅供核对',
    class: '班级，仅供核对',
  },
}

type Student = {
  readonly person: NewPerson
  /** The school that enrols them, where its code is said. */
  readonly at?: { readonly schoolCode: string; readonly grade: string; readonly className: string }
}

/** Whether somebody is a resident insured of the city already, whoever enrolled them. */
const isInsuredThere = ({ registered, said: { person }, tokens }: KnownListed<Student>): boolean => {
  if (!registered || registered.identity.tokens.namedPerson !== tokens.namedPerson) return false
  const { insured } = registered.record
  const last = lastSpell(insured)
  return insured.status === 'covered' && last.scheme === 'resident' && last.city === person.city
}

const schoolIn = ({
  school_code: schoolCode = '',
  grade = '',
  class: className = '',
}: Readonly<Record<string, string>>): Pick<Student, 'at'> =>
  schoolCode === '' ? {} : { at: { schoolCode, grade, className } }

/** Why a row's school is none of the person's city; each school is read once a file. */
const schoolFaults = ({ store }: Pick<KindEffects, 'store'>) => {
  const known = new Map<string, Promise<School | undefined>>()
  return async ({ person, at }: Student): Promise<Decision<never> | undefined> => {
    if (!at) return undefined
    const { schoolCode } = at
    const school = known.get(schoolCode) ?? schools.read(store, { schoolCode })
    known.set(schoolCode, school)
    const found = await school
    return found?.city === person.city ? undefined : refuse('school.unknown', { field: 'school_code' })
  }
}

/** Keeps of which school somebody is a student, by whichever id they are registered now. */
const keepPupil = async (
  { said: { at }, tokens }: KnownListed<Student>,
  since: string,
  { store }: Pick<KindEffects, 'store'>,
): Promise<void> => {
  if (!at) return
  const [registered] = await readRegistered(store, [tokens])
  if (!registered) return
  const { schoolCode, grade, className } = at
  await savePupil(
    {
      ...{ personId: registered.record.insured.personId, schoolCode, since },
      ...(grade === '' ? {} : { grade }),
      ...(className === '' ? {} : { className }),
    },
    store,
  )
}

/** Students whom their school enrols as residents; whoever is insured in the city already stays so. */
export const studentsKind = (effects: KindEffects): FileKind => ({
  kind: 'students',
  scopes: ['province', 'city', 'education'],
  columns,
  template: studentsTemplate,
  open: async (file) => {
    const inFile = await inFileOf(file, effects)
    const judging = { today: file.today, limits: personLimits(effects.policy()) }
    const schoolFault = schoolFaults(effects)
    return readPeople<Student>(
      {
        reachesCity: (city) => reachesCity(file.caller, city),
        read: ({ cells }) => {
          const as = { scheme: 'resident', employment: 'resident', columnOf: { from: 'from' } } as const
          const read = readListed(cells, { ...as, from: cells.from ?? '', city: file.division }, judging)
          return 'faults' in read ? read : { said: { ...read, ...schoolIn(cells) } }
        },
        act: async (row, isPreview) => {
          const fault = await schoolFault(row.said)
          if (fault) return fault
          const done = isInsuredThere(row)
            ? accept({ word: 'known' })
            : await coverListed(row, { isPreview, word: 'enrolled', file: inFile }, effects)
          if (done.status === 'accepted' && !isPreview) await keepPupil(row, file.today, effects)
          return done
        },
      },
      effects,
    )
  },
})
