import { startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { personLists } from '../insured-year/records/person-lists.ts'
import type { WhatIfEffects } from './effects.ts'
import { policiesOf } from './rules/judge-variants.ts'
import type { WhatIfRun } from './rules/what-if-run.ts'
import { toParameters, whatIfTask } from './store.ts'
import { concludeWhatIf } from './try-unit.ts'

/** A what-if as it is ordered. */
export type StartWhatIf = Omit<WhatIfRun, 'runId' | 'policyVersion'> & { readonly commandId: string }

/**
 * Starts a what-if, or goes on with the one its command started. Every variant is read first, as the law is. There is a unit
 * for every list of the persons concerned. Who tries what is recorded before anything is tried.
 * @returns the run's id, by which the what-if goes
 * @throws TongchouError `run.other-parameters` when the command's id was used for another one, or under another policy
 */
export const startWhatIf = async (
  { commandId, ...command }: StartWhatIf,
  effects: Pick<WhatIfEffects, 'runs' | 'policy' | 'whatIfs'>,
): Promise<Decision<string>> => {
  const policy = effects.policy()
  const { year, city, scheme, variants } = command
  const policies = policiesOf(policy, variants, year)
  if (policies.status === 'refused') return policies
  const runId = stableId('T', commandId)
  const run: WhatIfRun = { ...command, runId, policyVersion: policy.version }
  const lists = personLists(year, { city, scheme, onlyDue: false })
  const units = lists.map((list, index) => ({ unitId: String(index).padStart(4, '0'), input: { list } }))
  await effects.whatIfs.recordTried(run)
  await startRun(effects.runs(), { runId, task: whatIfTask, parameters: toParameters(run), units })
  await concludeWhatIf(runId, effects)
  return accept(runId)
}
