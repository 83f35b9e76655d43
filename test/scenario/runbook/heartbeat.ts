import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { accessKeyOf, localClient } from '../../../local/local-clients.ts'
import type { RunningStack } from '../../../local/running-stack.ts'
import { readAssembly } from '../../../local/template/assembly.ts'

/** The program of the heartbeat as the template has it. */
const programIn = (assembly: string): string => {
  const programs = readAssembly(assembly).flatMap(({ resources }) =>
    Object.values(resources).flatMap(({ Properties }) => {
      const { Code } = (Properties ?? {}) as { readonly Code?: { readonly ZipFile?: string } }
      return Code?.ZipFile ?? []
    }),
  )
  const [program] = programs
  if (program === undefined) throw new Error('The template has no heartbeat.')
  return program
}

/** Every table of this machine has an access key of its own. */
class EachTable {
  readonly #dynamodb: string
  constructor(dynamodb: string) {
    this.#dynamodb = dynamodb
  }
  async send(command: GetItemCommand) {
    const client = new DynamoDBClient({
      ...localClient(this.#dynamodb, accessKeyOf(command.input.TableName ?? '')),
      maxAttempts: 1,
    })
    try {
      return await client.send(command)
    } finally {
      client.destroy()
    }
  }
}

/** Runs the heartbeat once, as Lambda does every minute: answers the metrics that it counts, and logs what it throws. */
export const beat = async (assembly: string, stack: RunningStack): Promise<readonly string[]> => {
  const counted: string[] = []
  const exports: { handler?: () => Promise<void> } = {}
  const load = () => ({
    DynamoDBClient: class extends EachTable {
      constructor() {
        super(stack.endpoints.dynamodb)
      }
    },
    GetItemCommand,
  })
  const env = { API_URL: stack.url, SERVICE: 'budget', TABLE_NAMES: Object.values(stack.tables).join(',') }
  const log = { log: (line: string) => counted.push(line) }
  new Function('require', 'exports', 'process', 'console', programIn(assembly))(load, exports, { env }, log)
  try {
    await exports.handler?.()
  } catch (error) {
    const fn = stack.outputs['tongchou-observability']?.HeartbeatFunction
    const told = { errorType: (error as Error).name, errorMessage: (error as Error).message }
    mkdirSync(stack.logs, { recursive: true })
    appendFileSync(
      join(stack.logs, `${fn}.log`),
      `${new Date().toISOString()} 0 ERROR Invoke Error ${JSON.stringify(told)}\n`,
    )
  }
  return counted
}
