import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { sharedDays } from '../../duplicate/rules/merge.ts'
import type { AidSpell, CoverageSpell, Hand, Insured, Parted } from '../../person/rules/insured.ts'
import { lastSpell, latestDifferences, monthsBroughtTo, standingDeath } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'
import type { PartedItems } from './named-items.ts'
import { itemsOf, unnamedItem } from './named-items.ts'
import { partAids } from './part-aids.ts'

/** The number that was the record, the one that part of it goes to, and those who turned out to be the latter. */
export type Two = {
  readonly stays: Insured
  readonly goes: Insured
  readonly former: readonly Insured[]
}

/** By which parting, and whose hand ends a coverage by it. */
type By = { readonly partingId: string; readonly hand: Hand }

/** Whether the other number had been made one with this one, so that the parting takes that back. */
export const isMergeTakenBack = ({ stays, goes }: Pick<Two, 'stays' | 'goes'>): boolean =>
  goes.sameAs?.personId === stays.personId

/** A number as it was before it turned out to be the other: its days are its own again, and its coverage goes on. */
const asBefore = (person: Insured): Insured => {
  const { sameAs: _, struck = [], lent: __, ...own } = person
  const last = lastSpell(person)
  const back = struck.find(({ from, to }) => from <= addDays(last.to ?? last.from, 1) && to > (last.to ?? ''))
  const to = back === undefined ? last.to : back.to === '9999-12-31' ? null : back.to
  const [first, ...rest] = person.spells
  const spells: Insured['spells'] =
    rest.length === 0 ? [{ ...first, to }] : [first, ...rest.slice(0, -1), { ...last, to }]
  if (to !== null) return { ...own, spells } as Insured
  const { reason: ___, ...open } = own as Insured & { reason?: string }
  return { ...open, status: 'covered', spells } as Insured
}

/** A spell in its new number: what reports and releases of the other say of it stays there. */
const inOther = ({ scheme, city, employment, employerId, from, to }: CoverageSpell, partingId: string) => ({
  ...{ scheme, city, employment, from, to, partingId },
  ...(employerId === undefined ? {} : { employerId }),
})

/** The spells of two together in order of time; one that comes open ends the day before the number's own next begins. */
const joined = (own: readonly CoverageSpell[], come: readonly CoverageSpell[]): CoverageSpell[] => {
  const all = [...own, ...come].sort((a, b) => (a.from < b.from ? -1 : 1))
  return all.map((spell, index) => {
    const next = all[index + 1]
    const isCut = next !== undefined && spell.to === null && next.from > spell.from && come.includes(spell)
    return isCut ? { ...spell, to: addDays(next.from, -1) } : spell
  })
}

const meets = (spells: readonly CoverageSpell[]): boolean =>
  spells.some(({ to }, index) => {
    const next = spells[index + 1]
    return next !== undefined && (to === null || to >= next.from)
  })

/** Those that stay, the first after a gap marked: its way there is told by what went. */
const left = (spells: readonly CoverageSpell[], goes: ReadonlySet<Day>, partingId: string): CoverageSpell[] =>
  spells.flatMap((spell, index) => {
    if (goes.has(spell.from)) return []
    const before = spells[index - 1]
    return [before && goes.has(before.from) ? { ...spell, partingId } : spell]
  })

const ended = (insured: Insured, spells: Insured['spells'], { partingId, hand }: By): Insured => {
  if (lastSpell({ spells }).to === null || insured.status === 'ended') return { ...insured, spells }
  const [first, ...rest] = spells
  const last = { ...(rest.pop() ?? first), endedBy: hand, partingId }
  return {
    ...insured,
    status: 'ended',
    reason: 'other',
    spells: spells.length === 1 ? [last] : [first, ...rest, last],
  }
}

const withBills = (insured: Insured, all: readonly Insured[], ids: ReadonlySet<string>): Insured => {
  const { shortBills: _, differences: __, ...rest } = insured
  const paid = new Map(all.flatMap(({ paidBills }) => paidBills).map((bill) => [bill.billId, bill]))
  const short = new Map(all.flatMap(({ shortBills = [] }) => shortBills).map((bill) => [bill.billId, bill]))
  const differences = latestDifferences(all).filter(({ of }) => ids.has(of))
  const shortOnes = [...short.values()].filter(({ billId }) => ids.has(billId) && !paid.has(billId))
  return {
    ...rest,
    paidBills: [...paid.values()].filter(({ billId }) => ids.has(billId)),
    ...(shortOnes.length === 0 ? {} : { shortBills: shortOnes }),
    ...(differences.length === 0 ? {} : { differences }),
  } as Insured
}

/** Whoever turned out to be the other number keeps from its days only what that one covers too. */
const formerOf = (former: Insured, goes: Insured): Insured => {
  const { struck: _, ...own } = former
  const days = sharedDays(own as Insured, goes)
  return days.length === 0 ? (own as Insured) : { ...(own as Insured), struck: days }
}

