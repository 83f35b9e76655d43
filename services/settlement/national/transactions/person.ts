import * as z from 'zod'
import { ageOn } from '#shared/calendar/day.ts'
import { accept } from '#shared/kernel/decision.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { InsuredYear, Spell } from '../../insured-year/rules/insured-year.ts'
import { benefitOf, findPerson, toTrtinfo } from '../benefit.ts'
import { fields } from '../fields.ts'
import { personTypes, sexCode } from '../person-codes.ts'
import { readDay, schemeOf } from '../reading.ts'
import type { Transaction } from '../transaction.ts'
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

const toBaseinfo = ({ personId, sex, birthOn }: InsuredYear, on: string): Record<string, string> => ({
  psn_no: personId,
  ...(sex === null ? {} : { gend: sexCode[sex] }),
  ...(birthOn === null ? {} : { brdy: birthOn, age: String(ageOn(birthOn, on)) }),
})

const person = defineTransaction({
  infno: '1101',
  name: '人员信息获取',
  does: 'Says how a person is insured in the fund year of a day.',
  sentBy: 'institution',
  shows: true,
  input: z.looseObject({ psn_no: fields.psn_no, begntime: fields.begntime.optional() }),
  answers:
    '`baseinfo` (sex, birth, age), `insuinfo` per spell (scheme, kind of person, state, place of insurance, account balance), `idetinfo` (aid category)',
  perform: async ({ input: { psn_no, begntime }, today, effects }) => {
    const on = readDay(begntime ?? today, 'begntime')
    if (on.status === 'refused') return on
    const found = await findPerson(psn_no, on.value, effects)
    if (found.status === 'refused') return found
    const { state } = found.value
    return accept({
      baseinfo: toBaseinfo(state, on.value),
      insuinfo: state.spells.map((spell) => toInsuinfo(spell, state.account, on.value)),
      idetinfo: state.spells
        .filter(({ aid }) => aid !== 'none')
        .map(({ aid, from, to }) => ({ psn_idet_type: aid, begntime: from, endtime: to })),
    })
  },
})

const benefit = defineTransaction({
  infno: '2001',
  name: '人员待遇享受检查',
  does: 'Says whether a person may claim benefits on a day at the institution, and why not.',
  sentBy: 'institution',
  shows: true,
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
