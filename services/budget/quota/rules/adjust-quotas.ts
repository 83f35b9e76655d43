import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { CarePart, Parts } from '../../total-control/rules/parts.ts'
import { partsOf } from '../../total-control/rules/parts.ts'
import { keptAmount } from './plan-version.ts'
import type { ProposedQuota } from './propose-quotas.ts'
import type { Quota } from './quota.ts'
import type { AdjustmentRules } from './split-rules.ts'
import { movedBy } from './split-rules.ts'

/** Effective volume of a kind of care: what the quota reckoned with, and what was verified, for the same months. */
export type VerifiedVolume = {
  readonly institution: string
  readonly part: CarePart
  readonly expected: number
  readonly verified: number
}

export type AdjustQuotas = {
  readonly quotas: readonly Quota[]
  /** How many months from January stand. */
  readonly kept: number
  /** The year's target by the kinds of care that the plan tells apart. */
  readonly target: Parts
  readonly volumes: readonly VerifiedVolume[]
  readonly rules: AdjustmentRules
}

/** A quota by kind of care; one that does not tell care apart is of one kind. */
export const amountsOf = ({ amount, amounts }: Quota): Parts => amounts ?? { all: amount }

/** What of each kind of care lies in the months that stand: in the proportion of the year's amounts. */
const keptParts = (quota: Quota, kept: number): Map<CarePart, Fen> => {
  const amounts = amountsOf(quota)
  const parts = partsOf(amounts)
  const weights = parts.map((part) => amounts[part] ?? 0)
  const past = keptAmount({ before: quota, kept })
  const shares = sum(weights) === 0 ? weights : allocate(past, weights)
  return new Map(parts.map((part, index) => [part, shares[index] ?? 0]))
}

/** How far verified volume moves what is left of a quota; nothing when it changed by less than the threshold. */
const volumeFactor = (volume: VerifiedVolume | undefined, rules: AdjustmentRules) => {
  if (!volume || volume.expected === 0) return { factor: new Exact(1), given: {} }
  const { expected, verified } = volume
  const change = new Exact(verified).div(expected).minus(1)
  const counts = change.abs().greaterThanOrEqualTo(rules.threshold)
  return {
    factor: counts ? movedBy(change, rules) : new Exact(1),
    given: { expected, verified, threshold: rules.threshold },
  }
}

type AdjustedPart = { readonly amount: Fen; readonly step: Step; readonly moved: boolean }

const adjustPart = (command: AdjustQuotas, part: CarePart): Decision<AdjustedPart[]> => {
  const { quotas, kept, target, volumes, rules } = command
  const volumeOf = new Map(
    volumes.filter((each) => each.part === part).map((each) => [each.institution, each]),
  )
  const each = quotas.map((quota) => {
    const before = amountsOf(quota)[part] ?? 0
    const past = keptParts(quota, kept).get(part) ?? 0
    return { before, past, left: fen(before - past), ...volumeFactor(volumeOf.get(quota.institution), rules) }
  })
  const rest = fen((target[part] ?? 0) - sum(each.map(({ past }) => past)))
  if (rest < 0)
    return refuse('quota.below-past-months', {
      figures: { part, target: target[part] ?? 0, rest },
    })
  const weights = each.map(({ left, factor }) => factor.times(left))
  const hasWeight = weights.some((weight) => weight.greaterThan(0))
  if (!hasWeight && rest > 0) return refuse('quota.nothing-left')
  const shares = hasWeight ? allocate(rest, weights) : weights.map(() => 0)
  return accept(
    each.map(({ before, past, left, factor, given }, index): AdjustedPart => {
      const amount = fen(past + (shares[index] ?? 0))
      const step: Step = {
        rule: 'volume-change',
        part,
        given: { before, past, left, ...given, factor: factor.toDecimalPlaces(6).toFixed(), rest },
        gives: amount,
      }
      return { amount, step, moved: !factor.equals(1) }
    }),
  )
}

/** A volume that no quota can follow: of an institution or a kind of care that the plan does not have. */
const strayVolume = ({ quotas, target, volumes }: AdjustQuotas): VerifiedVolume | undefined => {
  const institutions = new Set(quotas.map(({ institution }) => institution))
  return volumes.find(({ institution, part }) => !institutions.has(institution) || target[part] === undefined)
}

/**
 * Adjusts a year's quotas to a great change of effective volume. What is left of the target after the months that stand
 * is divided again. Each institution gets by what it has left, moved by its verified volume. The months past and the
 * target stay (total control, 三(七)). Refused when nothing changed enough and the target is the same.
 */
export const adjustQuotas = (command: AdjustQuotas): Decision<ProposedQuota[]> => {
  const { quotas, target } = command
  const stray = strayVolume(command)
  if (stray)
    return refuse('quota.volume-of-nothing', {
      field: 'volumes',
      figures: { institution: stray.institution, part: stray.part },
    })
  const adjusted = new Map<CarePart, readonly AdjustedPart[]>()
  for (const part of partsOf(target)) {
    const decision = adjustPart(command, part)
    if (decision.status === 'refused') return decision
    adjusted.set(part, decision.value)
  }
  const changes = [...adjusted].some(
    ([part, all]) =>
      all.some(({ moved }) => moved) ||
      sum(quotas.map((quota) => amountsOf(quota)[part] ?? 0)) !== (target[part] ?? 0),
  )
  if (!changes) return refuse('quota.nothing-to-adjust')
  return accept(
    quotas.map(({ institution }, index): ProposedQuota => {
      const parts = [...adjusted].flatMap(([part, all]) => {
        const own = all[index]
        return own ? [{ part, ...own }] : []
      })
      return {
        institution,
        amounts: Object.fromEntries(parts.map(({ part, amount }) => [part, amount])),
        steps: parts.map(({ step }) => step),
      }
    }),
  )
}
