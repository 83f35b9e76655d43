import type { Segment } from '#shared/money/millionths.ts'
import { paidOf, shareOf } from '#shared/money/millionths.ts'
import type { Amounts, Step } from '../../insured-year/rules/claim-events.ts'
import { familyPartsIn } from '../../insured-year/rules/family.ts'
import { layerPayments } from '../../insured-year/rules/layers.ts'

const basicSteps = ['fixed', 'share', 'classCeiling', 'floor', 'ceiling']

/** The segments in a step's figures: amount and rate in turn. */
export const segmentsIn = (figures: readonly number[]): Segment[] =>
  Array.from({ length: Math.floor(figures.length / 2) }, (_, index) => ({
    amount: figures[2 * index] ?? 0,
    rate: figures[2 * index + 1] ?? 0,
  }))

/**
 * Recomputes an explanation from its own figures and compares it with the result it explains. Every step's output
 * follows from its inputs. Each step starts where the one before ended, and together they give the claim's amounts.
 * Returns what does not hold; empty for a sound explanation.
 */
export const stepFaults = (steps: readonly Step[], amounts: Amounts): readonly string[] => {
  const faults = steps
    .filter((step) => !followsFromInputs(step) || !roomIsTheLeast(step))
    .map(({ step }) => `${step} does not follow`)
  const outOf = (name: string): number => steps.find(({ step }) => step === name)?.out ?? 0
  const basic = steps.findLast(({ step }) => basicSteps.includes(step))?.out ?? 0
  const later = layerPayments.map((name) => [name, outOf(name), amounts[name]] as const)
  const explained = [
    ['inScope', outOf('split'), amounts.inScope] as const,
    ['basic', basic, amounts.basic] as const,
    ...later,
    ['fund', basic + later.reduce((total, [, out]) => total + out, 0), amounts.fund] as const,
    ['account', outOf('account'), amounts.account] as const,
    ['family', sumOfParts(steps), amounts.family] as const,
    ['cash', outOf('cash'), amounts.cash] as const,
  ]
  for (const [name, out, amount] of explained) if (out !== amount) faults.push(`${name} is not explained`)
  return [...faults, ...brokenChain(steps, amounts)]
}

const sumOfParts = (steps: readonly Step[]): number =>
  familyPartsIn(steps).reduce((total, { amount }) => total + amount, 0)

const followsFromInputs = ({ step, in: [a = 0, b = 0, c = 0, d = 0, ...more], out, room }: Step): boolean => {
  switch (step) {
    case 'split':
      return out === a - b - c - d
    case 'entry':
      return out === shareOf(a, b)
    case 'entryCap':
      return out === a - b
    case 'deductible':
    case 'fixed':
      return out === Math.min(a, b)
    case 'ceiling':
      return out === Math.min(a, b) && room === b - out
    case 'share':
      return out === paidOf(segmentsIn([a, b, c, d, ...more]))
    case 'transfer':
      return out === Math.max(0, a - b)
    case 'classCeiling':
      return out === a - b + Math.min(b, c) && room === c - Math.min(b, c)
    case 'floor':
      return out === Math.min(c, shareOf(a, b))
    case 'addition': {
      const changes = segmentsIn([d, ...more]).map(({ amount: times, rate: by }) => times * by)
      const sumOf = (those: readonly number[]): number => those.reduce((sum, each) => sum + each, 0)
      const risen = Math.min(b, sumOf(changes.filter((each) => each > 0)))
      return out === risen - Math.min(c, -sumOf(changes.filter((each) => each < 0)))
    }
    case 'account':
    case 'family':
      return out >= 0 && out <= Math.min(a, b)
    case 'cash':
      return out === a - b - c - d
    default: {
      const segments = segmentsIn([d, ...more])
      const payable = segments.reduce((total, { amount }) => total + amount, 0)
      const wanted = paidOf(segments)
      return payable === b - c && (out === wanted || (out < wanted && room === 0))
    }
  }
}

const roomIsTheLeast = ({ room, rooms }: Step): boolean => rooms === undefined || Math.min(...rooms) === room

const isPaidFrom = (cash: readonly number[], account: number, family: number): boolean =>
  (cash[2] ?? 0) === account && (cash[3] ?? 0) === family

/** Each step starts from what the steps before it came to. */
const brokenChain = (
  steps: readonly Step[],
  { total, inScope, fund, account, family }: Amounts,
): string[] => {
  const faults: string[] = []
  let entered = inScope
  let payable = inScope
  let paid = 0
  for (const { step, in: figures, out } of steps) {
    const [first = 0] = figures
    const starts: Partial<Record<string, boolean>> = {
      split: first === total,
      entry: first === entered,
      entryCap: first === entered,
      deductible: first === entered,
      share: segmentsIn(figures).reduce((sum, { amount }) => sum + amount, 0) === payable,
      classCeiling: first === paid,
      ceiling: first === paid,
      cash: first === total && figures[1] === fund && isPaidFrom(figures, account, family),
    }
    if (starts[step] === false) faults.push(`${step} starts elsewhere`)
    if (step === 'entry' || step === 'entryCap') entered -= out
    if (step === 'deductible') payable = entered - out
    if (basicSteps.includes(step)) paid = out
  }
  return faults
}
