import type { Day } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'

/** The kinds of disability, in the order of their numbers (残疾人残疾分类和分级 GB/T 26341). */
export const disabilities = [
  'sight',
  'hearing',
  'speech',
  'physical',
  'intellectual',
  'mental',
  'multiple',
] as const
export type Disability = (typeof disabilities)[number]

/** Their words in lists, in the same order. */
export const disabilityWords = [
  ['视力', 'sight'],
  ['听力', 'hearing'],
  ['言语', 'speech'],
  ['肢体', 'physical'],
  ['智力', 'intellectual'],
  ['精神', 'mental'],
  ['多重', 'multiple'],
] as const satisfies readonly (readonly [string, Disability])[]

/** Somebody who has a certificate of disability, as their federation told it last. */
export type Disabled = {
  readonly personId: string
  /** The city that covered them when it was told. */
  readonly city: CityCode
  readonly disability: Disability
  /** 1 is the heaviest, 4 the lightest. */
  readonly level: number
  /** The business day of the list by which it was told. */
  readonly since: Day
  /** The certificate was taken back, or ended: told so on `since`. */
  readonly ended?: true
}

/** What a row comes to: a holder who is new, another kind or level, an end, or nothing new. */
export type DisabledChange = 'registered' | 'changed' | 'ended' | 'known'

const isAlike = (one: Disabled, other: Disabled): boolean =>
  one.city === other.city && one.disability === other.disability && one.level === other.level

/** What is told of somebody against what is known; a list that is older than what is known says nothing new. */
export const changeBy = (told: Disabled, known: Disabled | undefined): DisabledChange => {
  if (known && known.since > told.since) return 'known'
  if (told.ended) return known && !known.ended ? 'ended' : 'known'
  if (!known || known.ended) return 'registered'
  return isAlike(told, known) ? 'known' : 'changed'
}