const whyNot = ({ stays, goes }: Two, items: PartedItems): Decision<never> | undefined => {
  if (stays.sameAs) return refuse('parting.is-another', { figures: { personId: stays.sameAs.personId } })
  if (goes.sameAs && goes.sameAs.personId !== stays.personId)
    return refuse('parting.is-another', { figures: { personId: goes.sameAs.personId } })
  if (stays.personId === goes.personId) return refuse('parting.same-number', { field: 'toPerson' })
  const unnamed = unnamedItem({ stays, goes }, items)
  if (unnamed) return unnamed
  const going = stays.spells.filter(({ from }) =>
    items.coverage.some((each) => each.from === from && each.whose === 'goes'),
  )
  if (going.length === stays.spells.length) return refuse('parting.leaves-nothing', { field: 'coverage' })
  const isDead = stays.status === 'ended' && stays.reason === 'death'
  if (isDead && going.includes(lastSpell(stays))) return refuse('parting.of-the-dead', { field: 'coverage' })
  const died = standingDeath(goes)?.on
  if (died !== undefined && going.some(({ to }) => to === null || to > died))
    return refuse('parting.to-the-dead', { field: 'coverage', figures: { died } })
  const proven = going.find((spell) => monthsBroughtTo(spell) > 0)
  return proven && refuse('parting.months-proven', { field: 'coverage', figures: { from: proven.from } })
}

/** Two who were one record, each as they then are. */
export type PartedTwo = {
  readonly stays: Insured
  readonly goes: Insured
  readonly former: readonly Insured[]
}

/**
 * Parts one record that was two persons, as its items are named: every spell of coverage and every bill belongs to one of
 * the two afterwards, and to nobody else. Where two numbers had been made one, that is taken back first.
 */
export const part = (two: Two, items: PartedItems, by: By): Decision<PartedTwo> => {
  const refused = whyNot(two, items)
  if (refused) return refused
  const { stays, goes } = two
  const { partingId } = by
  const before = isMergeTakenBack(two) ? asBefore(goes) : goes
  const gone = new Set(items.coverage.filter(({ whose }) => whose === 'goes').map(({ from }) => from))
  const staying = left(stays.spells, gone, partingId)
  const come = stays.spells.filter(({ from }) => gone.has(from)).map((spell) => inOther(spell, partingId))
  const together = joined(before.spells, come)
  if (meets(together)) return refuse('parting.covered-twice', { field: 'coverage' })
  const bills = itemsOf(two, items)
  const aids = partAids({ stays, goes: before }, items.aids ?? [])
  if (aids.status === 'refused') return aids
  const partedOf = (
    personId: string,
    gave: readonly string[],
    got: readonly string[],
    spells: readonly CoverageSpell[],
    categories: readonly AidSpell[],
  ): Parted => ({
    ...{ personId, partingId, gave, got, gone: spells },
    ...(categories.length === 0 ? {} : { goneAids: categories }),
  })
  const [firstLeft, ...othersLeft] = staying
  const [firstCome, ...othersCome] = together
  if (!firstLeft || !firstCome) return refuse('parting.leaves-nothing', { field: 'coverage' })
  const family = new Set([goes.personId, ...(goes.alsoAs ?? []).map(({ personId }) => personId)])
  const { alsoAs = [], ...kept } = stays
  const alsoLeft = alsoAs.filter(({ personId }) => !family.has(personId))
  const stayed = ended(
    { ...(kept as Insured), ...(alsoLeft.length === 0 ? {} : { alsoAs: alsoLeft }) },
    [firstLeft, ...othersLeft],
    by,
  )
  const isOpen = lastSpell({ spells: [firstCome, ...othersCome] }).to === null
  const { reason: _, ...living } = before as Insured & { reason?: string }
  const went = {
    ...(isOpen ? { ...living, status: 'covered' as const } : before),
    spells: [firstCome, ...othersCome],
    horizonYear:
      come.length === 0 && !isMergeTakenBack(two)
        ? before.horizonYear
        : Math.max(before.horizonYear, stays.horizonYear),
  } as Insured
  const all = [stays, goes]
  const wentSpells = stays.spells.filter(({ from }) => gone.has(from))
  const [one, other] = [withBills(stayed, all, bills.stays), withBills(went, all, bills.goes)]
  return accept({
    stays: {
      ...{ ...one, aids: aids.value.stays },
      parted: [
        ...(stays.parted ?? []),
        partedOf(goes.personId, bills.gave, bills.got, wentSpells, aids.value.gone),
      ],
    },
    goes: {
      ...{ ...other, aids: aids.value.goes },
      parted: [...(goes.parted ?? []), partedOf(stays.personId, bills.got, bills.gave, [], [])],
    },
    former: two.former.map((each) => formerOf(each, other)),
  })
}
