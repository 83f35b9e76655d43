import { Option } from 'commander'
import type { Language } from '#shared/kernel/language.ts'
import { wholeNumber } from '../generate/options.ts'
import { carryOut, defineCommand, languageOption } from '../terminal/command.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { findingsSummary } from '../verify/findings-table.ts'
import { toJson } from './json.ts'
import { mustFit } from './must-fit.ts'
import { openProgress } from './progress.ts'
import { openStack } from './stack.ts'
import { yearTables } from './tables.ts'
import type { YearOptions } from './year.ts'
import { carryOutYear } from './year.ts'

type Options = Omit<YearOptions, 'watched' | 'log' | 'language'> & {
  running: boolean
  simulated: boolean
  chaos: boolean
  log: boolean
  json: boolean
  lang: Language
}

const options = defineCommand(
  'year',
  'Takes a province through a whole fund year on this machine, and verifies every fen of it.',
  [
    ['npm run year -- --people 200 --cities 3', 'a small year, in a stack of its own'],
    ['npm run year -- --running --lang zh', 'through the stack of `npm start`, in Chinese'],
    ['npm run year -- --simulated', 'in virtual time and in this process, without Java'],
    ['npm run --silent year -- --people 2000 --chaos --json', 'with faults injected, for machines'],
    ['npm run year -- --data FOLDER', 'your own files; `npm run generate` writes some to begin with'],
  ],
)
  .option('--people <number>', 'how many insured', wholeNumber(10, 1_000_000), 2000)
  .option('--seed <number>', 'which of the many possible years', wholeNumber(0, 2 ** 31), 1)
  .option('--cities <number>', 'how many cities, the largest first', wholeNumber(1, 16), 16)
  .option('--year <year>', 'the fund year', wholeNumber(2025, 2099), 2025)
  .option('--data <folder>', 'your own files in place of generated ones (see `npm run generate`)')
  .option('--running', 'go through the stack that `npm start` runs here instead of a temporary one', false)
  .addOption(
    new Option('--simulated', 'live in virtual time, in this process, with a stand-in for the database')
      .conflicts('running')
      .default(false),
  )
  .option(
    '--chaos',
    'deliver twice, late and out of order; throttle, conflict, kill and lose answers on the way',
    false,
  )
  .option('--log', 'tell on stderr what the stack does and what goes wrong in it', false)
  .addOption(languageOption('en'))
  .option('--json', 'print one object for machines', false)
  .parse()
  .opts<Options>()

const seconds = (): string => (performance.now() / 1000).toFixed(1).padStart(6)
const log = options.log ? (line: string) => console.error(`${seconds()} ${line}`) : () => {}
const watched = !options.json && !options.log && process.stderr.isTTY === true
const language = options.lang

const openWatched = async () => {
  const progress = openProgress({ watched, language, log })
  try {
    return await progress.phase('stack', () => openStack({ ...options, log }))
  } finally {
    progress.stop()
  }
}

const run = async (): Promise<number> => {
  mustFit(options)
  const stack = await openWatched()
  const stop = () => void stack.close().finally(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const report = await carryOutYear(stack, { ...options, language, log, watched })
    const reader = { language, width: terminalWidth() }
    if (options.json) console.log(JSON.stringify(toJson(report)))
    else console.log(`${yearTables(report, reader)}\n\n${findingsSummary(report.verified, reader)}`)
    return report.verified.violations.length > 0 || report.deadLetters > 0 ? 1 : 0
  } finally {
    await stack.close()
  }
}

await carryOut(run)
process.exit()
