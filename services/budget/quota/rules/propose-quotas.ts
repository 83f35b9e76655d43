import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { CarePart, Parts } from '../../total-control/rules/parts.ts'
import { boundedSplit } from './bounded-split.ts'
import type { GrowthBounds, SplitRules } from './split-rules.ts'
import type { QuotaCandidate } from './weigh-institution.ts'
import { weighInstitution } from './weigh-institution.ts'

/** What a quota is to be, by kind of care, and how it came about. */
export type ProposedQuota = {
  readonly institution: string
  readonly amounts: Parts
  readonly steps: readonly Step[]
}

export type ProposeQuotas = {
  readonly target: { readonly inpatient: Fen; readonly outpatient: Fen }
  readonly candidates: readonly QuotaCandidate[]
  readonly rules: SplitRules
  /** Other bounds of growth than those of the rules, where a target moves by more than they allow. */
  readonly growth?: GrowthBounds | undefined
}

const splitPart = (
  { target, rules, growth = rules.growth }: ProposeQuotas,
  candidates: readonly QuotaCandidate[],
  part: Exclude<CarePart, 'all'>,
): Decision<{ share: Fen; steps: Step[] }[]> => {
  const weighed = candidates.map((candidate) => weighInstitution(candidate, part, rules, growth))
  const whole = weighed.reduce((all, { weight }) => all.plus(weight), new Exact(0))
  const split = boundedSplit(target[part], weighed)
  if (split.status === 'refused') return split
  return accept(
    weighed.map(({ weight, least, most, steps }, index) => {
      const found = split.value[index] ?? { share: 0, held: 'free' as const }
      const given = {
        target: target[part],
        weight: weight.toDecimalPlaces(6).toFixed(),
        weights: whole.toDecimalPlaces(6).toFixed(),
        least,
        ...(most === undefined ? {} : { most }),
        held: found.held,
      }
      return { share: found.share, steps: [...steps, { rule: 'share', part, given, gives: found.share }] }
    }),
  )
}

/**
 * Divides an area's target by what the opinion names, inpatient and outpatient care apart, within the bounds of growth.
 * Both sum to the fen (total control, 三(三)). Institutions are taken in order of their codes.
 */
export const proposeQuotas = (command: ProposeQuotas): Decision<ProposedQuota[]> => {
  const candidates = [...command.candidates].sort((a, b) => (a.institution < b.institution ? -1 : 1))
  const twice = candidates.find(
    ({ institution }, index) => candidates[index - 1]?.institution === institution,
  )
  if (twice) return refuse('quota.institution-twice', { figures: { institution: twice.institution } })
  const unknown = candidates.find(({ years, expected }) => years.length === 0 && expected === undefined)
  if (unknown) return refuse('quota.no-history', { figures: { institution: unknown.institution } })
  const inpatient = splitPart(command, candidates, 'inpatient')
  if (inpatient.status === 'refused') return inpatient
  const outpatient = splitPart(command, candidates, 'outpatient')
  if (outpatient.status === 'refused') return outpatient
  return accept(
    candidates.map(({ institution }, index): ProposedQuota => {
      const [stays, visits] = [inpatient.value[index], outpatient.value[index]]
      return {
        institution,
        amounts: { inpatient: stays?.share ?? 0, outpatient: visits?.share ?? 0 },
        steps: [...(stays?.steps ?? []), ...(visits?.steps ?? [])],
      }
    }),
  )
}
