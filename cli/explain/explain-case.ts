import { TongchouError } from '#shared/kernel/errors.ts'
import { explainedMoney } from '../../services/settlement/explanation/rules/explain.ts'
import { explainSteps } from '../../services/settlement/explanation/rules/explained-steps.ts'
import type { Explanation } from '../../services/settlement/explanation/rules/explanation.ts'
import type { Language } from '../../services/settlement/explanation/rules/language.ts'
import type { WorkedCase } from '../cases/case-file.ts'
import { readCases } from '../cases/case-file.ts'
import type { Outcome } from '../cases/rules/settlement.ts'
import { outcomesOf } from '../cases/rules/settlement.ts'

const isSettlement = ({ rule }: WorkedCase): boolean => rule === 'settlement'

/**
 * Explains the worked examples of a case file, `FILE` or `FILE#id`, each claim and reversal of them, without a stack.
 * @throws TongchouError `explain.no-case` when the file has no such settlement; `cases.…` when it cannot be read or run
 */
export const explainCases = (place: string, language: Language): readonly Explanation[] => {
  const [file = '', id] = place.split('#')
  const cases = readCases(file).filter(
    (worked) => isSettlement(worked) && (id === undefined || worked.id === id),
  )
  if (cases.length === 0)
    throw new TongchouError(
      'explain.no-case',
      `${file} has no settlement${id === undefined ? '' : ` called ${id}`}`,
    )
  return cases.flatMap((worked) => {
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
    title: { zh: '算例结算说明', en: 'How this worked example is settled' }[language],
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
