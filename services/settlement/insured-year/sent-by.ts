import { chinaTime } from '#shared/calendar/clock.ts'
import type { Day } from '#shared/calendar/day.ts'
import { chinaDay } from '#shared/calendar/day.ts'
import type { Decider, Scope } from '#shared/kernel/authority.ts'

/** Who sent a command of the hospital interface, and when: what its record keeps, short enough to cost it no write unit. */
export const sentBy = ({ at, scope, division, subject, institution }: Omit<Decider, 'operation'>): string => {
  const speaks = scope === 'institution' && institution !== undefined ? `${scope}/${institution}` : scope
  return [at, speaks, division, subject].join(' ')
}

/** The sender of a claim or reversal, and when they sent it. */
export type SentBy = Omit<Decider, 'operation' | 'institution'>

/**
 * The day on which something counts as settled or reversed when an institution's day is closed: that on which it was
 * sent here, whatever day it says of itself. What the province sent counts on the day that it said: earlier releases let it replay a
 * year, and what they recorded stays as it was told.
 * @param by who sent it, and when; absent on what was recorded before this was kept
 * @param dated the day that the message gave it
 */
export const countedOn = (by: string | undefined, dated: Day): Day => {
  if (by === undefined) return dated
  const { at, scope } = senderIn(by)
  return scope === 'province' ? dated : chinaDay(new Date(at))
}

/** The moment of it, as the interface of hospitals writes times: of one that the province dated no more than the day. */
export const momentOf = (by: string | undefined, dated: Day): string => {
  const on = countedOn(by, dated)
  const time = by === undefined ? '' : chinaTime(new Date(senderIn(by).at))
  return time.startsWith(on) ? time : `${on} 00:00:00`
}

/** Reads what `sentBy` wrote. */
export const senderIn = (text: string): SentBy => {
  const [at = '', speaks = '', division = '', ...subject] = text.split(' ')
  const [scope] = speaks.split('/')
  return { at, scope: scope as Scope, division, subject: subject.join(' ') }
}

/** The institution that sent it; undefined for offices, and for what was recorded before this was kept. */
export const institutionOfSender = (text: string): string | undefined => text.split(' ')[1]?.split('/')[1]
