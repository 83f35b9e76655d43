import { useCall } from '../../api/use-call.ts'
import { Panel } from '../../view/panel.tsx'
import { type Row, RowsTable } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'

const read = 'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions'

type Turn = {
  readonly on: string
  readonly turn: string
  readonly amounts: Readonly<Record<string, number>>
  readonly comment?: string
}
type Positions = {
  readonly positions: readonly { readonly institution: string; readonly turns: readonly Turn[] }[]
}

const text = { type: 'string' }
const amount = { type: 'integer', unit: 'fen' }

/** Which kinds of care a round is about: the columns that somebody named an amount under. */
const careIn = (rows: readonly Row[]): readonly string[] =>
  ['inpatient', 'outpatient', 'all'].filter((name) => rows.some((row) => row[name] !== undefined))

/** What was offered and asked for in a round, turn by turn, as the city and each institution know it. */
const Turns = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { fund, year, number } = record as { fund: Row; year: number; number: number }
  const { answer } = useCall<Positions>(read, { params: { ...fund, year, number } })
  const rows = (answer?.positions ?? []).flatMap(({ institution, turns }) =>
    turns.map(({ amounts, ...turn }): Row => ({ institution, ...turn, ...amounts })),
  )
  if (rows.length === 0) return null
  const care = careIn(rows)
  const fields = {
    ...{ institution: text, on: text, turn: { ...text, enum: [] } },
    ...Object.fromEntries(care.map((name) => [name, amount])),
    comment: text,
  }
  return (
    <Panel title={words.say('control.turns')} className="below">
      <RowsTable rows={rows} schema={{ properties: fields }} />
    </Panel>
  )
}

export default Turns
