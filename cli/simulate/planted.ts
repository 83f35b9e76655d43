import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TongchouError } from '#shared/kernel/errors.ts'
import { synthesize } from '../../local/synthesize.ts'
import { plantedIn } from '../../simulation/planted/load-planted.ts'
import { keepMeasured } from '../../simulation/planted/measured.ts'
import type { Plant } from '../../simulation/planted/plants.ts'
import { plants } from '../../simulation/planted/plants.ts'
import { concurrently } from '../year/concurrently.ts'
import type { Figures } from './figures.ts'

type Search = {
  readonly seeds: number
  readonly from: number
  readonly people?: number
  readonly kind?: string
  readonly only?: string
  /** Keeps what it came to, for the page of planted bugs. */
  readonly record: boolean
  /** A synthesized template; the app is synthesized otherwise. */
  readonly assembly?: string
  readonly json: boolean
}

/** What came of a planted bug: after how many seeds it showed, and as what. */
type Found = {
  readonly name: string
  readonly seeds: number
  readonly as?: string
  readonly unseen?: string
  readonly failed?: string
}

const atATime = 2

const searchFor = (
  plant: Plant,
  assembly: string,
  { seeds, from, people, kind = plant.kind }: Search,
): Promise<Found> =>
  new Promise((resolve) => {
    const given = [
      ...['cli/simulate/main.ts', '--json', '--until-wrong'],
      ...(plant.isInTemplate ? [] : ['--assembly', assembly]),
      ...[
        '--seeds',
        String(seeds),
        '--from',
        String(from),
        ...(people === undefined ? [] : ['--people', String(people)]),
        ...(kind === undefined ? [] : ['--kind', kind]),
      ],
    ]
    // So it is loaded also where the template is synthesized, in a process of its own.
    const NODE_OPTIONS = '--import ./simulation/planted/load-planted.ts'
    const env = { ...process.env, [plantedIn]: plant.name, NODE_OPTIONS }
    execFile(process.execPath, given, { env, maxBuffer: 1 << 26 }, (_, printed, said) => {
      const why = plant.unseen === undefined ? {} : { unseen: plant.unseen }
      // One that does not fit its file is no find.
      if (!printed.startsWith('{'))
        return resolve({
          name: plant.name,
          seeds: 0,
          failed: said.split('\n').find((line) => line !== '') ?? '',
        })
      const { seeds: lived, wrong } = JSON.parse(printed) as Figures
      const [first] = wrong.flatMap(({ problems }) => problems)
      resolve({ name: plant.name, seeds: lived, ...(first ? { as: `${first.of}: ${first.says}` } : why) })
    })
  })

const lineOf = ({ name, seeds, as, unseen, failed }: Found): string => {
  if (failed !== undefined) return `    !  ${name}\n       was not lived: ${failed}`
  if (as !== undefined) return `${String(seeds).padStart(5)}  ${name}\n       ${as.slice(0, 160)}`
  return `    -  ${name}\n       ${unseen ?? `not found in ${seeds} seeds`}`
}

/** Plants each bug in a process of its own and lives seeds until it shows. Ends with 1 when one is not found or explained. */
export const findPlanted = async (search: Search): Promise<number> => {
  const wanted = plants.filter(({ name }) => name.includes(search.only ?? ''))
  if (wanted.length === 0)
    throw new TongchouError('simulation.no-plant', `no planted bug has "${search.only}" in its name`)
  const made = mkdtempSync(join(tmpdir(), 'tongchou-planted-'))
  const assembly = search.assembly ?? made
  try {
    if (search.assembly === undefined) await synthesize(made, 'https://simulation.invalid', { code: false })
    const found = await concurrently(wanted, atATime, async (plant) => {
      const outcome = await searchFor(plant, assembly, search)
      if (!search.json) console.log(lineOf(outcome))
      if (search.record && outcome.seeds > 0)
        keepMeasured({ [plant.name]: { seeds: outcome.seeds, isFound: outcome.as !== undefined } })
      return outcome
    })
    const hidden = found.filter(({ as, unseen }) => as === undefined && unseen === undefined)
    const shown = found.filter(({ as }) => as !== undefined).length
    if (search.json) console.log(JSON.stringify({ planted: found.length, shown, found }))
    else console.log(`${shown} of ${found.length} planted bugs were found`)
    return hidden.length === 0 ? 0 : 1
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}
