import { InvalidArgumentError } from 'commander'
import type { Language } from '#shared/kernel/language.ts'
import { carryOut, defineCommand, languageOption, runningStack } from '../terminal/command.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { findingsTable } from './findings-table.ts'
import { deployedTables, localTables } from './tables.ts'
import { verify } from './verify.ts'

/** Reads `settlement=TABLE,budget=TABLE,…`. */
const tableNames = (text: string): Record<string, string> => {
  const pairs = text.split(',').map((pair) => pair.split('='))
  if (pairs.every((pair) => pair.length === 2 && pair.every((part) => part !== '')))
    return Object.fromEntries(pairs) as Record<string, string>
  throw new InvalidArgumentError('must be SERVICE=TABLE,SERVICE=TABLE,…')
}

type Options = { tables?: Record<string, string>; lang: Language; json: boolean }

const { tables, lang, json } = defineCommand(
  'verify',
  'Checks every invariant over what a stack has recorded; ends with 1 when one does not hold.',
  [
    ['npm run verify', 'the stack of `npm start`'],
    ['npm run verify -- --lang zh', 'the same in Chinese'],
    ['npm run verify -- --tables settlement=TABLE,budget=TABLE', 'tables of a deployment'],
  ],
)
  .option('--tables <list>', 'tables of a deployment, SERVICE=TABLE,… with your AWS credentials', tableNames)
  .addOption(languageOption('en'))
  .option('--json', 'print one object for machines', false)
  .parse()
  .opts<Options>()

await carryOut(async () => {
  const found = tables
    ? deployedTables(tables)
    : localTables(runningStack(', and --tables names those of a deployment'))
  const verified = await verify(found)
  const reader = { language: lang, width: terminalWidth() }
  console.log(json ? JSON.stringify(verified) : findingsTable(verified, reader))
  return verified.violations.length > 0 ? 1 : 0
})
