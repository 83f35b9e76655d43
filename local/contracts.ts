import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FaultKind } from './chaos/fault-kinds.ts'

/**
 * What the parts of the local stack say to one another. The parts know only these types, so that each can be
 * tested with plain fakes.
 */

/** How often each fault happens at its occasion, from 0 to 1; those of the simulation alone never do here. */
export type ChaosSettings = Readonly<Record<FaultKind, number>>

/** The current settings and one seeded source of chance, shared by all parts. */
export type Chaos = {
  /** Read at every decision: the settings may change while the stack runs. */
  readonly settings: () => ChaosSettings
  /** True with the given probability (never for 0, without drawing). */
  readonly happens: (probability: number) => boolean
  /** An integer from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
}

/** An EventBridge event pattern as the template states it. */
export type EventPattern = { readonly [field: string]: unknown }

/** A queue behind a rule. */
export type RuleTarget = {
  readonly id: string
  readonly queueName: string
  /** Where an event goes that could not be delivered, if the target names one. */
  readonly deadLetterQueueName?: string
}

/** An AWS::Events::Rule with an event pattern. */
export type EventRule = {
  readonly name: string
  readonly busName: string
  readonly pattern: EventPattern
  readonly enabled: boolean
  readonly targets: readonly RuleTarget[]
}

/** An AWS::Scheduler::Schedule whose target is a queue. */
export type QueueSchedule = {
  readonly name: string
  /** `cron(…)`, `rate(…)` or `at(…)` in AWS's syntax. */
  readonly expression: string
  readonly timezone: string
  readonly enabled: boolean
  readonly queueName: string
  /** The message body, as the template states it; may hold `<aws.scheduler.scheduled-time>`. */
  readonly input: string
}

/** A JWT authorizer of the HTTP API. */
export type JwtAuthorizer = {
  readonly name: string
  readonly issuer: string
  readonly audience: readonly string[]
  /** For instance `$request.header.Authorization`. */
  readonly identitySource: readonly string[]
}

/** A route of the HTTP API with its Lambda proxy integration (payload format 2.0). */
export type ApiRoute = {
  /** `ANY /v1/budget/{proxy+}`, `GET /x` or `$default`. */
  readonly key: string
  readonly functionName: string
  /** The authorizer's name; absent for an open route. */
  readonly authorizer?: string
  readonly scopes: readonly string[]
  readonly timeoutMillis: number
}

/** What came of running a function once. */
export type InvokeResult =
  | { readonly status: 'succeeded'; readonly payload: unknown }
  /** The handler threw, timed out or its sandbox died. */
  | { readonly status: 'failed'; readonly errorType: string; readonly errorMessage: string }

/** Runs a function once with an event of AWS's shape; never rejects. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvokeResult>

/** Puts a message into a queue; the message counts as delivered when this returns. */
export type SendToQueue = (queueName: string, body: string) => void

/** Kills the sandbox whose SDK calls carry this application id in their user agent (`app/<id>`). */
export type KillSandbox = (appId: string) => void

/** Whether anything is still moving, for `GET /_local/quiet`. */
export type QuietState = {
  /** True only when no record, message, delivery or event-driven invocation is left. */
  readonly quiet: boolean
  /** Messages that lie in dead-letter queues; they are at rest and do not disturb quiet. */
  readonly deadLetters: number
  /** What is still busy, by name, for the message when the wait takes too long. */
  readonly waitingFor: Readonly<Record<string, number>>
}

/** Sums of the metrics that functions print in embedded metric format, by `<service>/<operation>`. */
export type Units = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Claims of a development token: `scope`, `division`, `institution`, and whatever else a test needs. */
export type TokenClaims = Readonly<Record<string, string | number>>

/** The stack's own endpoints under `/_local/…` and `/health`, beside the deployed routes. */
export type LocalEndpoints = {
  readonly health: () => Promise<unknown>
  readonly quiet: () => Promise<QuietState>
  /**
   * `GET /_local/waiting`: for how many seconds the oldest message of a queue has been there, or the oldest
   * record that a publisher has not published, by the name of queue or function.
   */
  readonly waiting: () => Readonly<Record<string, number>>
  readonly units: () => Units
  readonly token: (claims: TokenClaims) => Promise<string>
  /** `GET /_local/chaos` and `PUT /_local/chaos` with a part of the settings. */
  readonly chaos: () => ChaosSettings
  readonly setChaos: (settings: Partial<ChaosSettings>) => Promise<void>
}

/** local/bus: the EventBridge emulator. */
export type Bus = {
  /** Serves `AWSEvents.PutEvents` of the AWS JSON protocol. */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void
  /** Brings an event of AWS's own services to the rules of a bus. */
  readonly announce: (
    busName: string,
    event: {
      readonly source: string
      readonly type: string
      readonly detail: Readonly<Record<string, unknown>>
    },
  ) => void
  /** Accepted entries that are not yet in every target queue, second deliveries by chaos included. */
  readonly pending: () => number
}
export type CreateBus = (parts: {
  readonly busNames: readonly string[]
  readonly rules: readonly EventRule[]
  readonly sendToQueue: SendToQueue
  readonly chaos: Chaos
}) => Bus

/** local/issuer: an OIDC issuer for development, with real signed tokens. */
export type Issuer = {
  readonly url: string
  /** Signs a token of this issuer; `aud`, `iat` and `exp` are filled in unless the claims set them. */
  readonly sign: (claims: TokenClaims) => Promise<string>
  /** Serves `/.well-known/openid-configuration` and `/jwks.json` below its url; false when the path is not its own. */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => boolean
}
/** `url` is where the issuer is reached, `audience` fills `aud`, `keyFile` keeps the key over restarts (absent: a new key). */
export type CreateIssuer = (parts: {
  readonly url: string
  readonly audience: string
  readonly keyFile?: string
}) => Promise<Issuer>

/** local/api: the HTTP API emulator. It checks tokens against the authorizers' issuer (our own included). */
export type CreateHttpApi = (parts: {
  readonly routes: readonly ApiRoute[]
  readonly authorizers: readonly JwtAuthorizer[]
  readonly invoke: Invoke
  readonly issuer: Issuer
  readonly local: LocalEndpoints
  /** Takes a line for each request, as the format says. */
  readonly accessLog?: { readonly format: string; readonly write: (line: string) => void }
}) => RequestListener

/** local/scheduler: fires schedules into queues while the stack runs. */
export type Scheduler = { readonly stop: () => void }
export type CreateScheduler = (parts: {
  readonly schedules: readonly QueueSchedule[]
  readonly sendToQueue: SendToQueue
  readonly clock: () => Date
}) => Scheduler

/** local/chaos: a proxy in front of DynamoDB Local that throttles, conflicts, kills and loses answers. */
export type CreateDynamoProxy = (parts: {
  /** Base URL of DynamoDB Local. */
  readonly target: string
  readonly chaos: Chaos
  readonly killSandbox: KillSandbox
  readonly lostAnswers: { readonly happens: () => boolean }
}) => RequestListener
