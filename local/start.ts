import { parseArgs } from 'node:util'
import { TongchouError } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { everyChaos, switchesOf } from './chaos-switches.ts'
import type { RunningStack, StackOptions } from './running-stack.ts'
import { startStack } from './stack.ts'
import { announce } from './stack-file.ts'

/** The faults that `--chaos` can have, a few to a line. */
const switches = inPieces(Object.keys(everyChaos), 4)
  .map((some) => some.join(', '))
  .join(',\n                 ')

const usage = `npm start -- [options]

Runs the whole system on this machine until Ctrl-C.

  --port N       where the API listens (3400)
  --fresh        start empty: delete what earlier runs kept
  --data DIR     where data is kept (.tongchou/data)
  --in-memory    keep nothing
  --chaos [LIST] break things on purpose: all of, or a list of
                 ${switches}
  --seed N       seed of the chance behind chaos (1)
  --help         this text

Examples:
  npm start
      data of earlier runs is kept
  npm start -- --fresh --port 8080
      empty, at another port
  npm start -- --chaos throttle,twice --seed 7
      with two kinds of faults
`

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0) return value
  throw new TongchouError('local.option', `--${name} must be a whole number, not ${text}`)
}

/** `--chaos` may stand alone, which parseArgs does not allow for an option with a value. */
const completeChaos = (argv: readonly string[]): string[] =>
  argv.map((argument, at) =>
    argument === '--chaos' && (argv[at + 1] ?? '--').startsWith('--') ? '--chaos=all' : argument,
  )

const readOptions = (argv: readonly string[]): StackOptions | 'help' => {
  const { values } = parseArgs({
    args: completeChaos(argv),
    options: {
      port: { type: 'string', default: '3400' },
      fresh: { type: 'boolean', default: false },
      data: { type: 'string' },
      'in-memory': { type: 'boolean', default: false },
      chaos: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  return {
    port: wholeNumber('port', values.port),
    seed: wholeNumber('seed', values.seed),
    fresh: values.fresh,
    inMemory: values['in-memory'],
    ...(values.data !== undefined && { dataDirectory: values.data }),
    ...(values.chaos !== undefined && { chaos: switchesOf(values.chaos) }),
  }
}

const welcomeText = (stack: RunningStack, options: StackOptions, seconds: number): string => `
Tongchou runs at ${stack.url} (ready after ${seconds.toFixed(1)} s)

  console    ${stack.url}/console
  services   ${Object.keys(stack.tables).join(', ')}
  health     curl ${stack.url}/health
  a token    curl -s ${stack.url}/_local/token \\
               -d '{"sub":"wang.fang","scope":"province","division":"340000"}'
  data       ${options.inMemory ? 'in memory, gone when it stops' : (options.dataDirectory ?? '.tongchou/data')}
  logs       .tongchou/logs
  chaos      ${options.chaos ? Object.keys(options.chaos).join(', ') : 'off'}
  next       npm run year -- --running --people 200 --cities 3
             npm run verify
             npm run explain -- CLAIM
  stop       Ctrl-C
`

/** Stops once, however often it is asked; a second Ctrl-C does not wait. */
const stopOnSignal = (stop: () => Promise<void>) => {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      console.log('\nStopping…')
      void stop().then(() => process.exit(0))
    })
  }
}

const run = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') return console.log(usage)
  console.log('Starting: synthesizing the app, starting DynamoDB Local and the queues…')
  const givingUp = new AbortController()
  const starting = startStack({ ...options, signal: givingUp.signal, log: (line) => console.error(line) })
  let takeBack = () => {}
  stopOnSignal(async () => {
    givingUp.abort()
    takeBack()
    await starting.then((stack) => stack.stop()).catch(() => undefined)
  })
  const stack = await starting
  takeBack = announce(stack)
  console.log(welcomeText(stack, options, performance.now() / 1000))
}

run().catch((error: unknown) => {
  const expected =
    error instanceof TongchouError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  console.error(expected ? `\n${(error as Error).message}\n` : error)
  if (expected) console.error('`npm start -- --help` shows all options.')
  process.exitCode = 1
})
