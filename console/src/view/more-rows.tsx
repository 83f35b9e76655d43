import { Button } from 'antd'
import { useWords } from '../words/words.ts'

/** The way to the rows after those that are shown, where there are more. */
export const MoreRows = ({
  next,
  onNext,
}: {
  readonly next: string | undefined
  readonly onNext: (cursor: string) => void
}) => {
  const { say } = useWords()
  if (next === undefined) return null
  return (
    <div className="pages">
      <Button onClick={() => onNext(next)}>{say('list.next')}</Button>
    </div>
  )
}
