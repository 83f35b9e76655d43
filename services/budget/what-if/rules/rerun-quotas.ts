import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOf, firstDayOfYear } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import type { VerifiedVolume } from '../../quota/rules/adjust-quotas.ts'
import { adjustQuotas, amountsOf } from '../../quota/rules/adjust-quotas.ts'
import { boundedSplit } from '../../quota/rules/bounded-split.ts'
import type { QuotaPlan } from '../../quota/rules/plan-version.ts'
import { monthsBefore, quotaOverMonths } from '../../quota/rules/plan-version.ts'
import type { ProposedQuota } from '../../quota/rules/propose-quotas.ts'
import type { Quota } from '../../quota/rules/quota.ts'
import type { AdjustmentRules, SplitRules } from '../../quota/rules/split-rules.ts'
import type { CareYear, QuotaCandidate } from '../../quota/rules/weigh-institution.ts'
import { weighInstitution } from '../../quota/rules/weigh-institution.ts'
import { refuse } from '../../refusals.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { Parts } from '../../total-control/rules/parts.ts'
import { addParts, careParts, partsOf } from '../../total-control/rules/parts.ts'

/** A published version of a year's quotas, as it is recorded. */
export type RecordedVersion = { readonly plan: QuotaPlan; readonly quotas: readonly Quota[] }

/** The rules of quotas: the formula, and what follows a change of volume from a day on. */
export type QuotaRules = {
  readonly split: SplitRules
  readonly adjustment: (on: Day) => AdjustmentRules
}

type CareName = 'inpatient' | 'outpatient'
const careNames: readonly CareName[] = ['inpatient', 'outpatient']

const stepsOf = ({ derivation }: Quota): readonly Step[] => ('steps' in derivation ? derivation.steps : [])

const stepIn = (quota: Quota, rule: string, part: CareName): Step | undefined =>
  stepsOf(quota).find((step) => step.rule === rule && step.part === part)

const isByFormula = ({ quotas }: RecordedVersion): boolean =>
  quotas.length > 0 &&
  quotas.every((quota) => careNames.every((part) => stepIn(quota, 'share', part) !== undefined))

const isByVolume = ({ quotas }: RecordedVersion): boolean =>
  quotas.length > 0 && quotas.every((quota) => stepsOf(quota).some(({ rule }) => rule === 'volume-change'))

const missing = (quota: Quota, what: string): Decision<never> =>
  refuse('payment-what-if.not-recorded', { figures: { institution: quota.institution, what } })

/** The years of an institution as the steps of its quota have them, for a kind of care. */
const yearsIn = (quota: Quota, part: CareName): readonly { paid: Fen; volume: number }[] => {
  const paid = stepIn(quota, 'history', part)?.given ?? {}
  const volume = stepIn(quota, 'volume', part)?.given ?? {}
  const count = Object.keys(paid).filter((name) => name.startsWith('paid')).length
  return Array.from({ length: count }, (_, index) => ({
    paid: Number(paid[`paid${index + 1}`] ?? 0),
    // Of the years before the last only their mean counts.
    volume: Number((index === count - 1 ? volume.last : volume.meanBefore) ?? 0),
  }))
}

const groupName = /^level-([123]) (.+)$/

const expectedOf = (quota: Quota) => {
  const of = (part: CareName): Fen => Number(stepIn(quota, 'expected', part)?.gives ?? 0)
  return { inpatient: of('inpatient'), outpatient: of('outpatient'), reason: 'as recorded' }
}

/** What a quota was worked out from, as its steps and its group have it. */
const candidateOf = (quota: Quota): Decision<QuotaCandidate> => {
  const [, level, category] = groupName.exec(quota.group ?? '') ?? []
  if (level === undefined || category === undefined) return missing(quota, 'level')
  const [stays, visits] = careNames.map((part) => yearsIn(quota, part))
  const years = (stays ?? []).map(
    (inpatient, index): CareYear => ({
      inpatient,
      outpatient: visits?.[index] ?? { paid: 0, volume: 0 },
    }),
  )
  return accept({
    institution: quota.institution,
    level: Number(level) as 1 | 2 | 3,
    category,
    firstReferral: stepsOf(quota).some(({ rule }) => rule === 'first-referral'),
    years,
    ...(years.length === 0 ? { expected: expectedOf(quota) } : {}),
  })
}

