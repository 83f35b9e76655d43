import { Command, InvalidArgumentError } from 'commander'
import { findRunningStack } from '../../local/stack-file.ts'
import { findingsTable } from './findings-table.ts'
import type { Tables } from './tables.ts'
import { deployedTables, localTables } from './tables.ts'
import { verify } from './verify.ts'

/** Reads `settlement=TABLE,budget=TABLE,…`. */
const tableNames = (text: string): Record<string, string> => {
  const pairs = text.split(',').map((pair) => pair.split('='))
  if (pairs.every((pair) => pair.length === 2 && pair.every((part) => part !== '')))
    return Object.fromEntries(pairs) as Record<string, string>
  throw new InvalidArgumentError('must be SERVICE=TABLE,SERVICE=TABLE,…')
}

const command = new Command('verify')
  .description('Checks every invariant over what a stack has recorded; ends with 1 when one does not hold.')
  .option('--tables <list>', 'tables of a deployment, SERVICE=TABLE,… with your AWS credentials', tableNames)
  .option('--json', 'print one object for machines', false)
  .parse()
const options = command.opts<{ tables?: Record<string, string>; json: boolean }>()

const tables = (): Tables => {
  if (options.tables) return deployedTables(options.tables)
  const stack = findRunningStack()
  if (stack) return localTables(stack)
  return command.error('no stack runs from this directory; start one with `npm start`, or name --tables')
}

const verified = await verify(tables())
console.log(options.json ? JSON.stringify(verified) : findingsTable(verified))
process.exitCode = verified.violations.length > 0 ? 1 : 0
