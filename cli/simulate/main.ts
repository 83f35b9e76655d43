import '../../simulation/quiet-process.ts'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { TongchouError } from '#shared/kernel/errors.ts'
import { simulatedModel } from '../../simulation/model.ts'
import type { Told } from '../../simulation/shrink.ts'
import { shrink } from '../../simulation/shrink.ts'
import type { Result } from '../../simulation/simulate.ts'
import { openStage, simulate } from '../../simulation/simulate.ts'
import type { FaultKind } from '../../simulation/world/faults.ts'
import { faultKinds } from '../../simulation/world/faults.ts'
import type { Kind } from '../../simulation/worlds/stories.ts'
import { kinds, planAny } from '../../simulation/worlds/stories.ts'
import { provincePolicy } from '../province-policy.ts'
import { carryOut, defineCommand } from '../terminal/command.ts'
import { addResult, figureLines, figuresOf, noFigures } from './figures.ts'
import { findPlanted } from './planted.ts'
import { storyLines } from './story-lines.ts'

const count = (text: string): number => {
  if (/^[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw new InvalidArgumentError('must be a whole number above 0')
}

const kindOf = (text: string): Kind => {
  const kind = kinds.find((each) => each === text)
  if (kind === undefined) throw new InvalidArgumentError(`must be one of ${kinds.join(', ')}`)
  return kind
}

type Options = {
  readonly seeds: number
  readonly from: number
  readonly people?: number
  readonly kind?: Kind
  readonly seed?: number
  readonly story?: string
  readonly keep?: string
  readonly explain: boolean
  readonly calm: boolean
  readonly untilWrong: boolean
  readonly planted: boolean
  readonly only?: string
  readonly record: boolean
  readonly assembly?: string
  readonly json: boolean
}

const options = defineCommand(
  'simulate',
  'Lives through bad days in virtual time: all services in one process, with faults by seed, judged by a model and every invariant. Ends with 1 when something is wrong.',
  [
    ['npm run simulate', 'a hundred seeds'],
    ['npm run simulate -- --seeds 1000 --from 5000', 'a thousand others'],
    [
      'npm run simulate -- --seed 110 --explain',
      'one seed, told; where it goes wrong, made as short as it can be',
    ],
    ['npm run simulate -- --planted', 'how soon planted bugs are found'],
    ['npm run simulate -- --story test/simulation/kept/NAME.json --explain', 'a story that was kept'],
  ],
)
  .option('--seeds <count>', 'how many seeds', count, 100)
  .option('--from <seed>', 'the first of them', count, 1)
  .option('--people <count>', 'how many people each story has; as many as its kind has otherwise', count)
  .option('--kind <kind>', `worlds of this kind only: ${kinds.join(', ')}`, kindOf)
  .option('--seed <seed>', 'this seed alone', count)
  .option('--story <file>', 'a kept story instead of a seed')
  .option('--keep <file>', 'write the shortened story of a seed that goes wrong')
  .option('--explain', 'tell what happens', false)
  .option('--calm', 'without faults', false)
  .option('--assembly <folder>', 'a synthesized template; the app is synthesized otherwise')
  .option('--until-wrong', 'stop at the first seed that goes wrong', false)
  .option('--planted', 'plant bugs, one by one, and say how many seeds each is hidden for', false)
  .option('--record', 'keep what planted bugs came to, for the page of them', false)
  .option('--only <words>', 'of the planted bugs those whose name has these words')
  .option('--json', 'print one object for machines', false)
  .parse()
  .opts<Options>()

const everyFault = Object.keys(faultKinds) as FaultKind[]

const toldOf = (seed: number): Told => ({
  ...{ seed, story: planAny(seed, options) },
  faults: options.calm ? [] : everyFault,
})

/** @throws TongchouError `simulation.no-story` where a file is not there or holds something else */
const readStory = (file: string): Told => {
  const nothing = (what: string) => new TongchouError('simulation.no-story', `${file} ${what}`)
  if (!existsSync(file)) throw nothing('is not there')
  const told = JSON.parse(readFileSync(file, 'utf8')) as Partial<Told>
  const isStory = told.seed !== undefined && told.story?.people && told.story.acts && told.faults
  if (!isStory) throw nothing('holds no kept story')
  return { ...(told as Told), ...(options.calm ? { faults: [] } : {}) }
}

/** An option that would say nothing is refused: whoever gives it means something else. */
const refuseIdle = (): void => {
  const idle = [
    ...(options.only !== undefined && !options.planted ? ['--only goes with --planted'] : []),
    ...(options.record && !(options.planted && options.from === 1 && !options.people && !options.kind)
      ? ['--record goes with --planted, and with seeds from the first as they are drawn']
      : []),
    ...(options.keep !== undefined && !(options.seed && options.explain)
      ? ['--keep goes with --seed and --explain']
      : []),
    ...(options.seed && options.story !== undefined ? ['--seed and --story name two stories'] : []),
    ...(options.planted && (options.seed || options.story)
      ? ['--planted lives seeds of its own: --from and --seeds']
      : []),
  ]
  if (idle[0] !== undefined) throw new TongchouError('simulation.option', idle[0])
}

const problemLines = ({ seed, problems }: Result): string[] =>
  problems.map(({ of, says }) => `seed ${seed}: ${of}: ${says}`)

await carryOut(async () => {
  refuseIdle()
  if (options.planted) return findPlanted(options)
  const stage = await openStage(await simulatedModel(options.assembly), provincePolicy())
  const run = (told: Told) => simulate(stage, told.story, told)
  const single = options.story ? readStory(options.story) : options.seed && toldOf(options.seed)
  if (single) {
    const result = await run(single)
    const isWrong = result.problems.length > 0
    const told = isWrong && !options.story && options.explain ? await shrink(stage, single, result) : single
    const shown = told === single ? result : await run(told)
    if (isWrong && options.keep) writeFileSync(options.keep, `${JSON.stringify(told, null, 1)}\n`)
    if (options.json) console.log(JSON.stringify(shown))
    else {
      if (options.explain) console.log(storyLines(told).join('\n'))
      console.log([...problemLines(shown), ...figureLines(figuresOf([shown]))].join('\n'))
    }
    return isWrong ? 1 : 0
  }
  const started = process.hrtime.bigint()
  let figures = noFigures
  for (let seed = options.from; seed < options.from + options.seeds; seed += 1) {
    const result = await run(toldOf(seed))
    figures = addResult(figures, result)
    if (!options.json) for (const line of problemLines(result)) console.log(line)
    if (options.untilWrong && result.problems.length > 0) break
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  if (options.json) console.log(JSON.stringify({ ...figures, seconds }))
  else console.log(figureLines(figures, seconds).join('\n'))
  return figures.wrong.length > 0 ? 1 : 0
})
