import { certificateHeadings } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { inOurWords, invalidCells, sexWords } from '../../enrolment/rules/cells.ts'
import type { NewPerson } from '../../enrolment/rules/new-person.ts'
import { newPerson } from '../../enrolment/rules/new-person.ts'
import type { Judging } from '../../enrolment/rules/person-faults.ts'
import { personFaults } from '../../enrolment/rules/person-faults.ts'
import {
  countryHeadings,
  faultOfCertificateType,
  proofColumns,
  proofIn,
} from '../../enrolment/rules/proof.ts'
import { asEighteen, holderOf, isIdNumber } from '../../person/rules/id-number.ts'

/** The columns that say who somebody is on a list; sex and birth day follow from the number where they stand in none. */
export const whoColumns = { id_number: 'code', name: 'text' } as const
export const furtherOfWho = { ...proofColumns, sex: 'code', birth_on: 'day', city: 'code' } as const

export const whoHeadings = {
  certificate_type: certificateHeadings,
  passport_country: countryHeadings,
  id_number: ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证件号码', '居民身份证号码'],
  name: ['姓名', '人员姓名', '参保人姓名', '参保人员姓名', '学生姓名'],
  sex: ['性别'],
  birth_on: ['出生日期', '出生年月日', '出生', '出生年月'],
  city: ['参保地', '参保地区划', '参保地医保区划', '统筹区', '统筹区编码', '医保区划'],
} as const

type Cells = Readonly<Record<string, string>>

/** What everybody on a list is covered as, and which column says since when. */
export type CoveredAs = Pick<NewPerson, 'scheme' | 'employment'> & {
  readonly employerId?: string
  readonly from: string
  readonly columnOf: Readonly<Record<string, string>>
  /** The sender's city, where no column says one. */
  readonly city: string
}

const ownColumns: Readonly<Record<string, string>> = {
  ...{ idNumber: 'id_number', name: 'name', sex: 'sex', birthOn: 'birth_on', city: 'city' },
}

/** Reads a row of a list as a person to cover, or says everything that is wrong with it, by its columns. */
export const readListed = (
  cells: Cells,
  { scheme, employment, employerId, from, city, columnOf }: CoveredAs,
  judging: Judging,
): { readonly person: NewPerson } | { readonly faults: readonly Refusal[] } => {
  const unknown = faultOfCertificateType(cells)
  if (unknown) return { faults: [unknown] }
  const proof = proofIn(cells)
  const number = asEighteen((proof.idNumber ?? '').trim().toUpperCase())
  const holder: { sex?: string; birthOn?: string } = isIdNumber(number) ? holderOf(number) : {}
  // Of another certificate than an ID card the columns must say both.
  const unsaid =
    proof.idNumber === undefined ? { sex: '', birthOn: '' } : { sex: 'male', birthOn: '1900-01-01' }
  const parsed = newPerson.safeParse({
    ...{ ...proof, name: cells.name ?? '', scheme, employment, from },
    sex: cells.sex ? inOurWords(sexWords, cells.sex) : (holder.sex ?? unsaid.sex),
    birthOn: cells.birth_on || (holder.birthOn ?? unsaid.birthOn),
    city: cells.city || city,
    ...(employerId === undefined ? {} : { employerId }),
  })
  const named = (faults: readonly Refusal[]): Refusal[] =>
    faults.map((fault) => ({
      ...fault,
      field: columnOf[fault.field ?? ''] ?? ownColumns[fault.field ?? ''] ?? 'id_number',
    }))
  if (!parsed.success) return { faults: named(invalidCells(parsed.error)) }
  // Of a number that is none nothing else follows.
  const faults = personFaults(parsed.data, judging).filter(
    ({ field }) =>
      proof.idNumber === undefined || holder.sex !== undefined || field === 'idNumber' || field === 'name',
  )
  return faults.length > 0 ? { faults: named(faults) } : { person: parsed.data }
}
