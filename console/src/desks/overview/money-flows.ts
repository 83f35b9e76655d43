import type { Execution } from './execution.ts'

type Flow = { readonly source: string; readonly target: string; readonly value: number }

/** How lines are called in the picture, and what stands between income and spending. */
export type Names = {
  readonly fund: string
  readonly kept: string
  readonly drawn: string
  readonly line: (line: Execution['lines'][number]) => string
}

/**
 * Where a province's money came from and went to, summed over its cities in whole fen. What income and spending differ by
 * was kept, or drawn from what was kept before, so that both sides of the fund are equal.
 */
export const flowsOf = (
  cities: readonly Execution[],
  { fund, kept, drawn, line }: Names,
): readonly Flow[] => {
  const sums = new Map<string, { readonly kind: string; value: number }>()
  for (const each of cities.flatMap(({ lines }) => lines)) {
    const name = line(each)
    const sum = sums.get(name) ?? { kind: each.kind, value: 0 }
    sums.set(name, { kind: each.kind, value: sum.value + each.executed })
  }
  const flows = [...sums].flatMap(([name, { kind, value }]): Flow[] =>
    value <= 0
      ? []
      : [kind === 'income' ? { source: name, target: fund, value } : { source: fund, target: name, value }],
  )
  const total = (side: 'source' | 'target') =>
    flows.filter((flow) => flow[side] === fund).reduce((sum, { value }) => sum + value, 0)
  const rest = total('target') - total('source')
  if (rest > 0) return [...flows, { source: fund, target: kept, value: rest }]
  if (rest < 0) return [...flows, { source: drawn, target: fund, value: -rest }]
  return flows
}
