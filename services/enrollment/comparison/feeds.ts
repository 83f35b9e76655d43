import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { Scope } from '#shared/kernel/authority.ts'
import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { certificateColumn, certificateExplained } from '../enrolment/rules/proof.ts'
import { whoHeadings } from '../import/rules/listed-person.ts'

/** A list of another office that is compared with the register. */
export type ComparedFeed = {
  readonly kind: string
  readonly sender: Scope
  readonly title: string
  /** Of lists of aid: the categories that it decides. Whoever has one of them here and is on no row of it is told. */
  readonly aids?: readonly AidCategory[]
  /** Of the disabled: of a whole list, who of the division is registered as disabled and is on no row is told. */
  readonly ofDisabled?: true
  /** Of births: a row need not have a number, and whoever has none is looked for by name, sex and birth day. */
  readonly ofBirths?: true
  readonly further: FileTemplate['columns']['further']
  readonly headings: Readonly<Record<string, readonly string[]>>
  readonly explained: Readonly<Record<string, string>>
}

const who = {
  id_number: '18位公民身份号码，末位X大写',
  name: '姓名，与身份证一致',
} as const

const aidColumn = {
  further: { aid: 'code' },
  headings: { aid: ['救助类别', '救助身份', '身份类别', '对象类别', '监测对象类别', '户类型'] },
} as const

/** By which a list says that it names everybody of a division. */
const wholeColumn = {
  further: { whole_of: 'code' },
  headings: { whole_of: ['全量区划', '全量名单区划', '名单所属区划'] },
} as const

/** The lists that offices have of people, each its own kind of file. */
export const comparedFeeds: readonly ComparedFeed[] = [
  {
    kind: 'compare-identities',
    sender: 'public-security',
    title: '户籍人口与死亡比对名单',
    further: { state: 'code', died_on: 'day', ...wholeColumn.further },
    headings: {
      ...wholeColumn.headings,
      state: ['人员状态', '户籍状态', '生存状态', '注销标志'],
      died_on: ['死亡日期', '死亡时间', '注销日期'],
    },
    explained: {
      ...who,
      state: '人员状态：正常、死亡（注销）；不填为正常',
      died_on: '死亡日期；填写即视为死亡',
      whole_of: '名单包含其全部人员的区划（市、县区、乡镇或村）；填写后列出该区划已参保而名单中没有的人员',
    },
  },
  {
    kind: 'compare-births',
    sender: 'health',
    title: '出生人口比对名单',
    ofBirths: true,
    further: {
      ...{ sex: 'code', birth_on: 'day', birth_certificate: 'code' },
      ...{ mother_number: 'code', ...wholeColumn.further },
    },
    headings: {
      ...{ sex: whoHeadings.sex, ...wholeColumn.headings },
      mother_number: ['母亲身份证号', '母亲证件号码', '母亲有效身份证件号码'],
      birth_on: ['出生日期', '出生年月日'],
      birth_certificate: ['出生医学证明编号', '出生证编号'],
    },
    explained: {
      id_number: '18位公民身份号码；尚未落户没有号码的，不填',
      name: '新生儿姓名；尚未取名的，填“母亲姓名之子/之女”',
      sex: '性别；没有身份证号的必填',
      birth_on: '出生日期；没有身份证号的必填，按姓名、性别、出生日期比对',
      birth_certificate: '出生医学证明编号；没有身份证号的，先按此比对、查重',
      mother_number: '母亲身份证号；新生儿未参保而母亲在本统筹区参保的，单独列出',
      whole_of:
        '名单包含其全部新生儿的区划（市、县区、乡镇或村）；填写后列出该区划同月出生、已参保而名单中没有的人员',
    },
  },
  {
    kind: 'compare-students',
    sender: 'education',
    title: '在校学生比对名单',
    further: { school: 'text', school_code: 'code', grade: 'code' },
    headings: {
      school: ['学校', '学校名称', '就读学校', '院校名称'],
      school_code: ['学校代码', '学校标识码', '学校（机构）标识码', '机构标识码', '院校代码'],
      grade: ['年级'],
    },
    explained: {
      ...who,
      school: '学校名称，仅供核对',
      school_code: '学校（机构）标识码；填写后列出该校已参保而名单中没有的学生',
      grade: '年级，仅供核对',
    },
  },
  {
    kind: 'compare-disabled',
    sender: 'disabled-persons',
    title: '持证残疾人比对名单',
    ofDisabled: true,
    further: { disability: 'code', level: 'code', ...wholeColumn.further },
    headings: { disability: ['残疾类别'], level: ['残疾等级'], ...wholeColumn.headings },
    explained: {
      ...who,
      disability: '残疾类别，仅供核对',
      level: '残疾等级，仅供核对',
      whole_of:
        '名单包含其全部持证残疾人的区划（市、县区、乡镇或村）；填写后列出该区划已登记为持证残疾人而名单中没有的参保人员',
    },
  },
  {
    kind: 'compare-rural',
    sender: 'agriculture',
    title: '防止返贫监测对象比对名单',
    aids: ['monitored', 'returned-to-poverty'],
    ...aidColumn,
    explained: { ...who, aid: '监测对象类别：返贫致贫、监测（脱贫不稳定、边缘易致贫、突发严重困难）' },
  },
  {
    kind: 'compare-aid',
    sender: 'civil-affairs',
    title: '医疗救助对象比对名单',
    aids: ['special-hardship', 'minimum-living', 'minimum-living-margin'],
    ...aidColumn,
    explained: { ...who, aid: '救助类别：特困、低保、低保边缘' },
  },
]

/** The form of a list to compare. */
export const comparisonTemplate = ({
  kind,
  title,
  ofBirths,
  further,
  headings,
  explained,
}: ComparedFeed): FileTemplate => ({
  kind,
  title,
  columns: {
    required: ofBirths ? { name: 'text' } : { id_number: 'code', name: 'text' },
    further: { ...(ofBirths ? { id_number: 'code' } : {}), ...certificateColumn, ...further },
    headings: {
      ...{ id_number: whoHeadings.id_number, certificate_type: certificateHeadings },
      ...{ name: whoHeadings.name, ...headings },
    },
  },
  explained: { certificate_type: certificateExplained, ...explained },
})
