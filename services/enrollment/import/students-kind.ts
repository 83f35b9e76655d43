import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { coverListed } from './cover-listed.ts'
import type { KnownListed } from './listed-people.ts'
import { readPeople } from './listed-people.ts'
import type { KindEffects } from './persons-kind.ts'
import { inFileOf } from './persons-kind.ts'
import { furtherOfWho, readListed, whoColumns, whoHeadings } from './rules/listed-person.ts'

const columns = {
  required: { ...whoColumns, from: 'day' },
  further: { ...furtherOfWho, certificate_type: 'code', school: 'text', grade: 'code', class: 'text' },
  headings: {
    ...whoHeadings,
    certificate_type: certificateHeadings,
    from: ['参保日期', '参保开始日期', '入学日期', '开始日期'],
    school: ['学校', '学校名称', '就读学校', '院校名称'],
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
    certificate_type: '证件类型：身份证（01，税务客户端201）；其他证件由窗口办理',
    school: '学校名称，仅供核对',
    grade: '年级，仅供核对',
    class: '班级，仅供核对',
  },
}

type Student = { readonly person: NewPerson }

/** Whether somebody is a resident insured of the city already, whoever enrolled them. */
const isInsuredThere = ({ registered, said: { person }, tokens }: KnownListed<Student>): boolean => {
  if (!registered || registered.identity.tokens.namedPerson !== tokens.namedPerson) return false
  const { insured } = registered.record
  const last = lastSpell(insured)
  return insured.status === 'covered' && last.scheme === 'resident' && last.city === person.city
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
    return readPeople<Student>(
      {
        reachesCity: (city) => reachesCity(file.caller, city),
        read: ({ cells }) => {
          const as = { scheme: 'resident', employment: 'resident', columnOf: { from: 'from' } } as const
          const read = readListed(cells, { ...as, from: cells.from ?? '', city: file.division }, judging)
          return 'faults' in read ? read : { said: read }
        },
        act: async (row, isPreview) => {
          if (isInsuredThere(row)) return accept({ word: 'known' })
          return coverListed(row, { isPreview, word: 'enrolled', file: inFile }, effects)
        },
      },
      effects,
    )
  },
})
