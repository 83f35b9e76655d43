import type { ImportKind } from '#shared/contracts/files.ts'
import type { Pace } from '#shared/edge/http/pace.ts'
import type { feeds } from '#shared/kernel/authority.ts'
import type { FunctionName } from '../services.ts'
import { china } from './china.ts'
import { standard } from './standard.ts'

/** Requests a second, on the whole and in a burst. */
export type Throttle = { readonly rateLimit: number; readonly burstLimit: number }

/** What differs from one place the system is deployed to from the next. Everything else is the same everywhere. */
export type Deployment = {
  readonly name: string
  /** The region, where the templates depend on it; otherwise the account and region of the deploying credentials. */
  readonly region?: string
  /** The OIDC issuer whose tokens the API accepts: any that publishes its keys at its well-known address. */
  readonly issuer: string
  /** Whether the region offers EventBridge Scheduler; without it schedules are rules, kept in UTC. */
  readonly scheduler: boolean
  /** How long recorded events can be replayed from the bus's archive. */
  readonly archiveDays: number
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
  /** Requests a second that a route of the API takes where it has no limit of its own; more are answered with 429. */
  readonly throttle: Throttle
  /** The limit of each operation that has a pace, so that a feed or a hurried office leaves the hospitals their part. */
  readonly paces: Readonly<Record<Pace, Throttle>>
  /**
   * Concurrency kept for a function of each service, which is also the most it gets. A night's workers then leave the
   * hospitals' calls their part. Their sum must leave 100 of the account's limit; an account with a low limit names none.
   */
  readonly reservedConcurrency: Partial<Readonly<Record<FunctionName, number>>>
  /** For how many days the backups of a day and of a week are kept. */
  readonly backupDays: { readonly daily: number; readonly weekly: number }
  /** Who is told of an alarm. */
  readonly alarmsGoTo: readonly Subscriber[]
  /** Who may put files into the bucket, each under one prefix; nobody else may. */
  readonly filesFrom: readonly FileSender[]
  /** Who of another account may put events on the bus, each as one authority; nobody else may. */
  readonly eventsFrom: readonly EventSender[]
}

/** A system of an authority, by its account or role, that tells of facts on the bus, under its own name only. */
export type EventSender = { readonly principal: string; readonly feed: (typeof feeds)[number] }

/** A system of an office, by its role, that sends files of one kind for one division: a city's, or the province's own. */
export type FileSender = {
  readonly principal: string
  readonly kind: ImportKind
  readonly division: string
}

/** A place where alarms go: an address that has to confirm once, or a system on duty, reached by HTTPS. */
export type Subscriber =
  | { readonly protocol: 'email'; readonly endpoint: string }
  | { readonly protocol: 'https'; readonly endpoint: string }

/**
 * Reads who is told, such as `duty@example.cn,https://duty.example.cn/alarms`.
 * @throws Error naming what is neither an address nor a URL
 */
const subscribersNamed = (list: string): readonly Subscriber[] =>
  list.split(',').map((endpoint) => {
    if (/^https:\/\/\S+$/.test(endpoint)) return { protocol: 'https', endpoint }
    if (/^[^@\s]+@[^@\s]+$/.test(endpoint)) return { protocol: 'email', endpoint }
    throw new Error(`'${endpoint}' is neither a mail address nor an https URL.`)
  })

const deployments: readonly Deployment[] = [standard, china]

/** What may be said of a deployment when it is deployed, since this repository cannot know it. */
export type Given = { readonly issuer?: string | undefined; readonly alarmsGoTo?: string | undefined }

/**
 * The deployment of that name, with what is given for it in place of what stands here.
 * @throws Error naming the deployments there are
 */
export const deploymentNamed = (name: string, { issuer, alarmsGoTo }: Given = {}): Deployment => {
  const deployment = deployments.find((candidate) => candidate.name === name)
  if (deployment === undefined) {
    const names = deployments.map((candidate) => candidate.name).join(', ')
    throw new Error(`There is no deployment '${name}'; there are: ${names}.`)
  }
  return {
    ...deployment,
    ...(issuer !== undefined && { issuer }),
    ...(alarmsGoTo !== undefined && { alarmsGoTo: subscribersNamed(alarmsGoTo) }),
  }
}
