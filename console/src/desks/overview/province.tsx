import { useQueries } from '@tanstack/react-query'
import { Alert } from 'antd'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'
import { Flows } from './flows.tsx'
import { FundYearHeading, useFundYear } from './fund-year.tsx'
import { hasPlan, wholeYears } from './read-execution.ts'
import { CityTable, WarningTable } from './tables.tsx'
import { TileMap } from './tile-map.tsx'

const everyMillis = 5_000

/** The sixteen cities' funds on one page, read again every few seconds; each element opens into its city. */
const Province = () => {
  const words = useWords()
  const { scheme, year, choose, open } = useFundYear()
  const answers = useQueries({
    queries: wholeYears(scheme, year).map((each) => ({ ...each, refetchInterval: everyMillis })),
  })
  const found = answers.flatMap(({ data }) => (hasPlan(data) ? [data] : []))
  const failed = answers.filter(({ isError }) => isError).length
  return (
    <>
      <FundYearHeading
        title={['全省总览', 'The province at a glance']}
        of={{ scheme, year }}
        onChoose={choose}
      />
      {failed > 0 && <Alert type="warning" title={words.say('overview.failed', { count: failed })} />}
      <div className="glance">
        <Panel title={words.say('overview.map')}>
          <TileMap cities={found} onOpen={open} />
        </Panel>
        <Panel title={words.say('overview.flows')}>
          <Flows cities={found} />
        </Panel>
      </div>
      <Panel title={words.say('overview.cities')}>
        <CityTable cities={found} onOpen={open} />
      </Panel>
      <WarningTable cities={found} />
    </>
  )
}

export default Province
