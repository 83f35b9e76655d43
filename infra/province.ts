import type { App } from 'aws-cdk-lib'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import type { Deployment } from './config/deployment.ts'
import type { BundleOf } from './services.ts'
import { ApiStack } from './stacks/api-stack.ts'
import { BackupStack } from './stacks/backup-stack.ts'
import { FoundationStack } from './stacks/foundation-stack.ts'
import { ObservabilityStack } from './stacks/observability-stack.ts'
import { ServiceStack } from './stacks/service-stack.ts'

/** Adds the whole province to an app: what all services share, then a stack for each of them. */
export const defineProvince = (
  app: App,
  deployment: Deployment,
  services: readonly ServiceDeclaration[],
  bundleOf: BundleOf,
): void => {
  const env = deployment.region === undefined ? {} : { env: { region: deployment.region } }
  const foundation = new FoundationStack(app, 'tongchou-foundation', { ...env, deployment })
  const { alarms, key } = foundation
  const api = new ApiStack(app, 'tongchou-api', { ...env, deployment, alarms, key })
  const stacks = services.map(
    (service) =>
      new ServiceStack(app, `tongchou-${service.name}`, {
        ...env,
        deployment,
        service,
        foundation,
        api,
        bundleOf,
      }),
  )
  const stackOf = (name: string): ServiceStack => {
    const stack = stacks.find(({ service }) => service === name)
    if (stack === undefined) throw new Error(`There is no service ${name} to ask.`)
    return stack
  }
  for (const { name, asks = [] } of services) for (const other of asks) stackOf(name).asks(stackOf(other))
  new ObservabilityStack(app, 'tongchou-observability', { ...env, services: stacks, api, alarms, key })
  new BackupStack(app, 'tongchou-backup', { ...env, deployment, services: stacks, key })
}
