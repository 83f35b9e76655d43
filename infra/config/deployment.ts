import { china } from './china.ts'
import { standard } from './standard.ts'

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
}

const deployments: readonly Deployment[] = [standard, china]

/**
 * The deployment of that name, with another issuer where one is given.
 * @throws Error naming the deployments there are
 */
export const deploymentNamed = (name: string, issuer?: string): Deployment => {
  const deployment = deployments.find((candidate) => candidate.name === name)
  if (deployment === undefined) {
    const names = deployments.map((candidate) => candidate.name).join(', ')
    throw new Error(`There is no deployment '${name}'; there are: ${names}.`)
  }
  return issuer === undefined ? deployment : { ...deployment, issuer }
}
