import { ReloadOutlined } from '@ant-design/icons'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { Link } from 'react-router'
import { call } from '../../api/call.ts'
import { RowActions } from '../../view/actions.tsx'
import { Heading } from '../../view/heading.tsx'
import { Panel } from '../../view/panel.tsx'
import { type Row, RowsTable } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { redriveOf, republishOf, type Service, serviceNames, services, watchOf } from './services.ts'

type Watched = {
  readonly queues: readonly Row[]
  readonly letters: readonly Row[]
  readonly runs: readonly Row[]
}

const text = { type: 'string' }
const count = { type: 'integer' }
const listed = { ...text, enum: [] }

const queueFields = {
  properties: { service: text, queue: listed, waiting: count, inHand: count, deadLetters: count },
}
const letterFields = {
  properties: {
    service: text,
    queue: listed,
    what: text,
    cause: { type: 'object' },
    receives: count,
    sentAt: text,
  },
}
const runFields = {
  properties: {
    ...{ service: text, task: listed, runId: text, city: listed },
    ...{ done: count, units: count, startedAt: text, movedAt: text },
  },
}

const every = 30_000

/** A letter that does not hold what it is about is for operators; of a queue all are asked for that have a way back. */
const hasWayBack = ({ wayBack }: Row): boolean => wayBack !== false

/** One row of what a service can be asked to publish once more. */
const serviceFields = { properties: { service: text } }

/** What waits and what failed in every service, for whoever watches tonight: each dead letter with its cause and its way back. */
const Night = () => {
  const words = useWords()
  const queries = useQueryClient()
  const answers = useQueries({
    queries: serviceNames.map((service) => ({
      queryKey: ['call', watchOf(service)],
      queryFn: () => call<Watched>(watchOf(service)),
      refetchInterval: every,
      retry: false,
    })),
  })
  const rowsOf = (part: keyof Watched): readonly Row[] =>
    answers.flatMap(({ data }, at) => {
      const of = serviceNames[at] as Service
      return (data?.[part] ?? []).map((row) => ({ of, service: words.either(services[of]), ...row }))
    })
  const loading = answers.some(({ isLoading }) => isLoading)
  const failed = answers.filter(({ isError }) => isError).length
  const letters = rowsOf('letters')
  const redrive = (row: Row, body: Row) => (
    <>
      <RowActions
        actions={[
          {
            operation: redriveOf(row.of as Service),
            when: hasWayBack,
            given: ({ queue }) => ({ params: { queue }, body }),
          },
        ]}
        row={row}
      />{' '}
      {typeof row.section === 'string' && (
        <Link to={`/watch/runbook#${row.section}`}>{words.say('watch.section')}</Link>
      )}
    </>
  )
  const followed = ({ of, task, runId }: Row) =>
    task === 'republish' ? (
      <Link to={`/watch/republication-${of}?runId=${runId}`}>{words.say('watch.follow')}</Link>
    ) : null
  const sectionOf = ({ of, queue }: Row) =>
    rowsOf('queues').find((each) => each.of === of && each.queue === queue)?.section
  return (
    <>
      <Heading title={['运行值守', 'The night watch']}>
        <Button
          icon={<ReloadOutlined />}
          loading={loading}
          onClick={() => void queries.invalidateQueries({ queryKey: ['call'] })}
        >
          {words.say('watch.again')}
        </Button>
      </Heading>
      {failed > 0 && <Alert type="warning" title={words.say('watch.failed', { count: failed })} />}
      <Panel title={words.say('watch.letters')} loading={loading}>
        {letters.length === 0 ? (
          <p className="quiet">✓ {words.say('watch.none')}</p>
        ) : (
          <RowsTable
            rows={letters}
            schema={letterFields}
            end={(row) => redrive({ ...row, section: sectionOf(row) }, { messageId: row.messageId })}
          />
        )}
      </Panel>
      <Panel title={words.say('watch.queues')} loading={loading} className="below">
        <RowsTable
          rows={rowsOf('queues')}
          schema={queueFields}
          end={(row) => (Number(row.deadLetters) > 0 ? redrive(row, {}) : null)}
        />
      </Panel>
      <Panel title={words.say('watch.runs')} loading={loading} className="below">
        <RowsTable rows={rowsOf('runs')} schema={runFields} end={followed} />
      </Panel>
      <Panel title={words.say('watch.republish')} className="below">
        <p className="quiet inset">{words.say('watch.republished')}</p>
        <RowsTable
          rows={serviceNames.map((of) => ({ of, service: words.either(services[of]) }))}
          schema={serviceFields}
          end={({ of }) => (
            <RowActions actions={[{ operation: republishOf(of as Service), given: () => ({}) }]} row={{}} />
          )}
        />
      </Panel>
    </>
  )
}

export default Night
