import type { Problem } from '../../simulation/oracle/judge-records.ts'
import type { Result } from '../../simulation/simulate.ts'

type Counts = Readonly<Record<string, number>>

/** What some seeds came to together. */
export type Figures = {
  readonly seeds: number
  readonly lived: Counts
  readonly counts: Counts
  readonly faults: Counts
  readonly wrong: readonly { readonly seed: number | string; readonly problems: readonly Problem[] }[]
}

export const noFigures: Figures = { seeds: 0, lived: {}, counts: {}, faults: {}, wrong: [] }

const sum = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  )

/** Adds a seed. */
export const addResult = (figures: Figures, { seed, problems, lived, counts, faults }: Result): Figures => ({
  seeds: figures.seeds + 1,
  lived: sum(figures.lived, lived),
  counts: sum(figures.counts, counts),
  faults: sum(figures.faults, faults),
  wrong: problems.length > 0 ? [...figures.wrong, { seed, problems }] : figures.wrong,
})

export const figuresOf = (results: readonly Result[]): Figures => results.reduce(addResult, noFigures)

const inWords = (counts: Counts): string =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

/** The figures as lines to read. */
export const figureLines = ({ seeds, lived, counts, faults, wrong }: Figures, seconds?: number): string[] => [
  `lived: ${inWords(lived)}`,
  `world: ${inWords(counts)}`,
  `faults: ${inWords(faults)}`,
  seconds === undefined
    ? `${wrong.length === 0 ? 'nothing' : 'something'} is wrong`
    : `${seeds} seeds in ${seconds.toFixed(1)} s (${Math.round((seeds / seconds) * 60)} a minute), ${wrong.length} wrong`,
]
