import { Option } from 'commander'
import { wholeNumber } from '../generate/options.ts'
import { carryOut, defineCommand } from '../terminal/command.ts'
import { tableOf } from '../terminal/table.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { measureBundles } from './bundles.ts'
import { measureClaims } from './claims.ts'
import { measureInstitutions } from './institutions.ts'
import { measureKernel } from './kernel.ts'
import { measureWhatIf } from './what-if.ts'

type Options = {
  people: number
  institutions: number
  scale: number
  claims: number
  rows: number
  only?: 'imports' | 'local-import' | 'institutions' | 'kernel' | 'outage' | 'what-if' | 'window'
  json: boolean
}

const { people, institutions, scale, rows, claims, only, json } = defineCommand(
  'bench',
  'Measures the kernel, what a claim costs at DynamoDB, a year of many institutions, and the deployed code of every function.',
  [
    ['npm run bench', 'everything, which takes some minutes'],
    ['npm run bench -- --only institutions --institutions 3000', 'a large province, that part alone'],
    ['npm run bench -- --only what-if', 'a million claims judged again under two plans'],
    ['npm run bench -- --only outage', 'what a day without consumers leaves, and how it drains'],
    ['npm run bench -- --only window', "what fifty million residents' payments in December cost, on paper"],
    ['npm run bench -- --only imports --rows 1000000', 'a file of a million persons in pieces'],
    [
      'npm run bench -- --only local-import --rows 100000',
      'the same through the local stack, which keeps them',
    ],
    ['npm run --silent bench -- --json', 'one flat object, for machines'],
  ],
)
  .option(
    '--people <number>',
    'how many insured the measured year has, and how many pay in the measured window',
    wholeNumber(10, 100_000),
    200,
  )
  .option(
    '--institutions <number>',
    'how many institutions are settled with and cleared; 0 leaves that part out',
    wholeNumber(0, 10_000),
    320,
  )
  .option(
    '--scale <number>',
    'of an outage one second of each so many is lived',
    wholeNumber(100, 20_000),
    1000,
  )
  .option('--rows <number>', 'how many rows a file of persons has', wholeNumber(1_000, 1_000_000), 100_000)
  .option(
    '--claims <number>',
    'how many claims a what-if judges again, under two plans',
    wholeNumber(1000, 10_000_000),
    1_000_000,
  )
  .addOption(
    new Option('--only <part>', 'measures one part alone').choices([
      'imports',
      'local-import',
      'institutions',
      'kernel',
      'outage',
      'what-if',
      'window',
    ]),
  )
  .option('--json', 'print one flat object for machines', false)
  .parse()
  .opts<Options>()

const figure = (head: string) => ({ head, kind: 'figure' as const })
const text = (head: string) => ({ head, kind: 'text' as const })

const printBundles = (bundles: Awaited<ReturnType<typeof measureBundles>>): void =>
  console.log(
    tableOf(
      [text('function'), figure('bytes'), figure('import, ms')],
      bundles.map(({ name, bytes, importMilliseconds }) => [name, String(bytes), String(importMilliseconds)]),
      terminalWidth(),
    ),
  )

const measureAll = async () => {
  const bundles = await measureBundles()
  if (!json) printBundles(bundles)
  return {
    ...measureKernel(),
    ...(await measureClaims(people)),
    largestBundleBytes: Math.max(...bundles.map(({ bytes }) => bytes)),
    slowestImportMilliseconds: Math.max(...bundles.map(({ importMilliseconds }) => importMilliseconds)),
  }
}

const printFigures = (figures: Readonly<Record<string, number>>): void =>
  console.log(
    tableOf(
      [text('measured'), figure('figure')],
      Object.entries(figures).map(([name, value]) => [name, String(value)]),
      terminalWidth(),
    ),
  )

await carryOut(async () => {
  const figures: Record<string, number> = {
    ...(only === 'kernel' ? measureKernel() : {}),
    ...(only === undefined ? await measureAll() : {}),
    ...(only === undefined || only === 'imports'
      ? await (await import('./imports.ts')).measureImport(rows)
      : {}),
    ...(only === 'local-import'
      ? await (await import('./local-import.ts')).measureLocalImport(rows, json ? undefined : console.error)
      : {}),
    ...(only === undefined || only === 'what-if' ? measureWhatIf(claims) : {}),
    ...(only === 'window' ? await (await import('./window.ts')).measureWindow(people, json) : {}),
    ...(only === 'outage' ? await (await import('./outage.ts')).measureOutage(scale, json) : {}),
    ...((only === undefined || only === 'institutions') && institutions > 0
      ? await measureInstitutions(institutions)
      : {}),
  }
  if (json) console.log(JSON.stringify(figures))
  else printFigures(figures)
  return 0
})
