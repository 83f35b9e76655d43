import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { statementContestKey, statementContestPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Answer } from './rules/answer.ts'
import type { StatementName } from './statements.ts'

/** A month that an institution contests, or contested: how many claims, since when, and what was decided on them. */
export type Contest = StatementName & {
  readonly state: 'contested' | 'decided'
  readonly claims: number
  readonly contestedBy: string
  readonly contestedOn: Day
  readonly decidedBy?: string
  readonly decidedOn?: Day
  /** How many of the claims were upheld. */
  readonly upheld?: number
}

export const contests = defineRecord<Contest, StatementName>({
  kind: 'statement-contest',
  key: ({ city, scheme, month, institution }) => statementContestKey({ city, scheme }, month, institution),
})

/** What an answer says to who looks for contested months; nothing where it contests none. */
export const contestOf = (name: StatementName, answer: Answer): Contest | undefined => {
  if (answer.state === 'confirmed') return undefined
  const { answered, items, state } = answer
  const { city, scheme, month, institution } = name
  const contested = {
    ...{ city, scheme, month, institution, claims: items.length },
    ...{ contestedBy: answered.by, contestedOn: answered.receivedOn ?? answered.on },
  }
  if (state === 'contested') return { ...contested, state }
  const { by, on, items: rulings } = answer.decided
  const upheld = rulings.filter(({ outcome }) => outcome === 'upheld').length
  return { ...contested, state, decidedBy: by, decidedOn: on, upheld }
}

/** Lists a contested month, or what was decided on it, in the transaction of the answer. */
export const contestWrites = (name: StatementName, answer: Answer): Write[] => {
  const contest = contestOf(name, answer)
  return contest
    ? [{ kind: 'add', key: contests.key(contest), amounts: {}, set: { kind: contests.kind, ...contest } }]
    : []
}

/** A fund's contested months, page by page in their order. */
export const pageContests = (store: Store, fund: Fund, page: { limit: number; cursor?: string }) =>
  contests.page(store, statementContestPartition(fund), page)
