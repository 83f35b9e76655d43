import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from 'aws-cdk-lib'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { type Deployment, deploymentNamed, type Given } from '../../infra/config/deployment.ts'
import { createApp } from '../../infra/create-app.ts'
import type { PacedRoute } from '../../infra/paced-routes.ts'
import { defineProvince } from '../../infra/province.ts'
import { services as declaredServices } from '../../infra/services.ts'

/** A template as it is read: resources have no types of their own, and every expectation names what it looks at. */
type Json = ReturnType<typeof JSON.parse>

export type Resource = {
  readonly stack: string
  readonly id: string
  readonly properties: Json
  readonly deletionPolicy: string | undefined
}

export type SynthesizedTemplates = {
  /** All resources of a type, in all stacks. */
  readonly resources: (type: string) => readonly Resource[]
  /** The resource in the same stack that an intrinsic function (`Ref`, `Fn::GetAtt`) names. */
  readonly referred: (from: Resource, intrinsic: Json) => Resource
  readonly types: readonly string[]
  /** The stacks that are deployed before a stack. */
  readonly dependenciesOf: (stack: string) => readonly string[]
  readonly text: string
  /** What the validation plugins of the app found, each by its name. */
  readonly findings: Readonly<Record<string, readonly Json[]>>
}

const findingsIn = (directory: string): SynthesizedTemplates['findings'] => {
  const file = join(directory, 'validation-report.json')
  if (!existsSync(file)) return {}
  const report: Json = JSON.parse(readFileSync(file, 'utf8'))
  return Object.fromEntries(
    report.pluginReports.map((plugin: Json) => [plugin.pluginName, plugin.violations]),
  )
}

const templateOf = (app: App): SynthesizedTemplates => {
  const assembly = app.synth()
  const all = assembly.stacks.flatMap((stack) =>
    Object.entries<Json>(stack.template.Resources).map(([id, resource]) => ({
      stack: stack.stackName,
      id,
      type: resource.Type as string,
      properties: resource.Properties,
      deletionPolicy: resource.DeletionPolicy as string | undefined,
    })),
  )
  return {
    resources: (type) => all.filter((resource) => resource.type === type),
    referred: (from, intrinsic) => {
      const id = intrinsic.Ref ?? intrinsic['Fn::GetAtt']?.[0]
      const found = all.find((resource) => resource.stack === from.stack && resource.id === id)
      if (found === undefined) throw new Error(`${from.stack} has no ${JSON.stringify(intrinsic)}.`)
      return found
    },
    dependenciesOf: (stack) => assembly.getStackByName(stack).dependencies.map(({ id }) => id),
    types: [...new Set(all.map((resource) => resource.type))].sort(),
    text: assembly.stacks.map((stack) => JSON.stringify(stack.template)).join('\n'),
    findings: findingsIn(assembly.directory),
  }
}

/** What a test may have otherwise than `npm run synth` has it. */
export type Variation = {
  readonly services?: readonly ServiceDeclaration[]
  /** Routes with a limit of their own; none but where a test looks at them, since reading the contracts takes seconds. */
  readonly paced?: readonly PacedRoute[]
  /** What is given for the deployment. */
  readonly given?: Given
  /** What is written otherwise in the deployment itself. */
  readonly written?: Partial<Deployment>
  /** Whether AWS's own template rules are applied: they take two seconds, so once is enough. */
  readonly validated?: boolean
  /** Adds to the app before it is synthesized. */
  readonly prepare?: (app: App) => void
}

/** Synthesizes a deployment with empty functions, without bundling: that is what template tests look at. */
export const synthesize = (
  deployment: string,
  {
    services = declaredServices,
    paced = [],
    given = {},
    written = {},
    validated = false,
    prepare = () => {},
  }: Variation = {},
): SynthesizedTemplates => {
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-synth-'))
  try {
    const app = createApp(join(folder, 'out'), { builtinCloudFormationValidation: validated })
    const bundle = mkdtempSync(join(folder, 'bundle-'))
    writeFileSync(join(bundle, 'index.mjs'), 'export const handler = async () => {}')
    defineProvince(
      app,
      { ...deploymentNamed(deployment, given), ...written },
      services,
      () => bundle,
      paced,
      bundle,
    )
    prepare(app)
    return templateOf(app)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
