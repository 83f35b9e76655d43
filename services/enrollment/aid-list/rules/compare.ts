import type { Day } from '#shared/calendar/day.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { nameOfCertificate } from '../../person/rules/certificate.ts'
import type { Insured } from '../../person/rules/insured.ts'
import { lastSpell, latestAid } from '../../person/rules/insured.ts'
import type { ListedAid, ListedRow } from './aid-row.ts'

/** What a list changes of one person. */
export type AidChange = { readonly personId: string; readonly was: AidCategory; readonly aid: AidCategory }

/** What became of a listed person: a change, nothing to change, or why the list does not reach them. */
export const outcomes = ['new', 'changed', 'same', 'unknown', 'other-name', 'dead'] as const
export type Outcome = (typeof outcomes)[number]

/** Who is listed several times counts once, with the category that the order names first. */
export const ranked = <Listed extends ListedRow>(
  rows: readonly Listed[],
  order: readonly ListedAid[],
): Listed[] => {
  const first = new Map<string, Listed>()
  for (const row of rows) {
    const name = nameOfCertificate(row.certificate)
    const before = first.get(name)
    if (!before || order.indexOf(row.aid) < order.indexOf(before.aid)) first.set(name, row)
  }
  return [...first.values()]
}

const isDead = (insured: Insured): boolean => insured.status === 'ended' && insured.reason === 'death'

/** What a listed person is to the list of a city. */
export const outcomeOf = (
  { aid }: Pick<ListedRow, 'aid'>,
  registered: { readonly insured: Insured; readonly isNamed: boolean } | undefined,
  city: string,
): Outcome => {
  // Whoever is another city's is as unknown as nobody.
  if (!registered || lastSpell(registered.insured).city !== city) return 'unknown'
  const { insured, isNamed } = registered
  if (!isNamed) return 'other-name'
  if (isDead(insured)) return 'dead'
  const was = latestAid(insured)
  if (was === aid) return 'same'
  return was === 'none' ? 'new' : 'changed'
}

/** Whether someone whom a city's list does not name loses the category they have. */
export const isAbsent = (insured: Insured, city: string): boolean =>
  !insured.sameAs && lastSpell(insured).city === city && !isDead(insured) && latestAid(insured) !== 'none'

/** A category holds from a day of the month that the list is of. */
export const isInMonth = (from: Day, month: string): boolean => from.startsWith(`${month}-`)
