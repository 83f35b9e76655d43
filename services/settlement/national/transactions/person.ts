import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { ageOn } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { InsuredYear, Spell } from '../../insured-year/rules/insured-year.ts'
import { refuse } from '../../refusals.ts'
import { benefitOf, findPerson, toTrtinfo } from '../benefit.ts'
import { fields } from '../fields.ts'
import { certificateCode, personTypes, sexCode } from '../person-codes.ts'
import type { KnownPerson } from '../persons.ts'
import { readDay, schemeOf } from '../reading.ts'
import type { PersonNamed } from '../sought-person.ts'
import { soughtPerson } from '../sought-person.ts'
import type { NationalMessage, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const toInsuinfo = (spell: Spell, account: number, on: string): Record<string, string> => ({
  insutype: nationalSchemeCode[spell.scheme],
  psn_type: personTypes[spell.employment],
  psn_insu_stas: spell.from <= on && on <= spell.to ? '1' : '2',
  psn_insu_date: spell.from,
  paus_insu_date: spell.to,
  insuplc_admdvs: spell.city,
  balc: formatYuan(account),
})

/** Who a person is: as enrollment says, else as far as settlement knows, which is no name and no certificate. */
const toBaseinfo = (
  personId: string,
  known: Pick<InsuredYear, 'sex' | 'birthOn'>,
  { register, on }: { readonly register: KnownPerson | undefined; readonly on: Day },
): Record<string, string> => ({
  psn_no: personId,
  psn_cert_type: register ? certificateCode(register.certificate) : '',
  certno: register?.certificate.number ?? '',
  psn_name: register?.name ?? '',
  ...(known.sex === null ? {} : { gend: sexCode[known.sex] }),
  naty: '',
  ...(known.birthOn === null ? {} : { brdy: known.birthOn, age: String(ageOn(known.birthOn, on)) }),
})

const toIdetinfo = ({ aid, from, to }: Spell): Record<string, string> => ({
  psn_idet_type: aid,
  begntime: from,
  endtime: to,
})

type Whom = { readonly personId: string; readonly register: KnownPerson | undefined }

/** Whom a message names: their number, and who they are where enrollment says so. Unknown and not theirs is the same. */
const identify = async (
  input: PersonNamed,
  { asker, effects, infno }: Pick<NationalMessage<unknown>, 'asker' | 'effects' | 'infno'>,
): Promise<Decision<Whom>> => {
  const by = soughtPerson(input)
  if (by.status === 'refused') return by
  const personId = input.psn_no
  const operation = `${asker.operation} ${infno}`
  const answer = await effects.persons.find({ by: by.value, asker: { ...asker, operation } })
  if (answer.status === 'found')
    return personId === undefined || personId === answer.personId
      ? accept({ personId: answer.personId, register: answer })
      : refuse('person.unknown', { field: 'personId' })
  if (personId === undefined)
    return refuse(answer.status === 'unknown' ? 'person.unknown' : 'person.register-unavailable')
  // Settlement knows persons by their numbers without enrollment; a certificate it cannot check it does not believe.
  return answer.status === 'unknown' && 'certificate' in by.value
    ? refuse('person.unknown', { field: 'personId' })
    : accept({ personId, register: undefined })
}

const person = defineTransaction({
  infno: '1101',
  name: '人员信息获取',
  does: 'Says who a person is, by ID card or person number, and how they are insured in the fund year of a day.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input: z.looseObject({
    mdtrt_cert_type: fields.mdtrt_cert_type.optional(),
    mdtrt_cert_no: fields.mdtrt_cert_no.optional(),
    psn_cert_type: fields.psn_cert_type.optional(),
    certno: fields.certno.optional(),
    psn_name: fields.psn_name.optional(),
    psn_no: fields.psn_no.optional(),
    begntime: fields.begntime.optional(),
  }),
  answers:
    '`baseinfo` (number, certificate, name, sex, birth, age), `insuinfo` per spell (scheme, kind of person, state, place of insurance, account balance; none where they are not entitled in the year), `idetinfo` (aid category). While the register of persons does not answer, a person is found by `psn_no` only, and name and certificate are empty',
  perform: async ({ input, today, effects, ...said }) => {
    const on = readDay(input.begntime ?? today, 'begntime')
    if (on.status === 'refused') return on
    const whom = await identify(input, { ...said, effects })
    if (whom.status === 'refused') return whom
    const { personId, register } = whom.value
    const year = await findPerson(personId, on.value, effects)
    if (year.status === 'refused' && !register) return year
    const state = year.status === 'accepted' ? year.value.state : undefined
    const spells = state?.spells ?? []
    const known = register ?? state ?? { sex: null, birthOn: null }
    return accept({
      baseinfo: toBaseinfo(personId, known, { register, on: on.value }),
      insuinfo: spells.map((spell) => toInsuinfo(spell, state?.account ?? 0, on.value)),
      idetinfo: spells.filter(({ aid }) => aid !== 'none').map(toIdetinfo),
    })
  },
})

const benefit = defineTransaction({
  infno: '2001',
  name: '人员待遇享受检查',
  does: 'Says whether a person may claim benefits on a day at the institution, and why not.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input: z.looseObject({
    psn_no: fields.psn_no,
    insutype: fields.insutype.optional(),
    begntime: fields.begntime,
  }),
  answers: '`trtinfo`: whether benefits are enjoyed, by which scheme, from when to when, or why not',
  perform: async ({ input, institution, effects }) => {
    const on = readDay(input.begntime, 'begntime')
    if (on.status === 'refused') return on
    const found = await findPerson(input.psn_no, on.value, effects)
    if (found.status === 'refused') return found
    const scheme = schemeOf(input.insutype)
    const of = { on: on.value, ...(scheme ? { scheme } : {}) }
    const check = await benefitOf(found.value, institution, of, effects)
    return accept({ trtinfo: [toTrtinfo(input.psn_no, check)] })
  },
})

/** Who a person is to the fund, and what they may claim. */
export const personTransactions: readonly Transaction[] = [person, benefit]
