import { Button, Form, Progress, Radio, Select, Steps } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { CallFailed, type Problem } from '../api/problem.ts'
import { useOperation } from '../api/use-call.ts'
import { kindWithoutTable } from '../form/file-kind.ts'
import { ProblemNotice } from '../form/problem-notice.tsx'
import { chinaDay } from '../view/china-time.ts'
import { Heading } from '../view/heading.tsx'
import { Panel } from '../view/panel.tsx'
import type { Said } from '../words/said.ts'
import { SpokenOf, useWords } from '../words/words.ts'
import { base64Of, importIdOf } from './pieces.ts'
import { operationsOf, type Sent, sendPieces, startRun, type Taker } from './run.ts'
import { RunShown, useRun } from './run-shown.tsx'

/** What the address says of a file that was sent, so that the page stands again after it was left. */
const sentIn = (service: Taker, search: URLSearchParams): (Sent & { readonly name: string }) | undefined => {
  const { importId, parts, kind, name = '', encoding, sender } = Object.fromEntries(search)
  if (importId === undefined || parts === undefined || kind === undefined) return undefined
  return {
    service,
    importId,
    parts: Number(parts),
    kind,
    name,
    ...(encoding && { encoding }),
    ...(sender && { sender }),
  }
}

/** Does something that a service may refuse, once at a time, and keeps the refusal for the page. */
const useDoing = () => {
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const does = async (what: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await what()
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setProblem(error.problem)
    } finally {
      setBusy(false)
    }
  }
  return { problem, busy, does }
}

type Chosen = { readonly kind: string; readonly encoding?: string; readonly sender?: string }

/** The form that a file is chosen in; sent, it is looked over at once, which changes nothing. */
const Choose = ({ service }: { readonly service: Taker }) => {
  const words = useWords()
  const operation = useOperation(operationsOf(service).run)
  const [, setSearch] = useSearchParams()
  const [file, setFile] = useState<File>()
  const [wrong, setWrong] = useState<string>()
  const [sent, setSent] = useState<readonly [number, number]>()
  const { problem, busy, does } = useDoing()
  const fields = operation?.body?.properties ?? {}
  const options = (name: string) =>
    (fields[name]?.enum ?? []).map((value) => ({ value, label: words.value(value, name) }))

  const take = async (next: File | undefined) => {
    setFile(next)
    const begin = next === undefined ? '' : base64Of(new Uint8Array(await next.slice(0, 30).arrayBuffer()))
    const kind = kindWithoutTable(begin)
    setWrong(kind === undefined ? undefined : words.say('form.noTable', { kind }))
  }
  const send = ({ kind, encoding, sender }: Chosen) =>
    does(async () => {
      if (file === undefined || wrong !== undefined) return
      const importId = importIdOf(kind, chinaDay(), crypto.randomUUID())
      const bytes = new Uint8Array(await file.arrayBuffer())
      const parts = await sendPieces({ service, importId }, bytes, (part, of) => setSent([part, of]))
      const terms = { kind, ...(encoding && { encoding }), ...(sender && { sender }) }
      const preview = await startRun(
        { service, importId, parts, ...terms },
        { preview: true, onBadRows: 'skip' },
      )
      setSearch({ importId, parts: String(parts), name: file.name, ...terms, preview })
    })
  if (operation === undefined) return null
  return (
    <Form layout="vertical" onFinish={send} disabled={busy} initialValues={{ kind: fields.kind?.default }}>
      <div className="filter">
        <Form.Item name="kind" label={words.field('kind')}>
          <Select options={options('kind')} />
        </Form.Item>
        <Form.Item name="encoding" label={words.field('encoding')}>
          <Select allowClear placeholder={words.say('file.encodingFound')} options={options('encoding')} />
        </Form.Item>
      </div>
      <Form.Item
        label={words.say('file.choose')}
        htmlFor="file"
        required
        {...(wrong === undefined ? {} : { validateStatus: 'error' as const, help: wrong })}
      >
        <input id="file" type="file" onChange={({ target }) => void take(target.files?.[0])} />
      </Form.Item>
      {sent && (
        <Progress percent={Math.round((sent[0] / sent[1]) * 100)} aria-label={words.say('file.sending')} />
      )}
      {problem && <ProblemNotice problem={problem} />}
      <Button
        className="below"
        type="primary"
        htmlType="submit"
        loading={busy}
        disabled={file === undefined || wrong !== undefined}
      >
        {words.say('file.preview')}
      </Button>
    </Form>
  )
}

