import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useWords } from '../words/words.ts'
import type { Exported } from './exported.ts'
import { saveRows } from './save-rows.ts'

/** Two buttons that take a table of a page away, as CSV and as a workbook. */
export const SaveTable = ({
  title,
  table,
  size = 'middle',
}: {
  readonly title: string
  readonly table: () => Exported | Promise<Exported>
  readonly size?: 'small' | 'middle'
}) => {
  const { say } = useWords()
  return (['csv', 'xlsx'] as const).map((format) => (
    <Button
      key={format}
      size={size}
      icon={<DownloadOutlined />}
      onClick={async () => saveRows(title, format, await table())}
    >
      {say('export.as', { format: format.toUpperCase() })}
    </Button>
  ))
}
