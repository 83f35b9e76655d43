import { Command, Option } from 'commander'
import { wholeNumber } from '../generate/options.ts'
import { measureBundles } from './bundles.ts'
import { measureClaims } from './claims.ts'
import { measureInstitutions } from './institutions.ts'
import { measureKernel } from './kernel.ts'

type Options = { people: number; institutions: number; only?: 'institutions' | 'kernel'; json: boolean }

const { people, institutions, only, json } = new Command('bench')
  .description(
    'Measures the kernel, what a claim costs at DynamoDB, a year of many institutions, and the deployed code of every function.',
  )
  .option('--people <number>', 'how many insured the measured year has', wholeNumber(10, 100_000), 200)
  .option(
    '--institutions <number>',
    'how many institutions are settled with and cleared; 0 leaves that part out',
    wholeNumber(0, 10_000),
    320,
  )
  .addOption(new Option('--only <part>', 'measures one part alone').choices(['institutions', 'kernel']))
  .option('--json', 'print one flat object for machines', false)
  .parse()
  .opts<Options>()

const measureAll = async () => {
  const bundles = await measureBundles()
  if (!json) console.table(bundles)
  return {
    ...measureKernel(),
    ...(await measureClaims(people)),
    largestBundleBytes: Math.max(...bundles.map(({ bytes }) => bytes)),
    slowestImportMilliseconds: Math.max(...bundles.map(({ importMilliseconds }) => importMilliseconds)),
  }
}

const figures: Record<string, number> = {
  ...(only === 'kernel' ? measureKernel() : {}),
  ...(only === undefined ? await measureAll() : {}),
  ...(only !== 'kernel' && institutions > 0 ? await measureInstitutions(institutions) : {}),
}
if (json) console.log(JSON.stringify(figures))
else console.table(figures)
