import type { Day } from '#shared/calendar/day.ts'
import { chinaDay } from '#shared/calendar/day.ts'
import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'

/** That an operator sat down at a machine of an institution, and when they left it. */
export type SignIn = {
  readonly signNo: string
  readonly institution: string
  /** Digest of what the message said. */
  readonly fingerprint: string
  readonly operator: string
  readonly mac?: string
  readonly ip?: string
  /** ISO 8601 in UTC. */
  readonly signedInAt: string
  /** Absent until they sign out; a sign-in ends with its day in any case. */
  readonly signedOutAt?: string
  readonly by?: string
}
type Id = Pick<SignIn, 'institution' | 'signNo'>
type Stored = SignIn & { readonly version: number; readonly expires: number }

export type SignIns = {
  readonly find: (id: Id) => Promise<SignIn | undefined>
  /** Records it once; `false`: it is recorded. */
  readonly begin: (signIn: SignIn) => Promise<boolean>
  /** Records that it ended, once; `false`: it ended before. */
  readonly end: (signIn: SignIn & { readonly signedOutAt: string }) => Promise<boolean>
}

const secondsOfDay = 24 * 60 * 60

const signIns = defineRecord<Stored, Id>({
  kind: 'sign-in',
  key: ({ institution, signNo }) => ({ pk: `SIGN-IN#${institution}`, sk: signNo }),
})

/**
 * Opens the sign-ins on the service's table.
 * @param daysKept for how many days it can be asked who sat where on a day; then the table forgets it
 */
export const openSignIns = (store: Store, daysKept: (on: Day) => number): SignIns => {
  const write = async (signIn: SignIn, version: number): Promise<boolean> => {
    const keptSeconds = daysKept(chinaDay(new Date(signIn.signedInAt))) * secondsOfDay
    const record = { ...signIn, version, ...expiryAfter(Date.parse(signIn.signedInAt), keptSeconds) }
    return (await store.write([signIns.replace(record, version)])).status === 'written'
  }
  return {
    find: (id) => signIns.read(store, id),
    begin: (signIn) => write(signIn, 0),
    end: (signIn) => write(signIn, 1),
  }
}
