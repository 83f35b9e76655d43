import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { visitIdOfMessage } from '../../claim/message.ts'
import { refuseInstitution } from '../../claim/rules/claim-checks.ts'
import { findInstitutionOn } from '../../claim/sender.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import { refuseFuture } from '../../insured-year/rules/settlement-day.ts'
import { changeVisit } from '../../visit/change-visit.ts'
import { openVisit } from '../../visit/rules/change-visit.ts'
import type { VisitFacts } from '../../visit/rules/visit-events.ts'
import { benefitOf, findPerson, toTrtinfo } from '../benefit.ts'
import { caseFields, fields } from '../fields.ts'
import { medTypeFor, usualMedType } from '../med-type.ts'
import { circumstancesIn, readDay, unreadable } from '../reading.ts'
import type { NationalMessage, Output, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const input = z.looseObject({
  psn_no: fields.psn_no,
  insutype: fields.insutype.optional(),
  begntime: fields.begntime,
  med_type: fields.med_type.optional(),
  ipt_otp_no: fields.ipt_otp_no.optional(),
  ...caseFields,
})
type Registration = z.output<typeof input>

const factsOf = (message: NationalMessage<Registration>, care: Care): Decision<VisitFacts> => {
  const code = message.input.med_type ?? usualMedType[care]
  const medType = medTypeFor(care, code)
  if (!medType) return unreadable('claim.bad-care', 'med_type', code)
  const began = readDay(message.input.begntime, 'begntime')
  if (began.status === 'refused') return began
  const future = refuseFuture(began.value, message.today, 'input.begntime')
  if (future) return { status: 'refused', refusal: future }
  const { purpose } = medType
  return accept({ medType: code, purpose, beganOn: began.value, ...circumstancesIn(message.input) })
}

/**
 * Registers a visit. It is refused only for what no later event can heal: an institution without an agreement, a person
 * nobody knows. Whether benefits are enjoyed is told along, since entitlement may yet come before the settlement.
 */
const register = async (message: NationalMessage<Registration>, care: Care): Promise<Decision<Output>> => {
  const { msgid, infno, institution, by, effects } = message
  const { psn_no, ipt_otp_no } = message.input
  const facts = factsOf(message, care)
  if (facts.status === 'refused') return facts
  const { beganOn, scheme } = facts.value
  const refused = refuseInstitution(await findInstitutionOn(institution, beganOn, effects), beganOn)
  if (refused) return { status: 'refused', refusal: refused }
  const person = await findPerson(psn_no, beganOn, effects)
  if (person.status === 'refused') return person
  const opened = { kind: 'visit-opened', care, institution, personId: psn_no, facts: facts.value } as const
  const sent = by === undefined ? {} : { by }
  const call = { msgid, infno, institution, fingerprint: fingerprint(opened), ...sent }
  const changed = await changeVisit(call, visitIdOfMessage(call), openVisit(opened), effects)
  if (changed.status === 'refused') return changed
  const of = { on: beganOn, ...(scheme ? { scheme } : {}) }
  const check = await benefitOf(person.value, institution, of, effects)
  const group = care === 'inpatient' ? 'result' : 'data'
  return accept({
    [group]: {
      mdtrt_id: changed.value.visit.visitId,
      psn_no,
      ...(ipt_otp_no === undefined ? {} : { ipt_otp_no }),
    },
    trtinfo: [toTrtinfo(psn_no, check)],
  })
}

const registration = (infno: string, name: string, care: Care): Transaction =>
  defineTransaction({
    infno,
    name,
    does: 'Opens a visit.',
    sentBy: 'institution',
    input,
    answers: `\`${care === 'inpatient' ? 'result' : 'data'}\` with the \`mdtrt_id\`, \`trtinfo\` as 2001 has it`,
    perform: (message) => register(message, care),
  })

/** Registration of a visit, for both kinds of care. */
export const registrations: readonly Transaction[] = [
  registration('2201', '门诊挂号', 'outpatient'),
  registration('2401', '入院办理', 'inpatient'),
]
