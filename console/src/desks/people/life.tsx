import { Link } from 'react-router'
import { InstitutionName } from '../../view/institution-name.tsx'
import { Panel } from '../../view/panel.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { ExplainedDay } from './explained-day.tsx'
import type { Person } from './life-events.ts'
import { useLife } from './use-life.ts'

/** A person's life in the insurance, on a line, and why they may claim on a day or not. */
const Life = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const person = record as unknown as Person
  const { events, failed, loading } = useLife(person)
  return (
    <>
      <ExplainedDay personId={person.personId} />
      <Panel title={words.say('people.life')} loading={loading && events.length === 0}>
        {failed && (
          <p role="alert" className="failed">
            {words.say('people.lifeFailed')}
          </p>
        )}
        <ol className="history">
          {events.map(({ at, tone, kind, content, institution, opens }) => (
            <li key={`${at} ${content}`}>
              <time dateTime={at}>{at}</time>
              <span>
                <span className={`state ${tone}`}>{kind}</span>
              </span>
              <span>
                {opens === undefined ? content : <Link to={opens}>{content}</Link>}{' '}
                {institution && <InstitutionName code={institution} />}
              </span>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  )
}

export default Life