/** Up to where a share went, as it is recorded; a variant of the bounds themselves has its own. */
const recordedBounds = (quota: Quota, part: CareName): { readonly least: Fen; readonly most?: Fen } => {
  const { least = 0, most } = stepIn(quota, 'share', part)?.given ?? {}
  return { least: Number(least), ...(most === undefined ? {} : { most: Number(most) }) }
}

type Formula = { readonly rules: SplitRules; readonly ownBounds: boolean }

const sharesOf = (
  { plan, quotas }: RecordedVersion,
  candidates: readonly QuotaCandidate[],
  part: CareName,
  { rules, ownBounds }: Formula,
): Decision<readonly Fen[]> => {
  const weighed = candidates.map((candidate, index) => {
    const own = weighInstitution(candidate, part, rules, rules.growth)
    const quota = quotas[index]
    return ownBounds || quota === undefined
      ? own
      : { weight: own.weight, most: undefined, ...recordedBounds(quota, part) }
  })
  const split = boundedSplit(plan.amounts?.[part] ?? 0, weighed)
  return split.status === 'refused' ? split : accept(split.value.map(({ share }) => share))
}

/** What a version is divided into by a formula, from what it was worked out from. */
const byFormula = (
  version: RecordedVersion,
  candidates: readonly QuotaCandidate[],
  formula: Formula,
): Decision<readonly Parts[]> => {
  const parts: Parts[] = candidates.map(() => ({}))
  for (const part of careNames) {
    const shares = sharesOf(version, candidates, part, formula)
    if (shares.status === 'refused') return shares
    for (const [index, share] of shares.value.entries()) parts[index] = { ...parts[index], [part]: share }
  }
  return accept(parts)
}

/** What was published plus what another formula gives more: what was negotiated after the formula is negotiated again. */
const moved = (quota: Quota, was: Parts, is: Parts): Parts =>
  Object.fromEntries(
    partsOf(amountsOf(quota)).map((part) => [
      part,
      fen((amountsOf(quota)[part] ?? 0) + (is[part] ?? 0) - (was[part] ?? 0)),
    ]),
  )

const candidatesOf = (quotas: readonly Quota[]): Decision<readonly QuotaCandidate[]> => {
  const candidates: QuotaCandidate[] = []
  for (const quota of quotas) {
    const candidate = candidateOf(quota)
    if (candidate.status === 'refused') return candidate
    candidates.push(candidate.value)
  }
  return accept(candidates)
}

/** Whether the duty of first referral left a step: where it counted as one, nobody knows any more who had it. */
const knowsReferral = ({ firstReferral }: SplitRules): boolean => !new Exact(firstReferral).equals(1)

const rerunFormula = (
  version: RecordedVersion,
  inForce: SplitRules,
  tried: SplitRules,
): Decision<readonly Parts[]> => {
  const [first] = version.quotas
  if (first && !knowsReferral(inForce) && knowsReferral(tried)) return missing(first, 'firstReferral')
  const candidates = candidatesOf(version.quotas)
  if (candidates.status === 'refused') return candidates
  const before = byFormula(version, candidates.value, { rules: inForce, ownBounds: false })
  if (before.status === 'refused') return before
  const ownBounds = !sameContent(inForce.growth, tried.growth)
  const after = byFormula(version, candidates.value, { rules: tried, ownBounds })
  if (after.status === 'refused') return after
  return accept(
    version.quotas.map((quota, index) => moved(quota, before.value[index] ?? {}, after.value[index] ?? {})),
  )
}

/** The volumes that a version was adjusted to, as its steps have them. */
const volumesOf = ({ quotas }: RecordedVersion): VerifiedVolume[] =>
  quotas.flatMap((quota) =>
    stepsOf(quota).flatMap(({ rule, part, given: { expected, verified } }) =>
      rule !== 'volume-change' || part === undefined || expected === undefined
        ? []
        : [
            {
              ...{ institution: quota.institution, part },
              ...{ expected: Number(expected), verified: Number(verified) },
            },
          ],
    ),
  )

