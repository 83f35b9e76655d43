import { SendFile } from '../../files/send-file.tsx'

/** A file of this desk, from its choice to its bad rows. */
const Page = () => (
  <SendFile service="enrollment" title={['从文件导入', 'From a file']} next="people/import" />
)

export default Page
