import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { download, type Input } from '../api/call.ts'
import type { Operation } from '../api/operation.ts'
import { CallFailed, type Problem } from '../api/problem.ts'
import { useWords } from '../words/words.ts'
import { saveBlob } from './save-rows.ts'

/** A button for each file that a read answers beside JSON: what it says in the form that offices print and hand on. */
export const FileButtons = ({
  operation,
  input,
}: {
  readonly operation: Operation | undefined
  readonly input: Input
}) => {
  const words = useWords()
  const [problem, setProblem] = useState<Problem>()
  const formats = operation?.query.find(({ name }) => name === 'format')?.schema.enum ?? []
  if (operation === undefined) return null
  const save = async (format: string | number) => {
    setProblem(undefined)
    try {
      const { name, blob } = await download(operation.id, { ...input, query: { ...input.query, format } })
      saveBlob(name, blob)
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setProblem(error.problem)
    }
  }
  return (
    <>
      {formats
        .filter((format) => format !== 'json')
        .map((format) => (
          <Button key={format} icon={<DownloadOutlined />} onClick={() => void save(format)}>
            {words.value(format, 'format')}
          </Button>
        ))}
      {problem && (
        <span role="alert" className="failed">
          {words.language === 'zh' ? problem.detailZh : problem.detail}
        </span>
      )}
    </>
  )
}
