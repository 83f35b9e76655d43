import type { Caller } from '#shared/edge/http/caller.ts'
import { must } from '#shared/kernel/errors.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { requireSender } from '../claim/sender.ts'
import { effects } from '../effects.ts'
import { requireParty } from '../insured-year/authority.ts'
import { refusal } from '../refusals.ts'
import { declined, done } from './answer.ts'
import type { Envelope, NationalAnswer } from './envelope.ts'
import { refuseForeignMessage } from './sender.ts'
import type { Transaction } from './transaction.ts'
import { ungrouped } from './transaction.ts'
import { transactionOf } from './transactions.ts'

/** Who sends a message, and on which day. */
export type From = { readonly caller: Caller; readonly today: string }

/** The institution a message speaks for; undefined when header and input name different ones or none. */
const institutionOf = (header: string | undefined, input: unknown): string | undefined => {
  const said = [header, input].filter((code) => code !== undefined)
  return said.every((code) => code === said[0]) && typeof said[0] === 'string' ? said[0] : undefined
}

/** Does what a transaction's own fields say, or says which of them is at fault. */
const perform = async (
  { infno, perform: act, input: shape }: Transaction,
  { msgid }: Envelope,
  { input, institution }: { readonly input: object; readonly institution: string },
  { caller, today }: From,
): Promise<NationalAnswer> => {
  const parsed = shape.safeParse(input)
  if (!parsed.success) {
    const { place } = schemaFault(parsed.error)
    return declined(msgid, refusal('call.bad-field', { field: ['input', place].filter(Boolean).join('.') }))
  }
  const mayReverse = (claim: Parameters<typeof requireParty>[1]): void => requireParty(caller, claim)
  const said = { infno, msgid, institution, input: parsed.data, today, mayReverse, effects }
  const decision = await act(said)
  return decision.status === 'accepted' ? done(msgid, decision.value) : declined(msgid, decision.refusal)
}

/**
 * Answers one message of the national interface; a refusal is an answer too.
 * @throws HttpProblem when the caller may not send it
 */
export const answerMessage = async (message: Envelope, from: From): Promise<NationalAnswer> => {
  const { infno, msgid, fixmedins_code } = message
  const transaction = transactionOf(infno)
  must(transaction !== undefined, 'national.unlisted', 'a number passed that is not in the table', { infno })
  const input = ungrouped(message.input)
  const institution = institutionOf(fixmedins_code, input.fixmedins_code)
  if (transaction.sentBy === 'party') return perform(transaction, message, { input, institution: '' }, from)
  if (institution === undefined)
    return declined(msgid, refusal('institution.unknown', { field: 'fixmedins_code' }))
  await requireSender(from.caller, institution, effects)
  const foreign = refuseForeignMessage(msgid, institution, 'msgid')
  return foreign ? declined(msgid, foreign) : perform(transaction, message, { input, institution }, from)
}