/** What the file would do, and the button that has it done. */
const Preview = ({
  sent,
  runId,
}: {
  readonly sent: Sent & { readonly name: string }
  readonly runId: string
}) => {
  const { say } = useWords()
  const [search, setSearch] = useSearchParams()
  const { run, running, problem: unread } = useRun({ ...sent, runId })
  const [onBadRows, setOnBadRows] = useState<'skip' | 'refuse'>('skip')
  const { problem, busy, does } = useDoing()
  const { name, ...file } = sent
  const start = () =>
    does(async () => {
      const next = await startRun(file, { preview: false, onBadRows })
      setSearch({ ...Object.fromEntries(search), run: next })
    })
  return (
    <>
      {unread && <ProblemNotice problem={unread} />}
      <RunShown of={{ ...sent, runId }} run={run} running={running} />
      {run?.outcome === 'previewed' && (
        <div className="below">
          {(run.bad ?? 0) > 0 && (
            <Radio.Group
              value={onBadRows}
              onChange={({ target }) => setOnBadRows(target.value as 'skip' | 'refuse')}
              options={(['skip', 'refuse'] as const).map((value) => ({ value, label: say(`file.${value}`) }))}
            />
          )}
          {problem && <ProblemNotice problem={problem} />}
          <p>
            <Button type="primary" loading={busy} onClick={() => void start()}>
              {say('file.start')}
            </Button>{' '}
            <Button onClick={() => setSearch({})}>{say('file.another')}</Button>
          </p>
        </div>
      )}
      {run && run.outcome !== 'previewed' && (
        <Button onClick={() => setSearch({})}>{say('file.another')}</Button>
      )}
    </>
  )
}

/** How far the import is, what it came to, and what comes next. */
const Result = ({
  sent,
  runId,
  next,
}: {
  readonly sent: Sent & { readonly name: string }
  readonly runId: string
  readonly next: string
}) => {
  const { say } = useWords()
  const go = useNavigate()
  const [, setSearch] = useSearchParams()
  const { run, running, problem } = useRun({ ...sent, runId })
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <RunShown of={{ ...sent, runId }} run={run} running={running} />
      {run && (
        <p className="below">
          <Button type="primary" onClick={() => void go(`/${next}?importId=${sent.importId}`)}>
            {say('file.record')}
          </Button>{' '}
          <Button onClick={() => setSearch({})}>{say('file.another')}</Button>
        </p>
      )}
    </>
  )
}

const stages = ['choose', 'preview', 'start', 'result'] as const

/** A file of an office on one page: chosen, looked over, taken, and its bad rows given back. */
export const SendFile = ({
  service,
  title,
  next,
}: {
  readonly service: Taker
  readonly title: Said
  /** The page of one import. */
  readonly next: string
}) => {
  const { say } = useWords()
  const [search] = useSearchParams()
  const sent = sentIn(service, search)
  const preview = search.get('preview')
  const run = search.get('run')
  const [stage, shown]: readonly [number, ReactNode] =
    sent !== undefined && run !== null
      ? [3, <Result key={run} sent={sent} runId={run} next={next} />]
      : sent !== undefined && preview !== null
        ? [1, <Preview key={preview} sent={sent} runId={preview} />]
        : [0, <Choose key="choose" service={service} />]
  return (
    <>
      <Heading title={title} />
      <Steps
        className="months"
        size="small"
        current={stage}
        items={stages.map((each) => ({ title: say(`file.step.${each}`) }))}
      />
      <SpokenOf value={operationsOf(service).read}>
        <Panel title={sent?.name || say('file.choose')}>{shown}</Panel>
      </SpokenOf>
    </>
  )
}
