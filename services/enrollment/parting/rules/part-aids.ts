import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { AidSpell, Insured } from '../../person/rules/insured.ts'
import { aidOn } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

type Two = { readonly stays: Pick<Insured, 'aids'>; readonly goes: Pick<Insured, 'aids'> }

/** The aid categories of each afterwards, and those that went as they stood. */
export type PartedAids = {
  readonly stays: readonly AidSpell[]
  readonly goes: readonly AidSpell[]
  readonly gone: readonly AidSpell[]
}

/** In order of time; a category that says what the one before it says is not told twice. */
const inTurn = (aids: readonly AidSpell[]): AidSpell[] =>
  [...aids]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .filter(({ aid }, index, all) => aid !== (all[index - 1]?.aid ?? 'none'))

const beforeIn = (aids: readonly AidSpell[], each: AidSpell): AidSpell | undefined =>
  aids[aids.indexOf(each) - 1]

/** What a record was from where a category ended that went: what it was before, unless it has its own word of those days. */
const afterwards = (own: readonly AidSpell[], come: AidSpell, next: AidSpell | undefined): AidSpell[] =>
  next === undefined || own.some(({ from }) => from > come.from && from <= next.from)
    ? []
    : [{ aid: aidOn(own, next.from), from: next.from }]

/**
 * Parts the aid categories of a record: those named by their first day are the other's for as long as they lasted, all others
 * stay. Where the other has one from the same day, it is not known which of them holds. An end is no category: it goes with
 * the one that it ends.
 */
export const partAids = ({ stays, goes }: Two, named: readonly Day[]): Decision<PartedAids> => {
  const gone = stays.aids.filter(({ from }) => named.includes(from))
  const strange =
    named.find((from) => !gone.some((each) => each.from === from)) ??
    gone.find((each) => each.aid === 'none' && !gone.includes(beforeIn(stays.aids, each) ?? each))?.from
  if (strange !== undefined) return refuse('parting.item-unknown', { figures: { item: strange } })
  const twice = gone.find(({ from }) => goes.aids.some((each) => each.from === from))
  if (twice) return refuse('parting.aided-twice', { field: 'aids', figures: { from: twice.from } })
  if (gone.length === 0) return accept({ stays: stays.aids, goes: goes.aids, gone })
  const come = gone.flatMap((each) => {
    const next = stays.aids[stays.aids.indexOf(each) + 1]
    return [each, ...(next && gone.includes(next) ? [] : afterwards(goes.aids, each, next))]
  })
  return accept({
    stays: inTurn(stays.aids.filter((each) => !gone.includes(each))),
    goes: inTurn([...goes.aids, ...come]),
    gone,
  })
}
