import { TongchouError } from '#shared/kernel/errors.ts'
import { didYouMean } from '#shared/kernel/nearest.ts'
import { explainedMoney } from '../../services/settlement/explanation/rules/explain.ts'
import { explainSteps } from '../../services/settlement/explanation/rules/explained-steps.ts'
import type { Explanation } from '../../services/settlement/explanation/rules/explanation.ts'
import type { Language } from '../../services/settlement/explanation/rules/language.ts'
import type { CaseEntry, WorkedCase } from '../cases/case-file.ts'
import { readCaseFile } from '../cases/case-file.ts'
import type { Outcome } from '../cases/rules/settlement.ts'
import { outcomesOf } from '../cases/rules/settlement.ts'

const idOf = (entry: CaseEntry): string => ('worked' in entry ? entry.worked.id : entry.id)

/** The settlements that are asked for; one that cannot be read says why, others of the file do not matter. */
const settlementsOf = (file: string, id: string | undefined): readonly WorkedCase[] => {
  const entries = readCaseFile(file)
  const asked = entries.filter((entry) => id === undefined || idOf(entry) === id)
  const cases = asked.flatMap((entry) => {
    if ('worked' in entry) return entry.worked.rule === 'settlement' ? [entry.worked] : []
    throw new TongchouError(entry.fault.code, `${file}#${entry.id}: ${entry.fault.message}`, { id: entry.id })
  })
  if (cases.length > 0) return cases
  const [other] = asked
  const why =
    id === undefined
      ? ''
      : other === undefined
        ? ` called ${id}${didYouMean(id, entries.map(idOf))}`
        : ` called ${id}: it is of another rule, and settlements alone are explained`
  throw new TongchouError('explain.no-case', `${file} has no settlement${why}`)
}

/**
 * Explains the worked examples of a case file, `FILE` or `FILE#id`, each claim and reversal of them, without a stack.
 * @throws TongchouError `explain.no-case` when the file has no such settlement; `cases.…` when it cannot be read or run
 */
export const explainCases = (place: string, language: Language): readonly Explanation[] => {
  const [file = '', id] = place.split('#')
  return settlementsOf(file, id).flatMap((worked) => {
    const outcomes = outcomesOf(worked)
    return outcomes.map((outcome, index) =>
      explainOutcome(
        worked,
        outcome,
        outcomes.length > 1 ? `${worked.id}-${index + 1}` : worked.id,
        language,
      ),
    )
  })
}

const explainOutcome = (
  { title, source }: WorkedCase,
  { plan, result }: Outcome,
  claimId: string,
  language: Language,
): Explanation => {
  const said = (zh: string, en: string, value: string) => ({ label: { zh, en }[language], value })
  return {
    kind: plan ? 'claim' : 'reversal',
    language,
    title: { zh: `算例结算说明：${claimId}`, en: `How worked example ${claimId} is settled` }[language],
    claimId,
    policyVersion: claimId,
    facts: [
      said('算例', 'Example', claimId),
      said('内容', 'About', title),
      ...(source === undefined ? [] : [said('来源', 'Source', source)]),
    ],
    lines: [],
    steps: plan ? explainSteps(result.steps, plan, language) : [],
    ...explainedMoney(result, language),
    corrections: [],
    notes: [],
  }
}
