import { useQueries } from '@tanstack/react-query'
import { Steps } from 'antd'
import { call } from '../../api/call.ts'
import { useCaller } from '../../session/who.tsx'
import { InstitutionName } from '../../view/institution-name.tsx'
import { PrintedTable } from '../../view/printed.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { Contest } from './contest.tsx'

const read = 'GET /v1/budget/statements/{city}/{scheme}/{month}/{institution}'

/** The amounts of a statement in the order in which a payment notice has them. */
const amounts = [
  ...['claimed', 'controlled', 'others', 'within', 'suspended', 'deposit', 'owedBack', 'ordered'],
] as const

type Statement = Readonly<Record<string, unknown>> & {
  readonly city: string
  readonly scheme: string
  readonly month: string
  readonly institution: string
}
type Told = {
  readonly statement: Statement
  readonly state: string
  readonly answerBy?: string
  readonly items?: readonly Row[]
}

const amountIn = (statement: Statement, name: string): number => Number(statement[name] ?? 0)

/** The months of its year up to a month. */
const monthsThrough = (month: string): readonly string[] =>
  Array.from(
    { length: Number(month.slice(5)) },
    (_, at) => `${month.slice(0, 5)}${String(at + 1).padStart(2, '0')}`,
  )

/** Where each state of a statement stands among the steps that both sides know. */
const stepOf = (state: string, contested: boolean): number =>
  /decided|confirmed|accepted|agreed|silent|closed/.test(state) ? 4 : contested ? 3 : 2

/** A month of an institution as both sides know it: how far it is, and the notice of what is paid, with the year to date. */
const Notice = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { scope } = useCaller()
  const { statement, state, answerBy, items = [] } = record as unknown as Told
  const { city, scheme, month, institution } = statement
  const answers = useQueries({
    queries: monthsThrough(month).map((each) => ({
      queryKey: ['call', read, 'notice', city, scheme, each, institution],
      queryFn: () =>
        call<Told>(read, { params: { city, scheme, month: each, institution } }).catch(() => null),
      retry: false,
    })),
  })
  const months = answers.flatMap(({ data }) => (data ? [data.statement] : []))
  const toDate = (name: string) => months.reduce((sum, each) => sum + amountIn(each, name), 0)
  const steps = ['applied', 'settled', 'answer', 'decided', 'paid'] as const
  return (
    <>
      <Steps
        className="months"
        size="small"
        current={stepOf(state, items.length > 0)}
        items={steps.map((step) => ({
          title: words.say(`notice.${step}`),
          ...(step === 'answer' && answerBy ? { content: words.say('notice.by', { day: answerBy }) } : {}),
        }))}
      />
      <PrintedTable
        title={words.say('notice.title')}
        of={
          <>
            <InstitutionName code={institution} /> {words.value(scheme, 'scheme')} · {month}
          </>
        }
        columns={[
          { title: words.say('printed.item'), text: true },
          { title: words.say('printed.month') },
          { title: words.say('printed.toDate') },
        ]}
        rows={amounts.map((name) => ({
          cells: [words.field(name), amountIn(statement, name), toDate(name)],
          sum: name === 'ordered',
        }))}
        end={<p className="hands">{words.say('notice.seals')}</p>}
      />
      {scope === 'institution' && state === 'awaiting-answer' && (
        <Contest of={{ city, scheme, month, institution }} />
      )}
    </>
  )
}

export default Notice
