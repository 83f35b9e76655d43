import * as z from 'zod'
import { city, id } from '#shared/contracts/fields.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { cityOfDivision, isCounty } from '#shared/kernel/divisions.ts'
import type { Employer, EmployerKind } from '../../employer/rules/employer.ts'
import { employerKinds, isVirtual } from '../../employer/rules/employer.ts'
import { isUscc } from '../../employer/rules/uscc.ts'
import { refusal } from '../../refusals.ts'

export const employerColumns = {
  required: { employer_id: 'code', name: 'text' },
  further: { uscc: 'code', kind: 'code', city: 'code', county: 'code' },
  headings: {
    employer_id: ['单位编号', '参保单位编号', '单位编码', '单位社保编号'],
    name: ['单位名称', '名称', '企业名称', '纳税人名称', '缴费人名称'],
    uscc: ['统一社会信用代码', '社会信用代码', '信用代码', '纳税人识别号', '缴费人识别号'],
    kind: ['单位类型', '单位类别', '单位性质'],
    city: ['参保地', '统筹区', '统筹区编码', '医保区划'],
    county: ['所属区县', '所在区县', '区县', '区县编码'],
  },
  unknown: 'ignored',
} as const

const kindWords: Readonly<Record<string, EmployerKind>> = {
  ...{ 企业: 'ordinary', 机关: 'ordinary', 事业单位: 'ordinary', 事业: 'ordinary', 其他: 'ordinary' },
  ...{ 普通单位: 'ordinary', '01': 'ordinary', 灵活就业: 'flexible', '02': 'flexible' },
  ...{ 失业: 'unemployed', 失业人员: 'unemployed', '05': 'unemployed' },
  ...{ 村社区: 'residents', 虚拟单位: 'residents', '08': 'residents', 分支机构: 'branch', '09': 'branch' },
}

const text = z.string().trim().min(1).max(200)
const shapes = {
  employer_id: { schema: id, expected: ['an id', '单位编号'] },
  name: { schema: text, expected: ['a name', '1至200字的名称'] },
  city: { schema: city, expected: ['a city of the province', '本省市级行政区划代码'] },
  kind: {
    schema: z.enum(employerKinds),
    expected: ['a kind of employer', '单位类型或国家编码01、02、05、08、09'],
  },
} as const

const badCell = (field: string, expected: string, expectedZh: string): Refusal =>
  refusal('payroll.bad-cell', { field, figures: { expected, expectedZh } })

/** Reads a row as an employer to register, or says everything that is wrong with it. */
export const readEmployerRow = (
  cells: Readonly<Record<string, string>>,
  cityOfSender: string,
): { readonly employer: Employer } | { readonly faults: readonly Refusal[] } => {
  const written = cells.kind ?? ''
  const given: Readonly<Record<keyof typeof shapes, string>> = {
    ...{ employer_id: cells.employer_id ?? '', name: cells.name ?? '' },
    ...{
      city: cells.city || cityOfSender,
      kind: written === '' ? 'ordinary' : (kindWords[written] ?? written),
    },
  }
  const faults = Object.entries(shapes).flatMap(([field, { schema, expected }]) =>
    schema.safeParse(given[field as keyof typeof shapes]).success
      ? []
      : [badCell(field, expected[0], expected[1])],
  )
  const uscc = (cells.uscc ?? '').toUpperCase()
  const kind = given.kind as EmployerKind
  if (uscc !== '' && !isUscc(uscc))
    faults.push(
      badCell('uscc', 'a unified social credit code of 18 characters', '18位统一社会信用代码（校验位不符）'),
    )
  else if (faults.length === 0 && isVirtual(kind) !== (uscc === ''))
    faults.push(badCell('uscc', 'a credit code, of a virtual unit none', '统一社会信用代码；虚拟单位不填'))
  const { county = '' } = cells
  if (county !== '' && !(isCounty(county) && cityOfDivision(county) === given.city))
    faults.push(badCell('county', 'a county of the city', '参保地市所辖区县的6位区划代码'))
  if (faults.length > 0) return { faults }
  return {
    employer: {
      ...{ employerId: given.employer_id, city: given.city as Employer['city'], name: given.name },
      employerKind: kind,
      ...(uscc === '' ? {} : { uscc }),
      ...(county === '' ? {} : { county }),
    },
  }
}
