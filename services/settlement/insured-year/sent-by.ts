import type { Decider } from '#shared/kernel/authority.ts'

/** Who sent a command of the hospital interface, and when: what its record keeps, short enough to cost it no write unit. */
export const sentBy = ({ at, scope, division, subject }: Omit<Decider, 'operation'>): string =>
  [at, scope, division, subject].join(' ')
