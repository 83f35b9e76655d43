import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { never } from '#shared/kernel/never.ts'
import type { Budget, Signature } from './budget.ts'

const sameHand = (budget: Budget, { by }: Signature) =>
  by === budget.compiled.by
    ? refuse('budget.maker-is-checker', 'who compiled a budget may neither review nor approve it')
    : undefined

/** Reviews a compiled budget; reviewing again changes nothing. */
export const reviewBudget = (signed: Signature, state: Budget): Decision<Budget> => {
  switch (state.status) {
    case 'compiled':
      return sameHand(state, signed) ?? accept({ ...state, status: 'reviewed', reviewed: signed })
    case 'reviewed':
    case 'approved':
      return accept(state)
    default:
      return never(state)
  }
}

/** Approves a reviewed budget; approving again changes nothing. */
export const approveBudget = (signed: Signature, state: Budget): Decision<Budget> => {
  switch (state.status) {
    case 'compiled':
      return refuse('budget.not-reviewed', 'a budget is reviewed before it is approved')
    case 'reviewed':
      return sameHand(state, signed) ?? accept({ ...state, status: 'approved', approved: signed })
    case 'approved':
      return accept(state)
    default:
      return never(state)
  }
}
