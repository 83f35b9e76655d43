import { Command } from 'commander'
import { TongchouError } from '#shared/kernel/errors.ts'
import { wholeNumber } from '../generate/options.ts'
import { findingsTable } from '../verify/findings-table.ts'
import { toJson } from './json.ts'
import { openStack } from './stack.ts'
import { yearTables } from './tables.ts'
import type { YearOptions } from './year.ts'
import { carryOutYear } from './year.ts'

type Options = Omit<YearOptions, 'watched' | 'log'> & {
  running: boolean
  chaos: boolean
  log: boolean
  json: boolean
}

const options = new Command('year')
  .description('Takes a province through a whole fund year on this machine, and verifies every fen of it.')
  .option('--people <number>', 'how many insured', wholeNumber(10, 1_000_000), 2000)
  .option('--seed <number>', 'which of the many possible years', wholeNumber(0, 2 ** 31), 1)
  .option('--cities <number>', 'how many cities, the largest first', wholeNumber(1, 16), 16)
  .option('--year <year>', 'the fund year', wholeNumber(2025, 2099), 2025)
  .option('--data <folder>', 'your own files in place of generated ones (see `npm run generate`)')
  .option('--running', 'go through the stack that `npm start` runs here instead of a temporary one', false)
  .option('--chaos', 'deliver twice, late and out of order; throttle, conflict and kill on the way', false)
  .option('--log', 'tell on stderr what the stack does and what goes wrong in it', false)
  .option('--json', 'print one object for machines', false)
  .parse()
  .opts<Options>()

const seconds = (): string => (performance.now() / 1000).toFixed(1).padStart(6)
const log = options.log ? (line: string) => console.error(`${seconds()} ${line}`) : () => {}

const run = async (): Promise<number> => {
  const stack = await openStack({ ...options, log })
  const stop = () => void stack.close().finally(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const report = await carryOutYear(stack, {
      ...options,
      log,
      watched: !options.json && process.stderr.isTTY === true,
    })
    if (options.json) console.log(JSON.stringify(toJson(report)))
    else console.log(`${yearTables(report)}\n\n${findingsTable(report.verified)}`)
    return report.verified.violations.length > 0 || report.deadLetters > 0 ? 1 : 0
  } finally {
    await stack.close()
  }
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof TongchouError ? `${error.code}: ${error.message}` : error)
    process.exit(1)
  },
)
