import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { coverages } from '../coverage/store.ts'
import type { AidSpell, Insured } from '../person/rules/insured.ts'
import { whoseBill } from '../person/rules/insured.ts'
import type { Parting } from './rules/parting.ts'
import { partings } from './store.ts'

const id = 'enrollment.parted-item-by-item'

type Approved = Extract<Parting, { status: 'approved' }>

const firstDays = ({ spells, parted = [] }: Insured): string[] =>
  [...spells, ...parted.flatMap(({ gone }) => gone)].map(({ from }) => from)
const billsOf = ({ paidBills, shortBills = [] }: Insured): string[] =>
  [...paidBills, ...shortBills].map(({ billId }) => billId)

const faultsOfHands = ({ proposed, decided, evidence }: Approved): string[] => [
  ...(isSamePerson(proposed.subject, decided.subject) ? ['one person proposed and approved it'] : []),
  ...(decided.on < proposed.on ? ['it was decided before it was proposed'] : []),
  ...(evidence.number === '' ? ['it has no evidence'] : []),
]

/** What is wrong with aid categories, unless a report corrected them since. */
const faultsOfAids = ({ partingId, aids = [] }: Approved, stays: Insured, goes: Insured): string[] => {
  if (stays.aidedBy || goes.aidedBy) return []
  const { goneAids = [] } = stays.parted?.find((each) => each.partingId === partingId) ?? {}
  const has = ({ aids: all }: Insured, { aid, from }: AidSpell) =>
    all.some((each) => each.aid === aid && each.from === from)
  return [
    ...aids
      .filter((from) => !goneAids.some((each) => each.from === from))
      .map((from) => `the aid category from ${from} is lost`),
    ...goneAids
      .filter((each) => has(stays, each))
      .map(({ from }) => `the aid category from ${from} is both’s`),
  ]
}

/** What is wrong with spells and bills, of which each is to be with one of the two. */
const faultsOfItems = (
  { partingId, coverage, payments }: Approved,
  stays: Insured,
  goes: Insured,
): string[] => {
  const of = (insured: Insured) => insured.parted?.find((each) => each.partingId === partingId)
  const [one, other] = [of(stays), of(goes)]
  if (!one || !other) return ['their coverages do not tell it']
  const [inStays, inGoes] = [billsOf(stays), billsOf(goes)]
  const [days, daysOfOther] = [firstDays(stays), firstDays(goes)]
  const same = (some: readonly string[], others: readonly string[]) =>
    some.length === others.length && some.every((each) => others.includes(each))
  return [
    ...(same(one.gave, other.got) && same(one.got, other.gave) ? [] : ['the two tell other bills of it']),
    ...payments
      .filter(({ billId }) => !inStays.includes(billId) && !inGoes.includes(billId))
      .map(({ billId }) => `the bill ${billId} is lost`),
    ...payments
      .filter(({ billId, whose }) => whose !== 'both' && inStays.includes(billId) && inGoes.includes(billId))
      .map(({ billId }) => `the bill ${billId} counts for both`),
    ...coverage
      .filter(({ from, whose }) => !(whose === 'stays' ? days : daysOfOther).includes(from))
      .map(({ from }) => `the coverage from ${from} is lost`),
    ...coverage
      .filter(({ from, whose }) => whose === 'goes' && stays.spells.some((spell) => spell.from === from))
      .map(({ from }) => `the coverage from ${from} is both’s`),
  ]
}

/** Compares two who were one record with each other, and with the parting by which they are two. */
export const partedItemByItem: Invariant = {
  id,
  number: 5,
  rule: 'one record is two persons by the decision of two hands with evidence, and each spell, each aid category and each paid bill of it is then with one of the two: none is lost, and none counts twice',
  start: () => {
    const known = new Map<string, Insured>()
    const approved: Approved[] = []
    return {
      see: (item) => {
        if (partings.is(item)) {
          const parting = partings.from(item)
          if (parting.status === 'approved') approved.push(parting)
        }
        if (!coverages.is(item)) return
        const { insured } = coverages.from(item)
        // Of sixty million persons few were ever parted, and only these are kept in mind.
        if (insured.parted) known.set(insured.personId, insured)
      },
      finish: () => {
        const violations: Violation[] = []
        const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
        for (const parting of approved) {
          const [stays, goes] = [known.get(parting.stays), known.get(parting.goes)]
          for (const what of faultsOfHands(parting)) tell(parting.partingId, what)
          // Made one again, what either has is the other's too.
          const isOneAgain = goes?.sameAs !== undefined || stays?.sameAs !== undefined
          if (isOneAgain) continue
          if (!stays || !goes) tell(parting.partingId, 'their coverages do not tell it')
          else
            for (const what of [
              ...faultsOfItems(parting, stays, goes),
              ...faultsOfAids(parting, stays, goes),
            ])
              tell(parting.partingId, what)
        }
        const byId = new Set(approved.map(({ partingId }) => partingId))
        for (const insured of known.values()) {
          const { personId, parted = [], sameAs, paidBills } = insured
          if (parted.some(({ partingId }) => !byId.has(partingId)))
            tell(personId, 'they were parted by nobody’s decision')
          if (sameAs || insured.alsoAs) continue
          for (const { billId } of paidBills)
            if (whoseBill(insured, billId) !== personId) tell(personId, `${billId} counts, and is another’s`)
        }
        return { checked: approved.length + known.size, violations }
      },
    }
  },
}
