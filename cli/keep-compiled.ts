import { enableCompileCache } from 'node:module'

/** For `--import`: node keeps what it makes of the code that is loaded after this, for the next process. */
enableCompileCache?.()
