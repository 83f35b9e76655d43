import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { day, divisionCode } from '#shared/contracts/fields.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { plainId } from '#shared/kernel/plain-id.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { aidWords } from '../../aid-list/rules/aid-row.ts'
import { inOurWords, invalidCells, sexWords } from '../../enrolment/rules/cells.ts'
import { personName } from '../../enrolment/rules/new-person.ts'
import { faultOfCertificateType, proofIn } from '../../enrolment/rules/proof.ts'
import type { Certificate } from '../../person/rules/certificate.ts'
import { certificateFault } from '../../person/rules/certificate-fault.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import { asEighteen, isIdNumber } from '../../person/rules/id-number.ts'
import { certificateOf, idOrCertificate } from '../../person/rules/proof-fields.ts'
import { refusal } from '../../refusals.ts'
import type { ListedState } from './compare-row.ts'

/** A birth as a row has it. */
export type ListedBirth = {
  readonly sex: Sex
  readonly birthOn: Day
  /** The name is still the mother's, as hospitals write it: 某某之女. */
  readonly isUnnamed: boolean
  /** The number of the mother's certificate. */
  readonly mother?: string
}

/** A row of another office's list that is compared: by its person's certificate, and a birth also by who was born. */
export type ComparedRow = ListedState & {
  readonly name: string
  readonly wholeOf?: string
  readonly birthCertificate?: string
} & (
    | { readonly certificate: Certificate; readonly birth?: ListedBirth }
    | { readonly certificate?: never; readonly birth: ListedBirth }
  )

/** What a list may say that only some lists do. */
type OfFeed = { readonly aids?: readonly AidCategory[]; readonly ofBirths?: true }

const states: Readonly<Record<string, 'alive' | 'dead'>> = {
  ...{ '': 'alive', 正常: 'alive', 在世: 'alive', 生存: 'alive', '0': 'alive' },
  ...{ 死亡: 'dead', 已死亡: 'dead', 死亡注销: 'dead', 注销: 'dead', '1': 'dead' },
}

/** A child of whom only the mother is named. */
const unnamed = /之[子女]$/u

const shape = z.strictObject({ ...idOrCertificate, name: personName })
const stateShape = z.enum(['alive', 'dead'])
const sexShape = z.enum(['male', 'female'])

type Cells = Readonly<Record<string, string>>
const wrong = (field: string) => refusal('comparison.bad-cell', { field })

/** A number stands in one column, whichever certificate it is of. */
const atItsColumn = (fault: Refusal): Refusal =>
  fault.field === 'name' ? fault : { ...fault, field: 'id_number' }

const wholeFault = (code: string): Refusal[] =>
  code === '' || isCity(code) || divisionCode.safeParse(code).success ? [] : [wrong('whole_of')]

/** Who was born, or the columns that say it badly; undefined with a number where nothing more is told. */
const readBirth = (
  { name = '', sex = '', birth_on = '', mother_number = '' }: Cells,
  hasNumber: boolean,
): { readonly birth?: ListedBirth; readonly faults: readonly Refusal[] } => {
  const said = sexShape.safeParse(inOurWords(sexWords, sex))
  const born = day.safeParse(birth_on)
  const mother = asEighteen(mother_number.trim().toUpperCase())
  const faults = [
    ...(said.success || (hasNumber && sex === '') ? [] : [wrong('sex')]),
    ...(born.success || (hasNumber && birth_on === '') ? [] : [wrong('birth_on')]),
    ...(mother === '' || isIdNumber(mother) ? [] : [wrong('mother_number')]),
  ]
  if (faults.length > 0 || !said.success || !born.success) return { faults }
  return {
    birth: {
      ...{ sex: said.data, birthOn: born.data, isUnnamed: unnamed.test(name) },
      ...(mother === '' ? {} : { mother }),
    },
    faults: [],
  }
}

/** Reads a row to compare, or says everything that is wrong with it, by its columns. */
export const readComparedRow = (
  cells: Cells,
  { aids, ofBirths }: OfFeed,
): { readonly row: ComparedRow } | { readonly faults: readonly Refusal[] } => {
  const { id_number = '', name = '', state = '', died_on = '', aid = '', whole_of: wholeOf = '' } = cells
  const hasNumber = id_number !== '' || !ofBirths
  const parsed = shape.safeParse({ ...(hasNumber ? proofIn(cells) : {}), name })
  const faults = parsed.success ? [] : invalidCells(parsed.error).map(atItsColumn)
  const ofNoKind = hasNumber ? faultOfCertificateType(cells) : undefined
  if (ofNoKind) faults.push(ofNoKind)
  const said = stateShape.safeParse(states[state])
  if (!said.success) faults.push(wrong('state'))
  if (died_on !== '' && !day.safeParse(died_on).success) faults.push(wrong('died_on'))
  const category = aids && inOurWords(aidWords, aid)
  if (aids && !aids.some((each) => each === category)) faults.push(wrong('aid'))
  faults.push(...wholeFault(wholeOf))
  const { birth, faults: ofBirth } = ofBirths ? readBirth(cells, hasNumber) : { faults: [] }
  faults.push(...ofBirth)
  if (!parsed.success || faults.length > 0) return { faults }
  const birthCertificate = plainId(cells.birth_certificate ?? '')
  const isBirth = !certificateFault({ type: 'birth-certificate', number: birthCertificate }, {})
  const isDead = said.data === 'dead' || died_on !== ''
  const told = {
    ...{ name: parsed.data.name, isDead },
    ...(aids ? { aid: category as AidCategory } : {}),
    ...(wholeOf === '' ? {} : { wholeOf }),
    ...(isBirth && ofBirths ? { birthCertificate } : {}),
  }
  if (hasNumber) {
    const certificate = certificateOf(parsed.data)
    const fault = certificateFault(certificate, {})
    if (fault) return { faults: [refusal(fault, { field: 'id_number' })] }
    return { row: { ...told, certificate, ...(birth ? { birth } : {}) } }
  }
  return birth ? { row: { ...told, birth } } : { faults: [wrong('birth_on')] }
}
