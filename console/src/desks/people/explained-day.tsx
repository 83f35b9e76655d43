import { Space } from 'antd'
import { useState } from 'react'
import { mayAsk } from '../../api/access.ts'
import { useCall } from '../../api/use-call.ts'
import { DayInput } from '../../form/day-input.tsx'
import { ProblemNotice } from '../../form/problem-notice.tsx'
import { useCaller } from '../../session/who.tsx'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'

type Both = { readonly zh: string; readonly en: string }
type Explanation = {
  readonly day: string
  readonly covered: boolean
  readonly entitled: boolean
  readonly reasons: readonly (Both & {
    readonly code: string
    readonly article: string
    readonly tag: string
    readonly mend?: Both
  })[]
}

export const explanation = 'GET /v1/enrollment/persons/{personId}/explanation'

const Flag = ({ is, yes, no }: { readonly is: boolean; readonly yes: string; readonly no: string }) => (
  <span className={`state ${is ? 'good' : 'bad'}`}>{is ? yes : no}</span>
)

/** Why a person is covered and may claim on a day that the reader chooses, or why not and what would mend it. */
export const ExplainedDay = ({ personId }: { readonly personId: string }) => {
  const words = useWords()
  const { scope } = useCaller()
  const [day, setDay] = useState('')
  const may = mayAsk(explanation, scope)
  const input = { params: { personId }, query: day === '' ? {} : { day } }
  const { answer, problem, loading } = useCall<Explanation>(explanation, input, { enabled: may })
  if (!may) return null
  const { say, language } = words
  return (
    <Panel title={words.operation(explanation)} loading={loading && !answer}>
      <Space wrap>
        <label htmlFor="explained-day">
          {say('people.day')}{' '}
          <DayInput
            id="explained-day"
            picker="date"
            value={day || (answer?.day ?? '')}
            onChange={(next) => setDay(next ?? '')}
          />
        </label>
        {answer && <Flag is={answer.covered} yes={say('people.isCovered')} no={say('people.notCovered')} />}
        {answer && <Flag is={answer.entitled} yes={say('people.mayClaim')} no={say('people.mayNotClaim')} />}
      </Space>
      {problem && <ProblemNotice problem={problem} />}
      {answer && (
        <ul className="reasons">
          {answer.reasons.map(({ code, article, tag, mend, ...reason }) => (
            <li key={code}>
              {reason[language]}{' '}
              <span className="quiet">
                {say('phrase.with', { name: article, of: words.value(tag, 'tag') })}
              </span>
              {mend && <p className="mend">{say('people.mend', { mend: mend[language] })}</p>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
