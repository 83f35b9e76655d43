import { Empty } from 'antd'
import { Heading } from '../view/heading.tsx'
import { useWords } from '../words/words.ts'

/** Everything that waits for whoever looks. */
const Work = () => {
  const { say } = useWords()
  return (
    <>
      <Heading title={['待办', 'Work']} />
      <Empty description={say('work.none')} />
    </>
  )
}

export default Work
