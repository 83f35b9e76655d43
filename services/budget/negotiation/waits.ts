import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { rounds } from './store.ts'

/** A round goes on by hands: when nobody may answer any more it is ended, and when it is ended it is published. */
export const roundsAreBroughtToAnEnd = (policy: Policy): Wait => ({
  id: 'budget.rounds-are-brought-to-an-end',
  rule: 'a round is ended within the days of the policy after its last deadline, and published within as many after that',
  work: { zh: '待确认或下达的指标协商', en: 'rounds of negotiation to be ended or published' },
  waits: (item) => {
    if (!rounds.is(item)) return undefined
    const round = rounds.from(item)
    if (round.status !== 'proposed' && round.status !== 'agreed') return undefined
    const since = round.status === 'agreed' ? round.agreed.on : round.answerBy
    return waitingFor(policy, 'general.wait.proposal_days', since)
  },
})
