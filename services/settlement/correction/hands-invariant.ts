import { parametersOfRun } from '#shared/edge/runs/run.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { gatherClaimFiles } from '../insured-year/invariants/claim-files.ts'
import type { ClaimCorrected } from '../insured-year/rules/claim-events.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import { correctionTask } from './correction-unit.ts'
import type { CorrectionRun } from './rules/run-result.ts'
import { handsOf, isOfNoHand, isOfOneHand, movedBy } from './rules/run-result.ts'

const id = 'settlement.corrections-by-two'

type Runs = ReadonlyMap<string, CorrectionRun>

/** What one person may have moved with nobody beside them; nothing where no run says so. */
const limitOf = (entries: readonly ClaimCorrected[], runs: Runs): number =>
  Math.max(0, ...entries.map(({ runId }) => runs.get(runId)?.approvalAbove ?? 0))

/** What is wrong with the hands by which one run corrected a person's year. */
const faultsOfRun = (runId: string, entries: readonly ClaimCorrected[], runs: Runs): string[] => {
  const run = runs.get(runId)
  if (!run) return ['no run made the correction']
  const hands = handsOf(run)
  const isOtherwise = entries.some(
    (entry) => entry.hands?.ordered !== hands?.ordered || entry.hands?.approved !== hands?.approved,
  )
  if (isOtherwise) return ['the correction names other hands than its run']
  if (isOfNoHand(run)) return []
  if (hands?.approved !== undefined)
    return isSamePerson(hands.ordered, hands.approved) ? ['one person ordered and approved it'] : []
  return movedBy(entries) > limitOf(entries, runs)
    ? ['it moved more than one person may move, and nobody else approved it']
    : []
}

/** What is wrong with all corrections of a person's year: orders of one hand count together. */
const faultsOf = (entries: readonly ClaimCorrected[], runs: Runs): string[] => {
  const alone = entries.filter(isOfOneHand)
  const together = new Set(alone.map(({ runId }) => runId)).size > 1 && movedBy(alone) > limitOf(alone, runs)
  return [
    ...[...Map.groupBy(entries, ({ runId }) => runId)].flatMap(([runId, own]) =>
      faultsOfRun(runId, own, runs),
    ),
    ...(together ? ['orders of single persons moved together more than one may move'] : []),
  ]
}

/**
 * Judged from the corrections of claims that stand, a person's year together, with the runs that made them. Runs of earlier
 * releases that kept no hands are no fault; they are told as work (`settlement.one-hand-corrections-are-told`).
 */
export const correctionsAreByTwo: Invariant = {
  id,
  number: 10,
  rule: 'no correction moves more of the fund’s money for a person’s year than one person may, unless one ordered it and another approved just that',
  start: () => {
    const { see, files } = gatherClaimFiles()
    const runs = new Map<string, CorrectionRun>()
    return {
      see: (item) => {
        see(item)
        const run = parametersOfRun<CorrectionRun>(item, correctionTask)
        if (run) runs.set(run.runId, run)
      },
      finish: () => {
        const entries = [...files().values()]
          .filter(({ isReversed }) => !isReversed)
          .flatMap(({ corrections }) => corrections)
        const years = Map.groupBy(entries, yearName)
        const violations = [...years].flatMap(([where, own]) =>
          faultsOf(own, runs).map((what): Violation => ({ invariant: id, where, what })),
        )
        return { checked: years.size, violations }
      },
    }
  },
}
