import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Caller, Decider, Parties } from '#shared/kernel/authority.ts'
import { isInstitution, reaches } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { partiesOfSender, refuseForeignMessage } from '../claim/sender.ts'
import { partiesOf } from '../insured-year/parties.ts'
import { sentBy } from '../insured-year/sent-by.ts'
import { refusal } from '../refusals.ts'
import type { Outcome } from './answer.ts'
import { declined, done } from './answer.ts'
import type { NationalEffects } from './effects.ts'
import type { Envelope, NationalAnswer } from './envelope.ts'
import type { Transaction } from './transaction.ts'
import { ungrouped } from './transaction.ts'
import { transactionOf } from './transactions.ts'

/** Who sends a message, and on which day. */
export type NationalSender = { readonly caller: Caller; readonly by: Decider; readonly today: string }

const transactionIn = ({ infno }: Envelope): Transaction => {
  const transaction = transactionOf(infno)
  must(transaction !== undefined, 'national.unlisted', 'a number passed that is not in the table', { infno })
  return transaction
}

/** The institution a message speaks for; undefined when header and input name different ones or none. */
const institutionOf = ({ fixmedins_code, input }: Envelope): string | undefined => {
  const named = [fixmedins_code, ungrouped(input).fixmedins_code].filter((code) => code !== undefined)
  return named.every((code) => code === named[0]) && typeof named[0] === 'string' ? named[0] : undefined
}

/** The operator at a hospital's desk, where its message names them; whoever sends for an office is whom its token names. */
export const operatorOf = ({ fixmedins_code, opter = '' }: Envelope, caller: Caller): string | undefined =>
  isInstitution(caller) && fixmedins_code && opter.trim() !== ''
    ? `${fixmedins_code}/${maskPersonalData(opter.trim())}`
    : undefined

const ofOurs = /^S[0-9a-f]{20}$/

/** The sign-in that a message names, as far as its number is one of ours: it tells at which machine it was sent. */
const signIn = ({ sign_no = '' }: Envelope): string[] => (ofOurs.test(sign_no) ? [sign_no] : [])

/** What is said of an institution that nobody knows, and of one that the sender may not speak for. */
export const noInstitution = (): Refusal => refusal('institution.unknown', { field: 'institution' })

/** The institution that a message names as the one it speaks for; a party's message of an office speaks for none. */
export const institutionNamed = (message: Envelope, { institution: own }: Caller): string | undefined => {
  const byParty = transactionIn(message).sentBy === 'party'
  const institution = byParty ? message.fixmedins_code : institutionOf(message)
  return own !== undefined || !byParty ? institution : undefined
}

/**
 * Whose a message is: its institution's and that of the city the institution stands in. One that speaks for no
 * institution is its sender's own. It is declined, or moves a claim whose parties are asked for when it is found. For an
 * institution that nobody knows an office cannot speak.
 */
export const partiesOfMessage = async (
  message: Envelope,
  caller: Caller,
  effects: NationalEffects,
): Promise<Parties | undefined> => {
  const { institution: own, division } = caller
  const institution = institutionNamed(message, caller)
  if (institution !== undefined) return partiesOfSender(institution, caller, effects)
  return { cities: [division], ...(own === undefined ? {} : { institution: own }) }
}

/** The person whose data a message was shown, found by it or named in it; none for one that was declined or moves something. */
export const personShown = (
  message: Envelope,
  { infcode, output = {} }: Pick<NationalAnswer, 'infcode' | 'output'>,
): string[] => {
  const named = ungrouped(message.input)
  const { psn_no } = { ...named, ...(output.baseinfo as { readonly psn_no?: string } | undefined) }
  return infcode === 0 && transactionIn(message).shows && typeof psn_no === 'string' ? [psn_no] : []
}

/** Does what a transaction's own fields say, or says which of them is at fault. */
const perform = async (
  { infno, perform: act, input: shape }: Transaction,
  message: Envelope,
  institution: string,
  { caller, by, today }: NationalSender,
  effects: NationalEffects,
): Promise<Decision<Outcome>> => {
  const { msgid } = message
  const parsed = shape.safeParse(ungrouped(message.input))
  if (!parsed.success) {
    const { place, reasonZh: faultZh } = schemaFault(parsed.error)
    const field = ['input', place].filter(Boolean).join('.')
    return accept(declined(message, refusal('call.bad-field', { field, figures: { faultZh } })))
  }
  const subject = [operatorOf(message, caller) ?? by.subject, ...signIn(message)].join(' ')
  const asker = { ...by, subject }
  const decision = await act({
    ...{ infno, msgid, institution, input: parsed.data, today, asker, by: sentBy(asker) },
    behind: [caller.subject, ...(caller.keyBy ?? [])],
    mayReverse: (claim) => reaches(caller, partiesOf(claim)),
    effects,
  })
  if (decision.status === 'accepted') return accept(done(msgid, decision.value))
  return decision.refusal.code in doorRefusals.table ? decision : accept(declined(message, decision.refusal))
}

/**
 * Answers one message of the national interface, whose sender may speak for its institution; a refusal is an answer too.
 * @returns the answer; refused where the message moves a claim that is not the caller's
 */
export const answerMessage = async (
  message: Envelope,
  from: NationalSender,
  effects: NationalEffects,
): Promise<Decision<Outcome>> => {
  const { msgid } = message
  const transaction = transactionIn(message)
  const byParty = transaction.sentBy === 'party'
  const institution = byParty ? message.fixmedins_code : institutionOf(message)
  if (institution === undefined && !byParty)
    return accept(declined(message, refusal('institution.unknown', { field: 'fixmedins_code' })))
  const foreign = institution === undefined ? undefined : refuseForeignMessage(msgid, institution, 'msgid')
  if (foreign) return accept(declined(message, foreign))
  if (transaction.looksUp && isInstitution(from.caller)) {
    const most = effects.plans().limitsOn(from.today).mostLookUps
    const sender = { institution: from.caller.institution ?? '', msgid }
    if (!(await effects.lookUps.take(sender, most)))
      return accept(declined(message, refusal('call.too-many', { figures: { most } })))
  }
  return perform(transaction, message, byParty ? '' : (institution ?? ''), from, effects)
}
