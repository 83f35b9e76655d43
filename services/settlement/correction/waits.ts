import { parametersOfRun } from '#shared/edge/runs/run.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import { correctionTask } from './correction-unit.ts'
import type { CorrectionRun } from './rules/run-result.ts'
import { isOfNoHand } from './rules/run-result.ts'

/** A correction that moves more than it may by itself waits for an officer's order. */
export const heldCorrectionsAreOrdered = (policy: Policy): Wait => ({
  id: 'settlement.held-corrections-are-ordered',
  rule: 'a correction that is held for approval is ordered within the days of the policy',
  work: { zh: '待遇更正待批准', en: 'corrections of claims that wait for an order' },
  isStuck: true,
  waits: (item) => {
    const held = yearIn(item)?.trail.held
    return held && waitingFor(policy, 'settlement.correction_told_after', held.since, held.moves)
  },
})

/** Corrections that one officer ordered before the rule, and nobody approved. They stand; whoever looks sees the runs. */
export const oneHandCorrectionsAreTold: Wait = {
  id: 'settlement.one-hand-corrections-are-told',
  rule: 'a run of corrections that one officer ordered in an earlier release is told, and never late',
  work: {
    zh: '旧版本由一人发起的待遇更正，可抽查',
    en: 'corrections that one officer ordered in an earlier release, to be looked at by sample',
  },
  waits: (item) => {
    const run = parametersOfRun<CorrectionRun>(item, correctionTask)
    return run && !run.preview && isOfNoHand(run) ? { since: run.correctedOn, until: neverLate } : undefined
  },
}
