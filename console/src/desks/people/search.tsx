import { Input, Space } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api/call.ts'
import { CallFailed, type Problem } from '../../api/problem.ts'
import { useOperation } from '../../api/use-call.ts'
import { ProblemNotice } from '../../form/problem-notice.tsx'
import { plain } from '../../form/values.ts'
import { ActionButton } from '../../view/actions.tsx'
import { Heading } from '../../view/heading.tsx'
import { type Row, RowsTable } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { type Certificate, certificatesIn } from './certificates.ts'

const searches = 'POST /v1/enrollment/persons/searches'
const lookUps = 'POST /v1/enrollment/persons/look-ups'

type Found = { readonly persons?: readonly Row[] }

/** The person of a certificate; a number that several kinds have is looked up as each of them, until one is found. */
const lookUp = async (certificates: readonly Certificate[]): Promise<readonly Row[]> => {
  for (const certificate of certificates) {
    const { persons = [] } = await call<Found>(lookUps, {
      body: { certificate },
      key: crypto.randomUUID(),
    })
    if (persons.length > 0) return persons
  }
  return []
}

/** Finds persons by the number of a certificate, by name or by the first letters of its characters; each look leaves a trace. */
const Search = () => {
  const words = useWords()
  const go = useNavigate()
  const operation = useOperation(searches)
  const [found, setFound] = useState<readonly Row[]>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)

  const search = async (typed: string) => {
    const text = typed.trim()
    if (text === '') return
    setBusy(true)
    setProblem(undefined)
    try {
      const certificates = certificatesIn(text)
      if (certificates.length > 0) {
        const persons = await lookUp(certificates)
        const [person] = persons
        if (person) await go(`/people/person?personId=${person.personId}`)
        else setFound([])
        return
      }
      const isInitials = /^[A-Za-z]+$/.test(text)
      const { persons = [] } = await call<Found>(searches, {
        body: isInitials ? { initials: text.toLowerCase() } : { name: text },
        key: crypto.randomUUID(),
      })
      setFound(persons)
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setProblem(error.problem)
    } finally {
      setBusy(false)
    }
  }

  const schema = plain(operation?.answer ?? {}).properties?.persons?.items ?? {}
  return (
    <>
      <Heading title={['查找参保人', 'Find a person']}>
        <ActionButton id="POST /v1/enrollment/persons" primary />
      </Heading>
      <Space orientation="vertical" className="record" size="middle">
        <Input.Search
          size="large"
          enterButton={words.say('list.search')}
          aria-label={words.say('people.searchBy')}
          placeholder={words.say('people.searchBy')}
          loading={busy}
          onSearch={(text) => void search(text)}
        />
        {problem && <ProblemNotice problem={problem} />}
        {found && (
          <RowsTable
            rows={found}
            schema={schema}
            onOpen={({ personId }) => void go(`/people/person?personId=${personId}`)}
          />
        )}
      </Space>
    </>
  )
}

export default Search
