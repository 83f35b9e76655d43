import type { Decision } from '#shared/kernel/decision.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'
import type { IndexLimits, Terms } from './agreement.ts'

const article = '关于开展基本医疗保险付费总额控制的意见 三(六)'

type Weighted = Terms['indexes'][number]

/** Whether an index counts in full so easily, or the wrong way round, that it says nothing. */
const isTrivial = ({ index, full, zero }: Weighted, easiest: IndexLimits['full']): boolean => {
  const bound = easiest[index]
  if (!bound) return false
  if ('most' in bound) return new Exact(full).greaterThan(bound.most) || new Exact(full).greaterThan(zero)
  return new Exact(full).lessThan(bound.least) || new Exact(full).lessThan(zero)
}

/** Why an institution may not be assessed so: by too few indexes, by one alone, of one kind, or by such as always hold. */
export const outsideIndexes = (
  { indexes }: Pick<Terms, 'indexes'>,
  { least, mostWeight, groups, full }: IndexLimits,
): Decision<never> | undefined => {
  const more = { field: 'indexes', article }
  if (indexes.length < Number(least))
    return refuse('agreement.too-few-indexes', { ...more, figures: { indexes: indexes.length, least } })
  const heavy = indexes.find(({ weight }) => weight > Number(mostWeight))
  if (heavy)
    return refuse('agreement.index-too-heavy', {
      ...more,
      figures: { index: heavy.index, weight: heavy.weight, most: mostWeight },
    })
  for (const { group, of, least: wanted } of groups) {
    const weight = sum(indexes.filter(({ index }) => of.includes(index)).map((each) => each.weight))
    if (weight < Number(wanted))
      return refuse('agreement.index-group-missing', {
        ...more,
        figures: { group, indexes: of.join(', '), weight, least: wanted },
      })
  }
  const trivial = indexes.find((each) => isTrivial(each, full))
  return trivial
    ? refuse('agreement.index-trivial', { ...more, figures: { index: trivial.index, full: trivial.full } })
    : undefined
}
