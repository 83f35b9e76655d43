import type { contributionReceived } from '#shared/contracts/contribution.ts'
import type { EventOf } from '#shared/contracts/define-event.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { fingerprint } from '#shared/edge/stable-id.ts'
import { fen } from '#shared/money/fen.ts'
import { evolve } from '../domain/evolve.ts'
import type { RecordedYear } from '../domain/recorded/insured-year-item.ts'
import type { Effects } from '../effects.ts'

type ContributionEvent = ReturnType<typeof contributionReceived.parse> & EventOf<unknown>
type Credit = { readonly personId: string; readonly account: number }

/** So many persons are credited in one transaction: few enough that a claim in between makes little be done again. */
const largestGroup = 25

/** Eight bytes of a bill's digest: among the few bills of a person's year no two meet. */
const digestOf = (billId: string): string => fingerprint(billId).slice(0, 16)

const credit = (held: RecordedYear, amount: number, bill: string): RecordedYear => ({
  ...held,
  state: evolve(held.state, { kind: 'account-credited', amount }),
  credited: fen(held.credited + amount),
  creditedBills: [...held.creditedBills, bill],
})

/**
 * Credits personal accounts when a bill is paid in full, each person once a bill: the bill is remembered in the very item
 * that holds the balance, so a repeat, or going on after a crash between two groups, credits nobody twice.
 * An account may be credited before its owner's entitlement is known.
 */
export const creditAccounts = async (
  { data: { billId, fundYear, completes } }: ContributionEvent,
  { claims }: Effects,
): Promise<void> => {
  const credits = (completes?.persons ?? []).filter(({ account }) => account > 0)
  for (let start = 0; start < credits.length; start += largestGroup) {
    await creditGroup(credits.slice(start, start + largestGroup), fundYear, digestOf(billId), claims)
  }
}

const creditGroup = async (
  group: readonly Credit[],
  year: number,
  bill: string,
  claims: Effects['claims'],
): Promise<void> => {
  const amounts = new Map(group.map(({ personId, account }) => [personId, account]))
  const of = [...amounts.keys()].map((personId) => ({ personId, year }))
  await retryConflicts(async () => {
    const held = await claims.findYears(of)
    const due = held.filter(({ creditedBills }) => !creditedBills.includes(bill))
    const after = due.map((each) => credit(each, amounts.get(each.state.personId) ?? 0, bill))
    return after.length === 0 || (await claims.recordYears(after)) ? 'credited' : undefined
  })
}
