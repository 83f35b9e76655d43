import { stableId } from '#shared/kernel/hash.ts'
import { plainId } from '#shared/kernel/plain-id.ts'

/** A message of an institution, or of an office for one: message ids are a namespace of each institution's own. */
export type Message = { readonly msgid: string; readonly institution: string }

/** A message id as the national interface makes them: institution (12), yyyyMMddHHmmss, sequence (4). */
const nationalForm = /^([A-Z]\d{11})\d{14}\d{4}$/

/** The institution whose code a message id of the national form carries. */
export const institutionIn = (msgid: string): string | undefined => nationalForm.exec(msgid)?.[1]

/**
 * The id of what a message makes. One that carries its institution's code is known by itself, as it was before other
 * ids were kept apart by institution. Two institutions that send the same id mean two things.
 */
export const idOfMessage = (prefix: string, { msgid, institution }: Message): string =>
  institutionIn(msgid) === institution ? stableId(prefix, msgid) : stableId(prefix, institution, msgid)

/** The id of the claim, the reversal or the call that a message makes: all take theirs from one namespace. */
export const claimIdOfMessage = (message: Message): string => idOfMessage('C', message)

/** The id of the visit that a registration opens: the same for a registration sent again. */
export const visitIdOfMessage = (message: Message): string => idOfMessage('V', message)

const registeredForm = /^V[0-9A-F]{20}$/

/** Whether a visit id is of the form that registrations here give; all others are the institution's own. */
export const isRegisteredForm = (visitId: string): boolean => registeredForm.test(plainId(visitId))
