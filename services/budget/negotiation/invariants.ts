import type { Invariant } from '#shared/kernel/invariant.ts'
import { differences, figures, tally, text } from '../ledger/rules/recorded.ts'

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
