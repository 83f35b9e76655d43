import type { Decider, Scope } from '#shared/kernel/authority.ts'

/** Who sent a command of the hospital interface, and when: what its record keeps, short enough to cost it no write unit. */
export const sentBy = ({ at, scope, division, subject }: Omit<Decider, 'operation'>): string =>
  [at, scope, division, subject].join(' ')

/** The sender of a claim or reversal, and when they sent it. */
export type SentBy = Omit<Decider, 'operation' | 'institution'>

/** Reads what `sentBy` wrote. */
export const senderIn = (text: string): SentBy => {
  const [at = '', scope, division = '', ...subject] = text.split(' ')
  return { at, scope: scope as Scope, division, subject: subject.join(' ') }
}
