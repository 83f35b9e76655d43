import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { toJson } from '../../cli/year/json.ts'
import { throughStack } from '../../cli/year/stack.ts'
import { carryOutYear } from '../../cli/year/year.ts'
import { everyChaos } from '../../local/chaos-switches.ts'
import { startStack } from '../../local/stack.ts'

const minutes = 60_000
/** Half as many faults as the simulation lives, which has hundreds of years for them: here each is waited for in real time. */
const halfTheChaos = Object.fromEntries(
  Object.entries(everyChaos).map(([kind, rate]) => [kind, Number(rate) / 2]),
)
/** A small year has thousands of occasions. */
const size = { people: 15, seed: 1, cities: 1, year: 2025 }

/** What the same year comes to in virtual time, where nothing goes wrong. */
const calmYear = async (): Promise<ReturnType<typeof toJson>> => {
  const given = ['--people', String(size.people), '--cities', String(size.cities)]
  const args = ['cli/year/main.ts', '--simulated', '--json', ...given]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(stdout) as ReturnType<typeof toJson>
}

it(
  'a fund year is the same when everything is delivered twice, late and out of order, throttled and killed',
  async () => {
    const calm = await calmYear()
    // Time-outs and requests refused for good wait for minutes of real time: the simulation lives those.
    const chaos = { ...halfTheChaos, timeOut: 0, refused: 0 }
    const stack = await startStack({ inMemory: true, chaos, seed: 7 })
    try {
      const options = { ...size, watched: false, log: () => {} }
      const again = await carryOutYear(throughStack(stack, { isOwn: true, close: stack.stop }), options)
      const { cities, claims } = toJson(again)
      expect(again.verified.violations).toEqual([])
      expect(JSON.parse(JSON.stringify({ cities, claims }))).toEqual({
        cities: calm.cities,
        claims: calm.claims,
      })
    } finally {
      await stack.stop()
    }
  },
  10 * minutes,
)
