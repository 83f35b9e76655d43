import { SendFile } from '../../files/send-file.tsx'

/** A file of this desk, from its choice to its bad rows. */
const Page = () => (
  <SendFile service="contribution" title={['从文件导入', 'From a file']} next="contributions/import" />
)

export default Page
