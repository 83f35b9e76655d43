import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { Exact } from '#shared/money/rate.ts'
import { yearsCleared } from '../cleared-cost/store.ts'
import type { Evaluation } from './store.ts'
import { evaluations } from './store.ts'

const id = 'budget.evaluations-are-of-the-books'

/** Points weighted by what could be measured, rounded half up. */
const scoreOf = ({ indicators }: Evaluation): number | undefined => {
  const measured = indicators.filter(({ points }) => points !== null)
  const whole = measured.reduce<Exact>((total, { weight }) => total.plus(weight), new Exact(0))
  if (whole.isZero()) return undefined
  return measured
    .reduce<Exact>(
      (total, { weight, points }) => total.plus(new Exact(weight).times(points ?? 0)),
      new Exact(0),
    )
    .dividedBy(whole)
    .toDecimalPlaces(0)
    .toNumber()
}

const collectionFault = ({ indicators }: Evaluation, cleared: RecordedItem | undefined) => {
  const evidence = cleared && yearsCleared.from(cleared).evidence
  if (!evidence) return 'its year is not cleared'
  const { due, collected } = evidence.collection
  const told = indicators.find(({ indicator }) => indicator === 'collection-rate')?.actual
  if (told === undefined || told === null || due <= 0) return undefined
  const rate = new Exact(collected).dividedBy(due)
  return rate.minus(told).abs().greaterThan('0.00005') ? 'its collection is not that of the books' : undefined
}

/** A score is the weighted points of a cleared year, and two persons of the province stand for it. */
export const evaluationsAreOfTheBooks: Invariant = {
  id,
  number: 10,
  rule: 'A score = its points by weight, of the figures the year was cleared with; who evaluated a year does not publish it.',
  start: () => {
    const found: Evaluation[] = []
    const cleared = new Map<string, RecordedItem>()
    const nameOf = ({ fund, year }: Pick<Evaluation, 'fund' | 'year'>) =>
      `${fund.city} ${fund.scheme} ${year}`
    return {
      see: (item) => {
        if (evaluations.is(item)) found.push(evaluations.from(item))
        if (yearsCleared.is(item)) cleared.set(nameOf(yearsCleared.from(item)), item)
      },
      finish: () => ({
        checked: found.length,
        violations: found.flatMap((evaluation) => {
          const { evaluated, published, score } = evaluation
          const faults = [
            scoreOf(evaluation) === score ? undefined : 'its score is not its points by weight',
            published && isSamePerson(published.by, evaluated.by)
              ? 'one person evaluated and published it'
              : undefined,
            collectionFault(evaluation, cleared.get(nameOf(evaluation))),
          ]
          return faults.flatMap((what): Violation[] =>
            what === undefined ? [] : [{ invariant: id, where: nameOf(evaluation), what }],
          )
        }),
      }),
    }
  },
}
