import type { ChaosSettings, QuietState, TokenClaims, Units } from './contracts.ts'
import type { Outputs } from './template/model.ts'

export type StackOptions = {
  /** Where the API listens; 0 takes any free port. */
  readonly port?: number
  /** Keeps nothing: for tests and temporary runs. */
  readonly inMemory?: boolean
  /** Where data is kept between runs; `.tongchou/data` of the working directory when absent. */
  readonly dataDirectory?: string
  /** Where the functions log; `.tongchou/logs` of the working directory when absent. */
  readonly logDirectory?: string
  /** Deletes what is kept before starting. */
  readonly fresh?: boolean
  readonly chaos?: Partial<ChaosSettings>
  /** Seed of the chance behind chaos. */
  readonly seed?: number
  /** A cloud assembly that is already synthesized; absent: the app is synthesized first. */
  readonly assembly?: string
  /** Gives up a start that is under way. */
  readonly signal?: AbortSignal
  /** Told what the stack does and what goes wrong in it. */
  readonly log?: (line: string) => void
}

export type StackEndpoints = {
  /** DynamoDB Local itself, past the chaos. */
  readonly dynamodb: string
  readonly sqs: string
  readonly eventbridge: string
  readonly s3: string
  /** Answers what `npm run operate` asks of Lambda: which sources deliver, and that one pause or go on. */
  readonly lambda: string
}

/** How others find a running stack: the content of its `stack.json`. */
export type StackAddress = {
  readonly url: string
  readonly issuer: string
  /** Service name to table name. */
  readonly tables: Readonly<Record<string, string>>
  readonly endpoints: StackEndpoints
  readonly outputs: Outputs
  /** The folder of the functions' logs. */
  readonly logs: string
  readonly pid: number
}

export type RunningStack = StackAddress & {
  /** A signed development token. */
  readonly token: (claims: TokenClaims) => Promise<string>
  readonly quiet: () => Promise<QuietState>
  /** Metrics of all functions since the start, by `<service>/<operation>`. */
  readonly units: () => Units
  readonly setChaos: (settings: Partial<ChaosSettings>) => Promise<void>
  /** Ends every part and process; data that is kept stays. */
  readonly stop: () => Promise<void>
}
