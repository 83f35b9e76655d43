import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress, Space } from 'antd'
import { useState } from 'react'
import { download } from '../api/call.ts'
import { CallFailed, type Problem } from '../api/problem.ts'
import { useCall } from '../api/use-call.ts'
import { ProblemNotice } from '../form/problem-notice.tsx'
import { RecordView } from '../view/record.tsx'
import { saveBlob } from '../view/save-rows.ts'
import { RowsTable } from '../view/table.tsx'
import { useWords } from '../words/words.ts'
import { stemOf } from './pieces.ts'
import { type Import, operationsOf, type Run, type Taker } from './run.ts'

type Of = {
  readonly service: Taker
  readonly importId: string
  readonly runId: string
  /** What the file was called by whoever sent it. */
  readonly name: string
}

const everySeconds = 2

/** A run over a file, read again until it came to its end. */
export const useRun = ({ service, importId, runId }: Omit<Of, 'name'>) => {
  const [done, setDone] = useState(false)
  const { answer, problem } = useCall<Import>(
    operationsOf(service).read,
    { params: { importId } },
    done ? {} : { everySeconds },
  )
  const run = answer?.runs?.find((each) => each.runId === runId)
  if (run !== undefined && !done) setDone(true)
  return { run, running: answer?.running?.find((each) => each.runId === runId), problem }
}

/** The rows that could not be taken, as a file that is called like the one that was sent. */
const BadRowsOf = ({ run, of: { service, importId, name } }: { readonly run: Run; readonly of: Of }) => {
  const { say } = useWords()
  const [problem, setProblem] = useState<Problem>()
  const parts = run.badRowParts ?? 0
  const save = async (part: number) => {
    setProblem(undefined)
    try {
      const { blob } = await download(operationsOf(service).badRows, {
        params: { importId, runId: run.runId },
        query: { part },
      })
      const of = parts === 1 ? '' : `-${part}`
      saveBlob(`${say('file.badRowsOf', { name: stemOf(name) })}${of}.csv`, blob)
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setProblem(error.problem)
    }
  }
  return (
    <Space wrap className="pages">
      {Array.from({ length: parts }, (_, at) => at + 1).map((part) => (
        <Button key={part} icon={<DownloadOutlined />} onClick={() => void save(part)}>
          {parts === 1
            ? say('file.badRowsBack', { bad: run.bad ?? 0 })
            : say('file.badRowsBackPart', { bad: run.bad ?? 0, part, parts })}
        </Button>
      ))}
      {problem && <ProblemNotice problem={problem} />}
    </Space>
  )
}

const text = { type: 'string' }
const faultFields = { properties: { line: { type: 'integer' }, column: { ...text, enum: [] }, reason: text } }

const Faults = ({ run }: { readonly run: Run }) => {
  const words = useWords()
  const rows = (run.firstBad ?? []).map(({ line, column, reason, reasonZh }) => ({
    line,
    column: words.field(column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
    reason: words.language === 'zh' ? reasonZh : reason,
  }))
  if (rows.length === 0) return null
  return (
    <div className="panel below">
      <RowsTable rows={rows} schema={faultFields} />
    </div>
  )
}

const kinds = {
  previewed: 'info',
  imported: 'success',
  refused: 'error',
  overtaken: 'warning',
  unreadable: 'error',
} as const

/** What a run came to, or how far it is: its counts, its first faults, and its bad rows as a file. */
export const RunShown = ({
  of,
  run,
  running,
}: { readonly of: Of } & Omit<ReturnType<typeof useRun>, 'problem'>) => {
  const words = useWords()
  if (run === undefined)
    return (
      <>
        <Progress percent={100} status="active" showInfo={false} aria-label={words.say('file.running')} />
        <p role="status">
          {words.say('file.runningAt', {
            phase: words.value(running?.phase ?? 'judging', 'phase'),
            judged: running?.judged ?? 0,
            taken: running?.taken ?? 0,
          })}
        </p>
      </>
    )
  const {
    outcome,
    fault,
    rows = 0,
    imported = 0,
    would,
    did,
    bad = 0,
    unreadColumns = [],
    firstNames = [],
  } = run
  const isPreview = outcome === 'previewed'
  const done = Object.entries((isPreview ? would : did) ?? {})
    .map(([what, count]) => `${words.value(what, 'did')} ${count}`)
    .join(' · ')
  const counts = { rows, bad, ...(isPreview ? { would: done } : { imported, did: done }) }
  const told = words.language === 'zh' ? fault?.reasonZh : fault?.reason
  return (
    <>
      <Alert
        type={kinds[outcome]}
        role="status"
        title={words.say(`file.outcome.${outcome}`, {
          rows: rows ?? 0,
          bad: bad ?? 0,
          imported: imported ?? 0,
        })}
        {...(told === undefined ? {} : { description: told })}
      />
      <div className="below">
        <RecordView record={isPreview ? { ...counts, unreadColumns, firstNames } : counts} schema={{}} />
      </div>
      <Faults run={run} />
      <BadRowsOf run={run} of={of} />
    </>
  )
}
