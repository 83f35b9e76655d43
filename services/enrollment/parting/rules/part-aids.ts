import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { AidSpell, Insured } from '../../person/rules/insured.ts'
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

/**
 * Parts the aid categories of a record: those named by their first day are the other's, all others stay. Where the other has
 * one from the same day, it is not known which of them holds.
 */
export const partAids = ({ stays, goes }: Two, named: readonly Day[]): Decision<PartedAids> => {
  const gone = stays.aids.filter(({ from }) => named.includes(from))
  const strange = named.find((from) => !gone.some((each) => each.from === from))
  if (strange !== undefined) return refuse('parting.item-unknown', { figures: { item: strange } })
  const twice = gone.find(({ from }) => goes.aids.some((each) => each.from === from))
  if (twice) return refuse('parting.aided-twice', { field: 'aids', figures: { from: twice.from } })
  if (gone.length === 0) return accept({ stays: stays.aids, goes: goes.aids, gone })
  return accept({
    stays: inTurn(stays.aids.filter((each) => !gone.includes(each))),
    goes: inTurn([...goes.aids, ...gone]),
    gone,
  })
}
