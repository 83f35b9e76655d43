import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundParams } from '../../ledger/fund-operations.ts'
import type { Approval } from '../../ledger/rules/approval.ts'
import { changeCompiledBudget } from '../change-budget.ts'
import { decidedBudget } from '../fields.ts'
import type { Budget } from '../rules/budget.ts'
import { signApproval } from '../sign-approval.ts'

/** The gateway adds a `proxy` parameter of its own. */
export const fundYearParams = z.object(fundParams)

/** A step of a year's budget as an operation is asked for it. */
type Step = {
  readonly params: z.output<typeof fundYearParams>
  readonly by: Decider
  readonly today: Day
  readonly commandId: string
}

/** Takes a step that somebody of the city's or the province's office signs. */
export const signedStep =
  (effects: Effects, decide: (signed: Signature, state: Budget) => Decision<Budget>) =>
  async ({ params: { year, ...fund }, by, today, commandId }: Step) => {
    const signed = { by: by.subject, on: today }
    return decidedBudget(
      await changeCompiledBudget({ fund, year, commandId }, (state) => decide(signed, state), effects),
    )
  }

/** Takes a step that only whoever policy lets approve may sign; what it tells of is written with it. */
export const approvedStep =
  (
    effects: Effects,
    decide: (approval: Approval, state: Budget) => Decision<Budget>,
    told: (changed: Budget) => readonly Write[] = () => [],
  ) =>
  async ({ params: { year, ...fund }, by, today, commandId }: Step) => {
    const approval = signApproval(by, { city: fund.city, on: today }, effects)
    if (approval.status === 'refused') return approval
    return decidedBudget(
      await changeCompiledBudget(
        { fund, year, commandId },
        (state) => decide(approval.value, state),
        effects,
        told,
      ),
    )
  }

/** Why an approval is refused that three persons and the province take part in. */
export const approvalRefusals = [
  'budget.approval-provincial',
  'budget.maker-is-checker',
  'budget.not-reviewed',
  'budget.reviewer-is-approver',
  'policy.missing',
] as const
