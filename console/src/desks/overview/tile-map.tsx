import { cities as allCities } from '../../../../shared/kernel/divisions.ts'
import { useWords } from '../../words/words.ts'
import { type Execution, executedShare, standing } from './execution.ts'
import { shadeOf, shades, tiles } from './tiles.ts'

const percent = (share: number | undefined): string =>
  share === undefined ? '—' : `${Math.round(share * 100)}%`

/** The bounds of a shade as a reader says them, such as 3–6. */
const bounds = (index: number): string => {
  const from = shades[index - 1]?.below ?? 0
  const to = shades[index]?.below ?? 0
  return to === Number.POSITIVE_INFINITY ? `≥ ${from}` : `${from}–${to}`
}

const Tile = ({
  code,
  execution,
  onOpen,
}: {
  readonly code: string
  readonly execution: Execution | undefined
  readonly onOpen: (city: string) => void
}) => {
  const words = useWords()
  const [column, row] = tiles[code] ?? [1, 1]
  const { ground, ink } = shadeOf(execution?.monthsPayable)
  const months = execution?.monthsPayable
  const warnings = execution === undefined ? 0 : standing(execution).length
  return (
    <button
      type="button"
      className="tile"
      style={{ gridColumn: column, gridRow: row, background: ground, color: ink }}
      onClick={() => onOpen(code)}
    >
      <span className="tile-head">
        <b>
          {words.value(code, 'city')}
          {warnings > 0 && (
            <abbr title={words.say('overview.warnings', { count: warnings })}> ⚠{warnings}</abbr>
          )}
        </b>{' '}
        {execution === undefined
          ? words.say('overview.none')
          : months === null || months === undefined
            ? '—'
            : words.say('overview.months', { months: months.toFixed(1) })}
      </span>
      {execution && (
        <small>
          {words.say('overview.executed', {
            income: percent(executedShare(execution, 'income')),
            expenditure: percent(executedShare(execution, 'expenditure')),
          })}
        </small>
      )}
    </button>
  )
}

/** The province as tiles, where its cities lie, shaded by how many months each fund could pay. */
export const TileMap = ({
  cities,
  onOpen,
}: {
  readonly cities: readonly Execution[]
  readonly onOpen: (city: string) => void
}) => {
  const words = useWords()
  return (
    <>
      <div className="tiles">
        {allCities.map(({ code }) => (
          <Tile key={code} code={code} execution={cities.find(({ city }) => city === code)} onOpen={onOpen} />
        ))}
      </div>
      <p className="shades">
        <span>{words.field('monthsPayable')}</span>
        {shades.map(({ below, ground, ink }, index) => (
          <span key={below} className="shade" style={{ background: ground, color: ink }}>
            {bounds(index)}
          </span>
        ))}
      </p>
    </>
  )
}
