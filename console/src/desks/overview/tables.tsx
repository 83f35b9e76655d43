import { type Row, RowsTable } from '../../view/table.tsx'
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
    indicator: { ...text, enum: [] },
    level: text,
    on: text,
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
export const WarningTable = ({
  cities,
  onOpen,
}: {
  readonly cities: readonly Execution[]
  readonly onOpen: (city: string) => void
}) => (
  <RowsTable
    rows={cities.flatMap((city) => standing(city).map((each) => ({ city: city.city, ...each })))}
    schema={warningFields}
    columns={['city', 'indicator', 'level', 'on']}
    onOpen={({ city }) => onOpen(String(city))}
  />
)
