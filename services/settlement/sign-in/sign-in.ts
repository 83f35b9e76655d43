import { chinaDay } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Message } from '../claim/message.ts'
import { idOfMessage } from '../claim/message.ts'
import { refuse } from '../refusals.ts'
import type { SignIn, SignIns } from './store.ts'

/** What signing in and out needs from outside. */
export type SignInEffects = { readonly signIns: SignIns; readonly now: () => number }

type Desk = Pick<SignIn, 'operator' | 'mac' | 'ip' | 'by'>

/** Signs an operator in at a machine; the message again gives the same sign-in. */
export const signIn = async (
  message: Message,
  desk: Desk,
  { signIns, now }: SignInEffects,
): Promise<Decision<SignIn>> => {
  const { operator, mac, ip } = desk
  const { institution } = message
  const signNo = idOfMessage('S', message)
  const begun: SignIn = {
    ...{ signNo, institution, fingerprint: fingerprint({ operator, mac, ip }) },
    ...{ ...desk, signedInAt: new Date(now()).toISOString() },
  }
  if (await signIns.begin(begun)) return accept(begun)
  const recorded = await signIns.find({ institution, signNo })
  return recorded?.fingerprint === begun.fingerprint
    ? accept(recorded)
    : refuse('claim.other-payload', { field: 'msgid' })
}

/**
 * Signs an operator out. Whoever signed in on an earlier day was signed out by its end; asked for again it is the first
 * time that counts.
 */
export const signOut = async (
  { institution, signNo }: Pick<SignIn, 'institution' | 'signNo'>,
  { signIns, now }: SignInEffects,
): Promise<Decision<SignIn & { readonly signedOutAt: string }>> => {
  const found = await signIns.find({ institution, signNo })
  if (!found) return refuse('sign-in.unknown', { field: 'signNo' })
  if (found.signedOutAt !== undefined) return accept({ ...found, signedOutAt: found.signedOutAt })
  const ended = { ...found, signedOutAt: endOf(found, new Date(now())) }
  if (await signIns.end(ended)) return accept(ended)
  const { signedOutAt = ended.signedOutAt } = (await signIns.find({ institution, signNo })) ?? {}
  return accept({ ...found, signedOutAt })
}

const endOf = ({ signedInAt }: SignIn, now: Date): string => {
  const day = chinaDay(new Date(signedInAt))
  return day === chinaDay(now) ? now.toISOString() : new Date(`${day}T23:59:59+08:00`).toISOString()
}
