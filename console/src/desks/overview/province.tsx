import { useQueries } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Chooser } from '../../view/chooser.tsx'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'
import { BurnChart } from './burn-chart.tsx'
import { Flows } from './flows.tsx'
import { FundYearHeading, useFundYear } from './fund-year.tsx'
import { hasPlan, wholeYears } from './read-execution.ts'
import { CityTable, WarningTable } from './tables.tsx'
import { TileMap } from './tile-map.tsx'
import { useMonths } from './use-months.ts'

const everyMillis = 5_000

/** The sixteen cities' funds on one screen, read again every few seconds; each element opens into its detail. */
const Province = () => {
  const words = useWords()
  const go = useNavigate()
  const [form, setForm] = useState<'map' | 'table'>('map')
  const { scheme, year, choose, open } = useFundYear()
  const answers = useQueries({
    queries: wholeYears(scheme, year).map((each) => ({ ...each, refetchInterval: everyMillis })),
  })
  const found = answers.flatMap(({ data }) => (hasPlan(data) ? [data] : []))
  const failed = answers.filter(({ isError }) => isError).length
  const months = useMonths(scheme, year, found)
  const to = (address: string, search: Readonly<Record<string, string>>) =>
    void go(`/${address}?${new URLSearchParams({ scheme, year, ...search })}`)
  return (
    <>
      <FundYearHeading
        title={['全省总览', 'The province at a glance']}
        of={{ scheme, year }}
        onChoose={choose}
      />
      {failed > 0 && <Alert type="warning" title={words.say('overview.failed', { count: failed })} />}
      <div className="glance">
        <Panel
          title={words.say(form === 'map' ? 'overview.map' : 'overview.cities')}
          extra={
            <Chooser
              label={words.say('overview.form')}
              value={form}
              onChoose={setForm}
              options={(['map', 'table'] as const).map((value) => ({
                value,
                label: words.say(`overview.as.${value}`),
              }))}
            />
          }
        >
          {form === 'map' ? (
            <TileMap cities={found} onOpen={open} />
          ) : (
            <CityTable cities={found} onOpen={open} />
          )}
        </Panel>
        <Panel title={words.say('overview.flows')}>
          <Flows cities={found} onOpen={to} />
        </Panel>
        <Panel title={words.say('year.burn')} loading={months.loading}>
          <BurnChart
            label={words.say('year.burn')}
            year={year}
            whole={found}
            found={months.found}
            height="fill"
            onPick={() => to('overview/year', {})}
          />
        </Panel>
        <Panel title={words.field('warnings')}>
          <WarningTable cities={found} onOpen={(city) => to('fund/warning-cases', { city })} />
        </Panel>
      </div>
    </>
  )
}

export default Province
