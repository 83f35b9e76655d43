import { parametersOfRun } from '#shared/edge/runs/run.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { gatherClaimFiles } from '../insured-year/invariants/claim-files.ts'
import type { ClaimCorrected } from '../insured-year/rules/claim-events.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import { heldResultIn } from './correction-result-item.ts'
import { correctionTask } from './correction-unit.ts'
import type { CorrectionRun, ResultEntry } from './rules/run-result.ts'
import { handsOf, isOfNoHand, isOfOneHand, movedBy, plainEntry } from './rules/run-result.ts'

const id = 'settlement.corrections-by-two'

type Runs = ReadonlyMap<string, CorrectionRun>
/** What runs found and held of a person, by run and person. */
type Held = Map<string, readonly ResultEntry[]>
const heldName = (runId: string, personId: string): string => `${runId} ${personId}`

/** Whether a person's corrections by a run are among those that the run it decides on had found, and another person saw. */
const wereSeen = (run: CorrectionRun, entries: readonly ClaimCorrected[], held: Held): boolean => {
  const personId = entries[0]?.personId ?? ''
  const seen = (held.get(heldName(run.decides?.runId ?? '', personId)) ?? []).map((entry) =>
    canonicalText(plainEntry(entry)),
  )
  return entries.every((entry) => seen.includes(canonicalText(plainEntry(entry))))
}

/** What one person may have moved with nobody beside them; nothing where no run says so. */
const limitOf = (entries: readonly ClaimCorrected[], runs: Runs): number =>
  Math.max(0, ...entries.map(({ runId }) => runs.get(runId)?.approvalAbove ?? 0))

/** What is wrong with the hands by which one run corrected a person's year. */
const faultsOfRun = (runId: string, entries: readonly ClaimCorrected[], runs: Runs, held: Held): string[] => {
  const run = runs.get(runId)
  if (!run) return ['no run made the correction']
  const hands = handsOf(run)
  const isOtherwise = entries.some(
    (entry) => entry.hands?.ordered !== hands?.ordered || entry.hands?.approved !== hands?.approved,
  )
  if (isOtherwise) return ['the correction names other hands than its run']
  if (isOfNoHand(run)) return []
  if (hands?.approved !== undefined)
    return [
      ...(isSamePerson(hands.ordered, hands.approved) ? ['one person ordered and approved it'] : []),
      ...(wereSeen(run, entries, held) ? [] : ['it is not what its approver saw']),
    ]
  return movedBy(entries) > limitOf(entries, runs)
    ? ['it moved more than one person may move, and nobody else approved it']
    : []
}

/** What is wrong with all corrections of a person's year: orders of one hand count together. */
const faultsOf = (entries: readonly ClaimCorrected[], runs: Runs, held: Held): string[] => {
  const alone = entries.filter(isOfOneHand)
  const together = new Set(alone.map(({ runId }) => runId)).size > 1 && movedBy(alone) > limitOf(alone, runs)
  return [
    ...[...Map.groupBy(entries, ({ runId }) => runId)].flatMap(([runId, own]) =>
      faultsOfRun(runId, own, runs, held),
    ),
    ...(together ? ['orders of single persons moved together more than one may move'] : []),
  ]
}

/** Runs that moved more for all their persons together than one person may, with nobody else beside them. */
const runsAbove = (entries: readonly ClaimCorrected[], runs: Runs): Violation[] =>
  [...Map.groupBy(entries, ({ runId }) => runId)].flatMap(([runId, own]): Violation[] => {
    const run = runs.get(runId)
    if (run?.totalAbove === undefined || run.decides) return []
    const moved = movedBy(own)
    const what = 'it moved more for all persons together than one person may, and nobody else approved it'
    return moved > run.totalAbove
      ? [{ invariant: id, where: runId, what, figures: { moved, most: run.totalAbove } }]
      : []
  })

/**
 * Judged from the corrections of claims that stand, a person's year together, with the runs that made them. Runs of earlier
 * releases that kept no hands are no fault; they are told as work (`settlement.one-hand-corrections-are-told`).
 */
export const correctionsAreByTwo: Invariant = {
  id,
  number: 10,
  rule: 'no correction moves more of the fund’s money for a person’s year, nor for all persons of a run, than one person may, unless one ordered it and another approved just that',
  start: () => {
    const { see, files } = gatherClaimFiles()
    const runs = new Map<string, CorrectionRun>()
    const held: Held = new Map()
    return {
      see: (item) => {
        see(item)
        const run = parametersOfRun<CorrectionRun>(item, correctionTask)
        if (run) runs.set(run.runId, run)
        const result = heldResultIn(item)
        if (!result) return
        const name = heldName(result.runId, result.personId)
        held.set(name, [...(held.get(name) ?? []), ...result.entries])
      },
      finish: () => {
        const entries = [...files().values()]
          .filter(({ isReversed }) => !isReversed)
          .flatMap(({ corrections }) => corrections)
        const years = Map.groupBy(entries, yearName)
        const violations = [...years].flatMap(([where, own]) =>
          faultsOf(own, runs, held).map((what): Violation => ({ invariant: id, where, what })),
        )
        return { checked: years.size, violations: [...violations, ...runsAbove(entries, runs)] }
      },
    }
  },
}
