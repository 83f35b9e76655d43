import { operateCommand } from './command.ts'
import { withSite } from './sites.ts'

await operateCommand(withSite).parseAsync()
