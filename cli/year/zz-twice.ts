import { carryOutYear } from '/tmp/wt/build-faults/cli/year/year.ts'
import { startStack } from '/tmp/wt/build-faults/local/stack.ts'
const stack = await startStack({ inMemory: true, seed: 1 })
const options = { people: 20, seed: 1, cities: 1, year: 2025, watched: false, log: (l: string) => console.error(l), language: 'en' as const }
const used = { ...stack, isOwn: true, close: async () => {} }
try {
  const a = await carryOutYear(used, options)
  console.log('first', a.verified.violations.length, JSON.stringify(a.tally, (k, v) => v instanceof Map ? [...v] : v))
  const b = await carryOutYear(used, options)
  console.log('second', b.verified.violations.length, JSON.stringify(b.tally, (k, v) => v instanceof Map ? [...v] : v))
  console.log(JSON.stringify(a.cities) === JSON.stringify(b.cities))
} catch (e) { console.log('STOPPED', e) } finally { await stack.stop(); process.exit() }
