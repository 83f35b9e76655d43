import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Space } from 'antd'
import { useState } from 'react'
import { chinaDay } from '../../../../shared/calendar/day.ts'
import { call } from '../../api/call.ts'
import { useOperation } from '../../api/use-call.ts'
import { plain } from '../../form/values.ts'
import { ActionButton } from '../../view/actions.tsx'
import { Chooser } from '../../view/chooser.tsx'
import { Panel } from '../../view/panel.tsx'
import { type Row, RowsTable } from '../../view/table.tsx'
import { SpokenOf, useWords } from '../../words/words.ts'
import { readOn } from '../../work/read-on.ts'
import { type Contested, objectionsIn, ticked, withReason } from './contested.ts'

const postings = 'GET /v1/budget/postings'
const answer = 'POST /v1/budget/statements/{city}/{scheme}/{month}/{institution}/answer'
const columns = ['claimId', 'care', 'settledOn', 'total', 'inScope', 'payable'] as const
const most = { rows: 5_000, pages: 50 }

/** Which statement is answered. */
export type StatementOf = {
  readonly city: string
  readonly scheme: string
  readonly month: string
  readonly institution: string
}

const claimsOf = async ({ city, scheme, institution }: StatementOf, month: string) =>
  readOn(
    async (cursor) => {
      const query = { city, scheme, institution, month, ...(cursor && { cursor }) }
      const page = await call<{ postings: readonly Row[]; cursor?: string }>(postings, { query })
      return { rows: page.postings, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) }
    },
    () => true,
    most,
  )

/** The months of a statement's year up to its own, which claims of it may be of; its own first. */
const monthsOf = (month: string): readonly string[] =>
  Array.from(
    { length: Number(month.slice(5)) },
    (_, at) => `${month.slice(0, 5)}${String(at + 1).padStart(2, '0')}`,
  ).reverse()

/** An institution answers its month: it confirms it, or ticks the claims that it contests and says why. */
export const Contest = ({ of }: { readonly of: StatementOf }) => {
  const words = useWords()
  const operation = useOperation(postings)
  const [month, setMonth] = useState(of.month)
  const [contested, setContested] = useState<Contested>({})
  const { data, isFetching } = useQuery({
    queryKey: ['call', postings, 'contest', of, month],
    queryFn: () => claimsOf(of, month),
    retry: false,
  })
  const items = objectionsIn(contested)
  const given = (each: readonly object[]) => ({
    params: { ...of },
    // An office alone takes an answer down from paper.
    body: { on: chinaDay(new Date()), items: each, paper: undefined },
  })
  const count = Object.keys(contested).length
  const schema = plain(plain(operation?.answer ?? {}).properties?.postings ?? {}).items ?? {}
  return (
    <Panel
      title={words.say('contest.title')}
      extra={
        <Chooser
          label={words.say('contest.month')}
          value={month}
          onChoose={setMonth}
          options={monthsOf(of.month).map((each) => ({ value: each, label: each }))}
        />
      }
    >
      <p>{words.say('contest.says')}</p>
      <SpokenOf value={postings}>
        <RowsTable
          rows={data?.rows ?? []}
          schema={schema}
          columns={columns}
          loading={isFetching}
          end={({ claimId }) => {
            const id = String(claimId)
            return (
              <Space>
                <Checkbox
                  checked={id in contested}
                  onChange={() => setContested(ticked(contested, id, month))}
                >
                  {words.say('contest.tick')}
                </Checkbox>
                {id in contested && (
                  <Input
                    aria-label={words.say('contest.reason', { claim: id })}
                    placeholder={words.field('reason')}
                    value={contested[id]?.reason ?? ''}
                    onChange={({ target }) => setContested(withReason(contested, id, target.value))}
                  />
                )}
              </Space>
            )
          }}
        />
      </SpokenOf>
      {data?.more && <p role="status">{words.say('record.more')}</p>}
      <Space className="form-end">
        {count === 0 && (
          <ActionButton id={answer} given={given([])} primary called={words.say('contest.confirm')} />
        )}
        {items !== undefined && (
          <ActionButton
            id={answer}
            given={given(items)}
            primary
            called={words.say('contest.contest', { count: items.length })}
          />
        )}
        {count > 0 && items === undefined && <Button disabled>{words.say('contest.reasonsMissing')}</Button>}
      </Space>
    </Panel>
  )
}
