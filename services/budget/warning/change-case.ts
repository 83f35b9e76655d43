import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { JudgedIndicator } from './rules/evaluate.ts'
import type { WarningCase } from './rules/warning-case.ts'
import { caseWrites, readCase } from './store.ts'

/** Which warning a command is about. */
export type CaseName = {
  readonly fund: Fund
  readonly indicator: JudgedIndicator
  readonly commandId: string
}

/** Decides on the warning of a cause and writes what it becomes; a command that comes again finds it done. */
export const changeCase = async (
  { fund, indicator, commandId }: CaseName,
  decide: (warning: WarningCase | undefined) => Decision<WarningCase>,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<WarningCase>> => {
  const { warning, version, commandId: last } = await readCase(store, fund, indicator)
  if (warning && last === commandId) return accept(warning)
  const decided = decide(warning)
  if (decided.status === 'refused') return decided
  const written = await store.write(caseWrites(decided.value, version, commandId))
  return written.status === 'written' ? decided : refuse('warning.changed-meanwhile')
}
