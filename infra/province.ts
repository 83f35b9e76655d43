import type { App } from 'aws-cdk-lib'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import type { Deployment } from './config/deployment.ts'
import type { PacedRoute } from './paced-routes.ts'
import type { BundleOf } from './services.ts'
import { ApiStack } from './stacks/api-stack.ts'
import { BackupStack } from './stacks/backup-stack.ts'
import { ConsoleStack } from './stacks/console-stack.ts'
import { FoundationStack } from './stacks/foundation-stack.ts'
import { ObservabilityStack } from './stacks/observability-stack.ts'
import { ServiceStack } from './stacks/service-stack.ts'
import { StageStack } from './stacks/stage-stack.ts'

/** Adds the whole province to an app: what all services share, then a stack for each of them, and the console if there is one. */
export const defineProvince = (
  app: App,
  deployment: Deployment,
  services: readonly ServiceDeclaration[],
  bundleOf: BundleOf,
  paced: readonly PacedRoute[] = [],
  consoleBundle?: string,
): void => {
  const env = deployment.region === undefined ? {} : { env: { region: deployment.region } }
  const foundation = new FoundationStack(app, 'tongchou-foundation', { ...env, deployment, services })
  const { alarms, key } = foundation
  const api = new ApiStack(app, 'tongchou-api', { ...env, deployment })
  const stacks = services.map(
    (service) =>
      new ServiceStack(app, `tongchou-${service.name}`, {
        ...env,
        deployment,
        service,
        foundation,
        api,
        bundleOf,
        paced: paced.filter((route) => route.service === service.name),
      }),
  )
  const stackOf = (name: string): ServiceStack => {
    const stack = stacks.find(({ service }) => service === name)
    if (stack === undefined) throw new Error(`There is no service ${name} to ask.`)
    return stack
  }
  for (const { name, asks = [] } of services) for (const other of asks) stackOf(name).asks(stackOf(other))
  for (const { name, workAsks = [] } of services)
    for (const other of workAsks) stackOf(name).workAsks(stackOf(other))
  if (consoleBundle !== undefined)
    new ConsoleStack(app, 'tongchou-console', { ...env, deployment, api, bundle: consoleBundle, alarms, key })
  new StageStack(app, 'tongchou-stage', { ...env, deployment, api, services: stacks, paced, alarms, key })
  new ObservabilityStack(app, 'tongchou-observability', { ...env, services: stacks, api, alarms, key })
  new BackupStack(app, 'tongchou-backup', { ...env, deployment, services: stacks, key })
}
