import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import { refuseFuture } from '../../insured-year/rules/settlement-day.ts'
import type { ChangeVisit, VisitParty } from '../../visit/rules/change-visit.ts'
import { cancelVisit, describeVisit, discharge, withdrawDischarge } from '../../visit/rules/change-visit.ts'
import type { VisitFacts } from '../../visit/rules/visit-events.ts'
import { caseFields, fields } from '../fields.ts'
import { medTypeFor } from '../med-type.ts'
import { circumstancesIn, readDay, unreadable } from '../reading.ts'
import type { NationalMessage, Output, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'
import { callVisit } from '../visit-call.ts'

const visitOnly = z.looseObject({ mdtrt_id: fields.mdtrt_id, psn_no: fields.psn_no })
type VisitFields = z.output<typeof visitOnly>

const told = { insutype: fields.insutype.optional(), ...caseFields }

const ofVisit = ({ institution, input }: NationalMessage<VisitFields>, care: Care): VisitParty => ({
  institution,
  care,
  personId: input.psn_no,
})

const change = async (
  message: NationalMessage<VisitFields>,
  decide: ChangeVisit,
): Promise<Decision<Output>> => {
  const changed = await callVisit(message, message.input.mdtrt_id, decide)
  return changed.status === 'refused'
    ? changed
    : accept({ result: { mdtrt_id: message.input.mdtrt_id, psn_no: message.input.psn_no } })
}

const answers = '`result` with `mdtrt_id` and `psn_no`'

const simple = (
  infno: string,
  name: string,
  does: string,
  decideFor: (of: VisitParty) => ChangeVisit,
  care: Care,
): Transaction =>
  defineTransaction({
    infno,
    name,
    does,
    sentBy: 'institution',
    input: visitOnly,
    answers,
    perform: (message) => change(message, decideFor(ofVisit(message, care))),
  })

const description = z.looseObject({
  ...visitOnly.shape,
  ...told,
  med_type: fields.med_type.optional(),
  begntime: fields.begntime.optional(),
})

const describedIn = (
  message: NationalMessage<z.output<typeof description>>,
  care: Care,
): Decision<Partial<VisitFacts>> => {
  const { med_type, begntime } = message.input
  const medType = med_type === undefined ? undefined : medTypeFor(care, med_type)
  if (med_type !== undefined && !medType) return unreadable('claim.bad-care', 'med_type', med_type)
  const began = begntime === undefined ? accept(undefined) : readDay(begntime, 'begntime')
  if (began.status === 'refused') return began
  const future =
    began.value === undefined ? undefined : refuseFuture(began.value, message.today, 'input.begntime')
  if (future) return { status: 'refused', refusal: future }
  return accept({
    ...circumstancesIn(message.input),
    ...(medType && med_type !== undefined ? { medType: med_type, purpose: medType.purpose } : {}),
    ...(began.value === undefined ? {} : { beganOn: began.value }),
  })
}

const describe = (infno: string, name: string, care: Care): Transaction =>
  defineTransaction({
    infno,
    name,
    does: 'Corrects what is known of a visit: kind of care, beginning, diagnosis, referral, filing.',
    sentBy: 'institution',
    input: description,
    answers,
    perform: async (message) => {
      const facts = describedIn(message, care)
      return facts.status === 'refused'
        ? facts
        : change(message, describeVisit(ofVisit(message, care), facts.value))
    },
  })

const dischargeTransaction = defineTransaction({
  infno: '2402',
  name: '出院办理',
  does: 'Records the day of discharge and the diagnoses.',
  sentBy: 'institution',
  input: z.looseObject({ ...visitOnly.shape, ...told, endtime: fields.endtime }),
  answers,
  perform: async (message) => {
    const ended = readDay(message.input.endtime, 'endtime')
    if (ended.status === 'refused') return ended
    const future = refuseFuture(ended.value, message.today, 'input.endtime')
    if (future) return { status: 'refused', refusal: future }
    return change(
      message,
      discharge(ofVisit(message, 'inpatient'), ended.value, circumstancesIn(message.input)),
    )
  },
})

const cancels = 'Cancels a registration that no standing settlement is of.'

/** What happens to a visit between its registration and its settlement. */
export const visitChanges: readonly Transaction[] = [
  simple('2202', '门诊挂号撤销', cancels, cancelVisit, 'outpatient'),
  describe('2203', '门诊就诊信息上传', 'outpatient'),
  describe('2203A', '门诊就诊信息上传（变体）', 'outpatient'),
  dischargeTransaction,
  describe('2403', '住院信息变更', 'inpatient'),
  simple('2404', '入院撤销', cancels, cancelVisit, 'inpatient'),
  simple(
    '2405',
    '出院撤销',
    'Takes a discharge back that no standing settlement is of.',
    withdrawDischarge,
    'inpatient',
  ),
]
