import { InvalidArgumentError } from 'commander'
import type { Language } from '#shared/kernel/language.ts'
import { withSite } from '../operate/sites.ts'
import { carryOut, defineCommand, languageOption } from '../terminal/command.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { findingsTable } from './findings-table.ts'
import { findStuck, stuckLines } from './stuck.ts'
import { deployedTables } from './tables.ts'
import { verify } from './verify.ts'
import { workLines } from './work.ts'

/** Reads `settlement=TABLE,budget=TABLE,…`. */
const tableNames = (text: string): Record<string, string> => {
  const pairs = text.split(',').map((pair) => pair.split('='))
  if (pairs.every((pair) => pair.length === 2 && pair.every((part) => part !== '')))
    return Object.fromEntries(pairs) as Record<string, string>
  throw new InvalidArgumentError('must be SERVICE=TABLE,SERVICE=TABLE,…')
}

const minutes = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('must be a number of minutes')
}

type Options = {
  readonly tables?: Record<string, string>
  readonly region?: string
  readonly stuckAfter: number
  readonly lang: Language
  readonly json: boolean
}

const { tables, region, stuckAfter, lang, json } = defineCommand(
  'verify',
  'Checks every invariant over what a stack has recorded, and that nothing is stuck; ends with 1 when something is wrong.',
  [
    ['npm run verify', 'the stack of `npm start`'],
    ['npm run verify -- --lang zh', 'the same in Chinese'],
    ['npm run verify -- --region cn-north-1', 'what is deployed there'],
    ['npm run verify -- --tables settlement=TABLE,budget=TABLE', 'tables alone, such as restored ones'],
  ],
)
  .option('--region <region>', 'what is deployed there, with your AWS credentials')
  .option('--tables <list>', 'tables alone, SERVICE=TABLE,… with your AWS credentials', tableNames)
  .option('--stuck-after <minutes>', 'how long a message or a run may wait', minutes, 60)
  .addOption(languageOption('en'))
  .option('--json', 'print one object for machines', false)
  .parse()
  .opts<Options>()

await carryOut(async () => {
  const reader = { language: lang, width: terminalWidth() }
  if (tables) {
    const verified = await verify(deployedTables(tables))
    console.log(
      json
        ? JSON.stringify(verified)
        : [findingsTable(verified, reader), workLines(verified.work, lang)].join('\n'),
    )
    return verified.violations.length > 0 ? 1 : 0
  }
  return withSite(region, async (site) => {
    const verified = await verify(site.tables)
    const { late, ...found } = verified
    const stuck = [...(await findStuck(site, stuckAfter)), ...late]
    console.log(
      json
        ? JSON.stringify({ ...found, stuck })
        : [findingsTable(verified, reader), workLines(verified.work, lang), stuckLines(stuck, lang)].join(
            '\n',
          ),
    )
    return verified.violations.length > 0 || stuck.length > 0 ? 1 : 0
  })
})
