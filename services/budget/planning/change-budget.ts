import type { FundYear } from '#shared/calendar/day.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { Budget } from './rules/budget.ts'
import { readBudget, saveBudget } from './store.ts'

/** Which budget a command changes. */
export type BudgetCommand = { readonly fund: Fund; readonly year: FundYear; readonly commandId: string }

/** The refusal of a year without a budget. */
export const noBudget = (year: FundYear): Decision<never> =>
  refuse('budget.unknown', { field: 'year', figures: { year } })

/**
 * Loads a budget, decides, and saves what was decided. A command that changed the budget before changes nothing when it
 * is repeated, whatever came after it.
 */
export const changeBudget = async (
  { fund, year, commandId }: BudgetCommand,
  decide: (state: Budget | undefined) => Decision<Budget>,
  { store }: Pick<Effects, 'store'>,
  told: (changed: Budget) => readonly Write[] = () => [],
): Promise<Decision<Budget>> => {
  const { budget, version } = await readBudget(store, fund, year)
  const commands = budget?.commands ?? []
  if (budget && commands.includes(commandId)) return accept(budget)
  const decision = decide(budget)
  if (decision.status === 'refused' || decision.value === budget) return decision
  const changed = { ...decision.value, commands: [...commands, commandId] }
  return (await saveBudget(store, changed, version, told(changed)))
    ? accept(changed)
    : refuse('budget.changed-meanwhile')
}

/** The same of a budget that must have been compiled. */
export const changeCompiledBudget = (
  command: BudgetCommand,
  decide: (state: Budget) => Decision<Budget>,
  effects: Pick<Effects, 'store'>,
  told?: (changed: Budget) => readonly Write[],
): Promise<Decision<Budget>> =>
  changeBudget(command, (state) => (state ? decide(state) : noBudget(command.year)), effects, told)
