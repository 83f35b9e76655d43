import type { FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { Target } from './rules/target.ts'
import { readTarget, saveTarget } from './store.ts'

/**
 * Loads a target, decides, and saves what was decided. A command that changed the target before changes nothing when it is
 * repeated, whatever came after it.
 */
export const changeTarget = async (
  command: { readonly fund: Fund; readonly year: FundYear; readonly commandId: string },
  decide: (state: Target | undefined) => Decision<Target>,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<Target>> => {
  const { fund, year, commandId } = command
  const stored = await readTarget(store, fund, year)
  const { target } = stored
  const commands = target?.commands ?? []
  if (target && commands.includes(commandId)) return accept(target)
  const decision = decide(target)
  if (decision.status === 'refused' || decision.value === target) return decision
  const changed = { ...decision.value, commands: [...commands, commandId] }
  return (await saveTarget(store, changed, stored)) ? accept(changed) : refuse('target.changed-meanwhile')
}
