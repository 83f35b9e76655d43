import type { Invariant } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { differences, figures, tally, text } from '../ledger/rules/recorded.ts'
import type { Turn } from './rules/round.ts'
import { speakersIn } from './rules/round.ts'

const negotiatedId = 'budget.negotiated-is-the-target'

/** What a round negotiates stays its target, whoever gains or loses, and it counts rightly who stands where. */
export const negotiatedIsTheTarget: Invariant = {
  id: negotiatedId,
  number: 7,
  rule: "The quotas of a round's institutions sum to its target and its groups, and its counts by status are right.",
  start: () => {
    const rounds = tally()
    const positions = tally()
    return {
      see: (item) => {
        const place = `${item.pk} ${text(item, 'draftId')}`
        if (item.kind === 'negotiation-round') {
          rounds.add(place, { ...figures(item, 'target'), ...figures(item, 'counts') })
          for (const { group, amounts } of item.groups as readonly {
            group: string
            amounts: Record<string, number>
          }[])
            for (const [part, amount] of Object.entries(amounts))
              rounds.add(place, { [`${group} ${part}`]: amount })
        }
        if (item.kind === 'negotiation-position') {
          const amounts = figures(item, 'amounts')
          positions.add(place, { ...amounts, [text(item, 'status')]: 1 })
          for (const [part, amount] of Object.entries(amounts))
            positions.add(place, { [`${text(item, 'group')} ${part}`]: amount })
        }
      },
      finish: () => {
        // Positions of a draft that another took the place of belong to no round.
        const found = tally()
        for (const place of rounds.places())
          for (const name of positions.names(place)) found.add(place, { [name]: positions.at(place, name) })
        return differences(negotiatedId, 'round and positions', rounds, found)
      },
    }
  },
}

const spokenId = 'budget.quotas-are-answered-by-another-hand'

type Signed = { readonly by?: string } | undefined

/** Who answers for an institution neither makes, ends nor publishes the quotas that it answers. */
export const quotasAreAnsweredByAnotherHand: Invariant = {
  id: spokenId,
  number: 10,
  rule: 'Who accepted or countered a quota for an institution neither drafted, proposed or changed, nor ended or published its round.',
  start: () => {
    const hands = new Map<string, string[]>()
    const speakers: { readonly place: string; readonly by: string }[] = []
    let checked = 0
    return {
      see: (item) => {
        const place = `${item.pk} ${text(item, 'draftId')}`
        if (item.kind === 'negotiation-round') {
          const signed = [item.drafted, item.proposed, item.agreed, item.published] as readonly Signed[]
          const offered = (item.offeredBy ?? []) as readonly string[]
          hands.set(place, [...signed.flatMap((each) => each?.by ?? []), ...offered])
        }
        if (item.kind !== 'negotiation-position') return
        checked += 1
        for (const by of speakersIn([{ turns: (item.turns ?? []) as readonly Turn[] }]))
          speakers.push({ place, by })
      },
      finish: () => ({
        checked,
        violations: speakers
          .filter(({ place, by }) => (hands.get(place) ?? []).some((hand) => isSamePerson(hand, by)))
          .map(({ place: where, by }) => ({
            invariant: spokenId,
            where,
            what: 'one hand made, ended or published quotas, and answered for an institution',
            figures: { by },
          })),
      }),
    }
  },
}
