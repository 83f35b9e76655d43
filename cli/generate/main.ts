import { provincePolicy } from '../province-policy.ts'
import { carryOut, defineCommand } from '../terminal/command.ts'
import { largestCities } from './city-profiles.ts'
import { generateFundYear } from './generate.ts'
import { wholeNumber } from './options.ts'
import { writeFundYear } from './write-files.ts'

type Options = { people: number; seed: number; cities: number; year: number; out: string }

const options = defineCommand(
  'generate',
  'Invents a fund year as files of the formats that the field uses; the same seed gives the same files.',
  [
    ['npm run generate -- --people 200 --cities 3 --out my-year', 'a small year'],
    ['npm run year -- --data my-year', 'the year through the system, with your changes to its files'],
  ],
)
  .option('--people <number>', 'how many insured', wholeNumber(1, 1_000_000), 2000)
  .option('--seed <number>', 'which of the many possible years', wholeNumber(0, 2 ** 31), 1)
  .option('--cities <number>', 'how many cities, the largest first', wholeNumber(1, 16), 16)
  .option('--year <year>', 'the fund year', wholeNumber(2025, 2099), 2025)
  .option('--out <folder>', 'where to write', 'fund-year')
  .parse()
  .opts<Options>()

await carryOut(() => {
  const year = generateFundYear({ ...options, cities: largestCities(options.cities) }, provincePolicy())
  writeFundYear(options.out, year)
  console.log(
    `${options.out}: ${year.enrolment.length} people, ${year.payments.length} payments, ${year.claims.length} messages of hospitals`,
  )
  console.log(`Take it through the system with: npm run year -- --data ${options.out}`)
  return 0
})
