import { DownloadOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { download } from '../api/call.ts'
import type { OperationId } from '../api/operation.ts'
import { CallFailed, type Problem } from '../api/problem.ts'
import { ProblemNotice } from '../form/problem-notice.tsx'
import { useWords } from '../words/words.ts'
import { Panel } from './panel.tsx'
import { saveBlob } from './save-rows.ts'
import type { Row } from './table.tsx'

type Run = { readonly runId: string; readonly bad: number; readonly badRowParts?: number }

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1)

/** The bad rows of each run over a file, as the file that its sender mends and sends again. */
export const BadRows = ({ read, record }: { readonly read: OperationId; readonly record: Row }) => {
  const words = useWords()
  const [problem, setProblem] = useState<Problem>()
  const runs = ((record.runs ?? []) as readonly Run[]).filter(({ bad }) => bad > 0)
  const save = async (runId: string, part: number) => {
    setProblem(undefined)
    try {
      const input = { params: { importId: record.importId, runId }, query: { part } }
      const { name, blob } = await download(read, input)
      saveBlob(name, blob)
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setProblem(error.problem)
    }
  }
  if (runs.length === 0) return null
  return (
    <Panel title={words.operation(read)}>
      <Space wrap>
        {runs.flatMap(({ runId, bad, badRowParts = 1 }) =>
          numbers(badRowParts).map((part) => (
            <Button
              key={`${runId} ${part}`}
              icon={<DownloadOutlined />}
              onClick={() => void save(runId, part)}
            >
              {words.say(badRowParts === 1 ? 'file.badRows' : 'file.badRowsPart', { runId, bad, part })}
            </Button>
          )),
        )}
      </Space>
      {problem && <ProblemNotice problem={problem} />}
    </Panel>
  )
}
