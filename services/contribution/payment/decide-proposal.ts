import type { Signature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { assignAroundBills } from './assign-waiting.ts'
import type { ResolveSuspense } from './part-out.ts'
import { partOut } from './part-out.ts'
import type { Report } from './report.ts'
import { approvable, isDecided, propose, reject, withoutProposal } from './rules/decide-proposal.ts'
import type { Suspense } from './rules/suspense.ts'
import type { StoredSuspense } from './store.ts'
import { readSuspense, suspenseWrite } from './store.ts'

type Needs = Pick<Effects, 'store'>

/** Money in suspense as it is next, with what changes beside it. */
type Next = { readonly suspense: Suspense; readonly writes: readonly Write[] }

/** Reads money in suspense, decides, and saves it at its next version; a decision that changes nothing writes nothing. */
const change = (
  paymentId: string,
  { store }: Needs,
  decide: (stored: StoredSuspense) => Promise<Decision<Next>>,
): Promise<Decision<StoredSuspense>> =>
  retryConflicts(async () => {
    const stored = await readSuspense(store, paymentId)
    if (!stored)
      return refuse('contribution.suspense-unknown', { field: 'paymentId', figures: { paymentId } })
    const decision = await decide(stored)
    if (decision.status === 'refused') return decision
    const { suspense, writes } = decision.value
    if (suspense === stored.suspense) return accept(stored)
    const next = { ...stored, suspense }
    const written = await store.write([suspenseWrite(next), ...writes])
    return written.status === 'written' ? accept(next) : undefined
  })

/**
 * Proposes to assign money in suspense to a bill, or to return it: nothing moves yet, and it ages on. What could not be
 * done as things stand is refused at once. The same proposal again is answered as it stands.
 */
export const proposeSuspense = (
  command: ResolveSuspense,
  proposed: Signature,
  report: Report,
  effects: Needs,
): Promise<Decision<StoredSuspense>> =>
  change(command.paymentId, effects, async (stored) => {
    const { commandId: proposalId, why, to } = command
    const { suspense } = stored
    if (isDecided(suspense, proposalId)) return accept({ suspense, writes: [] })
    const out = await partOut(stored, command, report, effects.store)
    if (out.status === 'refused') return out
    const proposal = { proposalId, amount: out.value.part.amount, why, to, proposed }
    const decision = propose(proposal, suspense)
    return decision.status === 'refused' ? decision : accept({ suspense: decision.value, writes: [] })
  })

/** A proposal, and who decides on it. */
type Decides = Signature & { readonly paymentId: string; readonly proposalId: string }

/**
 * Takes out of suspense what fits the bill that money was reported on, once there is less of it, or no proposal for it; and what
 * fits the bills that it was assigned to.
 */
const goOn = async (outcome: Decision<StoredSuspense>, report: Report, effects: Needs): Promise<void> => {
  if (outcome.status === 'refused') return
  const { billId, parts } = outcome.value.suspense
  await assignAroundBills([billId, ...parts.flatMap((part) => part.billId ?? [])], report, effects)
}

/**
 * Approves a proposal, in one transaction with all that it changes: the suspense account gives exactly what the bill, or
 * whoever paid, gets. It is judged anew, for the bill may have been paid meanwhile. The same approval again is answered
 * as done. What is left of it may then fit its own bill.
 */
export const approveProposal = async (
  decides: Decides,
  report: Report,
  effects: Needs,
): Promise<Decision<StoredSuspense>> => {
  const outcome = await carryOut(decides, report, effects)
  await goOn(outcome, report, effects)
  return outcome
}

const carryOut = (
  { paymentId, proposalId, ...approved }: Decides,
  report: Report,
  effects: Needs,
): Promise<Decision<StoredSuspense>> =>
  change(paymentId, effects, async (stored) => {
    const { suspense } = stored
    if (suspense.parts.some(({ commandId }) => commandId === proposalId))
      return accept({ suspense, writes: [] })
    const found = approvable({ proposalId, by: approved.by }, suspense)
    if (found.status === 'refused') return found
    const { amount, why, to, proposed } = found.value
    const command = { commandId: proposalId, paymentId, amount: Math.abs(amount), why, to }
    const out = await partOut(stored, command, report, effects.store)
    if (out.status === 'refused') return out
    const { part, writes } = out.value
    const parts = [...suspense.parts, { ...part, proposed, approved, twoHanded: true as const }]
    return accept({ suspense: { ...withoutProposal(suspense), parts }, writes })
  })

/** Rejects a proposal; what came to fit its own bill meanwhile is then taken out of suspense. */
export const rejectProposal = async (
  { paymentId, ...rejection }: Decides & { readonly reason: string },
  report: Report,
  effects: Needs,
): Promise<Decision<StoredSuspense>> => {
  const outcome = await change(paymentId, effects, async ({ suspense }) => {
    const decision = reject(rejection, suspense)
    return decision.status === 'refused' ? decision : accept({ suspense: decision.value, writes: [] })
  })
  await goOn(outcome, report, effects)
  return outcome
}
