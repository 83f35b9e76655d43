import { Panel } from '../../view/panel.tsx'
import { type Row, RowsTable } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { type Execution, standing } from './execution.ts'

const amount = { type: 'integer', unit: 'fen' }
const text = { type: 'string' }

const cityFields = {
  properties: {
    city: { ...text, enum: [] },
    opening: amount,
    income: amount,
    expenditure: amount,
    current: amount,
    closing: amount,
    monthsPayable: { type: 'number' },
  },
}

const warningFields = {
  properties: {
    city: { ...text, enum: [] },
    scheme: { ...text, enum: [] },
    indicator: { ...text, enum: [] },
    level: text,
    on: text,
    article: text,
  },
}

/** The cities' figures as a table. */
export const CityTable = ({
  cities,
  onOpen,
}: {
  readonly cities: readonly Execution[]
  readonly onOpen: (city: string) => void
}) => (
  <RowsTable
    rows={cities as unknown as readonly Row[]}
    schema={cityFields}
    onOpen={({ city }) => onOpen(String(city))}
  />
)

/** The warnings that stand in any city. */
export const WarningTable = ({ cities }: { readonly cities: readonly Execution[] }) => {
  const words = useWords()
  const warnings = cities.flatMap(standing)
  if (warnings.length === 0) return null
  return (
    <Panel title={words.field('warnings')} className="below">
      <RowsTable rows={warnings} schema={warningFields} />
    </Panel>
  )
}
