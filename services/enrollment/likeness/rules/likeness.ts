import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { DecidingHand, Hand } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** Two persons who are alike: one name, sex and birth day under two certificates. The later registered stands second. */
export type Likeness = {
  readonly likenessId: string
  readonly version: number
  readonly persons: readonly [string, string]
  /** Whose work it is: the city of both, else the province. */
  readonly division: string
  readonly foundOn: Day
  /** Who registered the second of them, or corrected them so that they are alike; absent where the check of all found it. */
  readonly foundBy?: Hand
} & LikenessState

type LikenessState =
  | { readonly status: 'open' }
  | { readonly status: 'two-persons'; readonly decided: DecidingHand; readonly reason: string }
  | {
      readonly status: 'one-person'
      /** The decision of two hands, and who of the two goes on. */
      readonly decisionId: string
      readonly kept: string
      readonly decided: DecidingHand
    }
  /** One of the two turned out to be a third, by another pair: what is open is between the third and the other. */
  | { readonly status: 'over'; readonly by: string }

/** The name of a pair, whichever of them is told first. */
export const likenessIdOf = (one: string, other: string): string => stableId('L', ...[one, other].sort())

/** Who decides on two persons: the office that reaches both. */
export const divisionOf = (cities: readonly [string, string]): string =>
  cities[0] === cities[1] ? cities[0] : provinceCode

/** Remembers that two who are alike are two persons: they are not told again. Whoever made them alike is no second look. */
export const decideTwoPersons = (
  likeness: Likeness,
  { by, reason }: { readonly by: DecidingHand; readonly reason: string },
): Decision<Likeness> => {
  const { status, foundBy } = likeness
  if (status !== 'open') return refuse('likeness.decided', { figures: { status } })
  if (foundBy && isSamePerson(foundBy.subject, by.subject)) return refuse('likeness.same-person')
  return accept({ ...likeness, status: 'two-persons', decided: by, reason })
}

/** Every two of some, each pair once. */
export const pairsIn = (persons: readonly string[]): (readonly [string, string])[] =>
  persons.flatMap((one, index) => persons.slice(index + 1).map((other) => [one, other] as const))
