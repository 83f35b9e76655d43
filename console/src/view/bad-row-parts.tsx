import { DownloadOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { download } from '../api/call.ts'
import type { OperationId } from '../api/operation.ts'
import { CallFailed, type Problem } from '../api/problem.ts'
import { useCall } from '../api/use-call.ts'
import { ProblemNotice } from '../form/problem-notice.tsx'
import { useWords } from '../words/words.ts'
import { paramsOf } from './page.ts'
import { Panel } from './panel.tsx'
import { saveBlob } from './save-rows.ts'
import type { Row } from './table.tsx'

/** The bad rows of a list, part by part, where the read itself says how many parts there are. */
export const BadRowParts = ({ read, record }: { readonly read: OperationId; readonly record: Row }) => {
  const words = useWords()
  const params = paramsOf(read, record)
  const { answer } = useCall<{ readonly parts: number }>(read, { params })
  const [problem, setProblem] = useState<Problem>()
  const save = async (part: number) => {
    setProblem(undefined)
    try {
      const { name, blob } = await download(read, { params, query: { part } })
      saveBlob(name, blob)
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setProblem(error.problem)
    }
  }
  if (!answer || answer.parts === 0) return null
  const parts = Array.from({ length: answer.parts }, (_, index) => index + 1)
  return (
    <Panel title={words.operation(read)}>
      <Space wrap>
        {parts.map((part) => (
          <Button key={part} icon={<DownloadOutlined />} onClick={() => void save(part)}>
            {words.say('file.part', { part, parts: answer.parts })}
          </Button>
        ))}
      </Space>
      {problem && <ProblemNotice problem={problem} />}
    </Panel>
  )
}
