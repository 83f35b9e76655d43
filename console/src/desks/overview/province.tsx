import { useQueries } from '@tanstack/react-query'
import { Alert, InputNumber, Space } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { cities } from '../../../../shared/kernel/divisions.ts'
import { call } from '../../api/call.ts'
import { CallFailed } from '../../api/problem.ts'
import { Chooser } from '../../view/chooser.tsx'
import { Heading } from '../../view/heading.tsx'
import { Panel } from '../../view/panel.tsx'
import { rememberChosen, rememberedYear } from '../../view/preset.ts'
import { useWords } from '../../words/words.ts'
import type { Execution } from './execution.ts'
import { Flows } from './flows.tsx'
import { CityTable, WarningTable } from './tables.tsx'
import { TileMap } from './tile-map.tsx'

const reads = 'GET /v1/budget/execution/{city}/{scheme}/{year}'
const everyMillis = 5_000

/** One city's execution; nothing where it has no budget of that year. */
const executionOf = async (city: string, scheme: string, year: string): Promise<Execution | null> => {
  try {
    return await call<Execution>(reads, { params: { city, scheme, year } })
  } catch (error) {
    if (error instanceof CallFailed && error.problem.status === 404) return null
    throw error
  }
}

/** The sixteen cities' funds on one page, read again every few seconds; each element opens into its city. */
const Province = () => {
  const words = useWords()
  const go = useNavigate()
  const [search, setSearch] = useSearchParams()
  const scheme = search.get('scheme') ?? 'resident'
  const year = search.get('year') ?? rememberedYear()
  const answers = useQueries({
    queries: cities.map(({ code }) => ({
      queryKey: ['call', reads, 'province', code, scheme, year],
      queryFn: () => executionOf(code, scheme, year),
      refetchInterval: everyMillis,
      retry: false,
    })),
  })
  const found = answers.flatMap(({ data }) => (data && data.lines.length > 0 ? [data] : []))
  const failed = answers.filter(({ isError }) => isError).length
  const choose = (next: Readonly<Record<string, string>>) => {
    rememberChosen(next)
    setSearch({ scheme, year, ...next })
  }
  const open = (city: string) =>
    void go(`/fund/execution?${new URLSearchParams({ city, scheme, year }).toString()}`)
  return (
    <>
      <Heading title={['全省总览', 'The province at a glance']}>
        <Space wrap>
          <Chooser
            label={words.field('scheme')}
            value={scheme}
            onChoose={(next) => choose({ scheme: next })}
            options={['resident', 'employee'].map((value) => ({
              value,
              label: words.value(value, 'scheme'),
            }))}
          />
          <InputNumber
            aria-label={words.field('year')}
            min={2025}
            max={2099}
            value={Number(year)}
            onChange={(next) => next !== null && choose({ year: String(next) })}
          />
        </Space>
      </Heading>
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