/** The quotas that an adjustment comes to; where nothing moves enough under it, those before stand. */
const adjusted = (
  version: RecordedVersion,
  before: readonly Quota[],
  rules: AdjustmentRules,
): Decision<readonly Parts[]> => {
  const { plan } = version
  const target = plan.amounts ?? addParts(version.quotas.map(amountsOf))
  const decision = adjustQuotas({
    ...{ quotas: before, kept: monthsBefore(plan.from), target, rules },
    volumes: volumesOf(version),
  })
  if (decision.status === 'accepted') return accept(decision.value.map(({ amounts }) => amounts))
  return decision.refusal.code === 'quota.nothing-to-adjust' ? accept(before.map(amountsOf)) : decision
}

const rerunAdjustment = (
  version: RecordedVersion,
  before: { readonly recorded: readonly Quota[]; readonly tried: readonly Quota[] },
  rules: { readonly inForce: AdjustmentRules; readonly tried: AdjustmentRules },
): Decision<readonly Parts[]> => {
  const was = adjusted(version, before.recorded, rules.inForce)
  if (was.status === 'refused') return was
  const is = adjusted(version, before.tried, rules.tried)
  if (is.status === 'refused') return is
  return accept(
    version.quotas.map((quota, index) => moved(quota, was.value[index] ?? {}, is.value[index] ?? {})),
  )
}

const asQuota = (
  quota: Quota,
  amounts: Parts,
  seasonalWeights: readonly string[],
  kept: { readonly before: Quota | undefined; readonly kept: number },
): Decision<Quota> => {
  const below = careParts.find((part) => (amounts[part] ?? 0) < 0)
  if (below !== undefined)
    return refuse('payment-what-if.negotiated-away', { figures: { institution: quota.institution } })
  const proposed: ProposedQuota = { institution: quota.institution, amounts, steps: stepsOf(quota) }
  return quotaOverMonths(proposed, seasonalWeights, kept)
}

/** Whether a variant has the rules of a version otherwise than the law. */
const differs = (inForce: QuotaRules, tried: QuotaRules, year: FundYear): boolean =>
  !sameContent(inForce.split, tried.split) ||
  !sameContent(inForce.adjustment(firstDayOfYear(year)), tried.adjustment(firstDayOfYear(year)))

/**
 * The quotas in force of a year under other rules, worked out again from what is recorded with each version: a formula from
 * the histories in its steps, an adjustment from the verified volumes. What a round negotiated after a formula stays beside it.
 * Refused where a version was decided without either, and where something counts that nobody recorded.
 */
export const rerunQuotas = (
  versions: readonly RecordedVersion[],
  inForce: QuotaRules,
  tried: QuotaRules,
): Decision<readonly Quota[]> => {
  const last = versions.at(-1)
  if (last === undefined || !differs(inForce, tried, last.plan.year)) return accept(last?.quotas ?? [])
  let before: { readonly recorded: readonly Quota[]; readonly tried: readonly Quota[] } = {
    recorded: [],
    tried: [],
  }
  for (const version of versions) {
    const { plan, quotas } = version
    const on = plan.from === undefined ? firstDayOfYear(plan.year) : firstDayOf(plan.from)
    if (!isByFormula(version) && !isByVolume(version))
      return refuse('payment-what-if.not-by-formula', { figures: { version: plan.version } })
    const parts = isByFormula(version)
      ? rerunFormula(version, inForce.split, tried.split)
      : rerunAdjustment(version, before, { inForce: inForce.adjustment(on), tried: tried.adjustment(on) })
    if (parts.status === 'refused') return parts
    const earlier = new Map(before.tried.map((quota) => [quota.institution, quota]))
    const now: Quota[] = []
    for (const [index, quota] of quotas.entries()) {
      const kept = { before: earlier.get(quota.institution), kept: monthsBefore(plan.from) }
      const made = asQuota(quota, parts.value[index] ?? {}, plan.seasonalWeights, kept)
      if (made.status === 'refused') return made
      now.push({ ...made.value, ...(quota.group === undefined ? {} : { group: quota.group }) })
    }
    before = { recorded: quotas, tried: now }
  }
  return accept(before.tried)
}
