import { Command } from 'commander'
import { wholeNumber } from '../generate/options.ts'
import { measureBundles } from './bundles.ts'
import { measureClaims } from './claims.ts'
import { measureKernel } from './kernel.ts'

type Options = { people: number; json: boolean }

const { people, json } = new Command('bench')
  .description(
    'Measures the kernel, what a claim costs at DynamoDB, and the deployed code of every function.',
  )
  .option('--people <number>', 'how many insured the measured year has', wholeNumber(10, 100_000), 200)
  .option('--json', 'print one flat object for machines', false)
  .parse()
  .opts<Options>()

const bundles = await measureBundles()
const figures: Record<string, number> = {
  ...measureKernel(),
  ...(await measureClaims(people)),
  largestBundleBytes: Math.max(...bundles.map(({ bytes }) => bytes)),
  slowestImportMilliseconds: Math.max(...bundles.map(({ importMilliseconds }) => importMilliseconds)),
}
if (json) console.log(JSON.stringify(figures))
else {
  console.table(bundles)
  console.table(figures)
}
