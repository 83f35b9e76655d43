import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Spell } from './insured-year.ts'

type Days = { readonly from: Day; readonly to: Day }

const sameTerms = (a: Spell, b: Spell): boolean =>
  a.scheme === b.scheme && a.city === b.city && a.employment === b.employment && a.aid === b.aid

/** The days of one spell, up to a day, that no later spell on the same terms covers. */
const lostDays = (spell: Spell, after: readonly Spell[], until: Day): Days[] => {
  const end = spell.to < until ? spell.to : until
  const kept = after
    .filter((candidate) => sameTerms(candidate, spell))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  const lost: Days[] = []
  let day = spell.from
  for (const { from, to } of kept) {
    if (day > end) break
    if (from > day) lost.push({ from: day, to: from > end ? end : addDays(from, -1) })
    if (to >= day) day = addDays(to, 1)
  }
  if (day <= end) lost.push({ from: day, to: end })
  return lost.filter(({ from, to }) => from <= to)
}

/**
 * The days up to `until` on which a person could claim before and cannot any more, or only on other terms. Claims
 * settled on them need another look. Days newly granted are not among them, since nothing can have been settled on
 * them.
 */
export const withdrawnDays = (
  before: readonly Spell[],
  after: readonly Spell[],
  until: Day,
): readonly Days[] => before.flatMap((spell) => lostDays(spell, after, until))
