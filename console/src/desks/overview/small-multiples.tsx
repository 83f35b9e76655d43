import { percentText } from '../../view/value-kind.ts'
import { useWords } from '../../words/words.ts'
import type { Execution } from './execution.ts'
import { burnUp, type CityMonth, monthsOf, plannedTogether } from './months.ts'
import { pathOf } from './path.ts'

const width = 150
const height = 56

/** A city's spending beside its season, both as shares of its plan, on one scale for all cities. */
const Small = ({
  execution,
  found,
  year,
  most,
  onOpen,
}: {
  readonly execution: Execution
  readonly found: readonly CityMonth[]
  readonly year: string
  readonly most: number
  readonly onOpen: (city: string) => void
}) => {
  const words = useWords()
  const { city } = execution
  const planned = plannedTogether([execution])
  const burned = burnUp(
    monthsOf(year),
    found.filter((each) => each.execution.city === city),
  )
  const of = (amount: number) => (planned === 0 ? 0 : amount / planned)
  const draw = (values: readonly number[]) => pathOf(values, { width, height, most })
  const last = burned.at(-1)
  const name = words.value(city, 'city')
  return (
    <button type="button" className="small-multiple" onClick={() => onOpen(city)}>
      <span>
        <b>{name}</b> {percentText(of(last?.spent ?? 0))}
        <span className="unseen">
          {' '}
          {words.say('year.bySeason', { seasonal: percentText(of(last?.seasonal ?? 0)) })}
        </span>
      </span>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path className="whole" d={draw([1, 1])} />
        <path className="season" d={draw(burned.map(({ seasonal }) => of(seasonal)))} />
        <path className="spent" d={draw(burned.map(({ spent }) => of(spent)))} />
      </svg>
    </button>
  )
}

/** The cities side by side, each with its spending against its season: who runs ahead is seen at once. */
export const SmallMultiples = ({
  whole,
  found,
  year,
  onOpen,
}: {
  readonly whole: readonly Execution[]
  readonly found: readonly CityMonth[]
  readonly year: string
  readonly onOpen: (city: string) => void
}) => {
  const { say } = useWords()
  const shares = found.map(({ execution }) => execution.expenditure / (plannedTogether([execution]) || 1))
  const most = Math.max(1, ...shares)
  return (
    <>
      <p className="quiet small-legend">
        <span className="spent">{say('fund.executed')}</span>{' '}
        <span className="season">{say('fund.season')}</span>{' '}
        <span className="whole">{say('year.planned')}</span>
      </p>
      <div className="small-multiples">
        {whole.map((execution) => (
          <Small
            key={execution.city}
            execution={execution}
            found={found}
            year={year}
            most={most}
            onOpen={onOpen}
          />
        ))}
      </div>
    </>
  )
}
