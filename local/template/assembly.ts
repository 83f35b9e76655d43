import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'

/** A resource as the template states it, intrinsics unresolved. */
export type RawResource = {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>> | undefined
}

/** One synthesized stack with what is needed to run it. */
export type StackTemplate = {
  readonly name: string
  readonly resources: Readonly<Record<string, RawResource>>
  readonly parameters: Readonly<Record<string, { readonly Default?: unknown }>>
  /** Export name to unresolved value. */
  readonly exports: ReadonlyMap<string, unknown>
  /** What the stack says of itself, by name, unresolved; exports are for other stacks and not among it. */
  readonly outputs: ReadonlyMap<string, unknown>
  /** S3 object key of a bundle to its directory on this machine. */
  readonly assets: ReadonlyMap<string, string>
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string(),
          stackName: z.string(),
          file: z.string(),
          directoryName: z.string(),
        })
        .partial()
        .optional(),
    }),
  ),
})

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
    )
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
})

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
})

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

const readAssets = (directory: string, files: readonly string[]): Map<string, string> => {
  const assets = new Map<string, string>()
  for (const file of files) {
    for (const asset of Object.values(assetsSchema.parse(readJson(join(directory, file))).files)) {
      for (const { objectKey } of Object.values(asset.destinations)) {
        if (asset.source.path !== undefined) assets.set(objectKey, resolve(directory, asset.source.path))
      }
    }
  }
  return assets
}

const readTemplate = (name: string, file: string, assets: ReadonlyMap<string, string>): StackTemplate => {
  const template = templateSchema.parse(readJson(file))
  const exports = new Map<string, unknown>()
  const outputs = new Map<string, unknown>()
  for (const [key, output] of Object.entries(template.Outputs)) {
    if (output.Export) exports.set(output.Export.Name, output.Value)
    else outputs.set(key, output.Value)
  }
  return { name, resources: template.Resources, parameters: template.Parameters, exports, outputs, assets }
}

/**
 * Reads every stack of a synthesized cloud assembly, stages included.
 * @throws TongchouError `local.assembly-empty` when the directory holds no stack
 */
export const readAssembly = (directory: string): readonly StackTemplate[] => {
  const stacks = readStacks(directory)
  must(stacks.length > 0, 'local.assembly-empty', `No stack in ${directory}. Did the synthesis fail?`)
  return stacks
}

const readStacks = (directory: string): StackTemplate[] => {
  const { artifacts } = manifestSchema.parse(readJson(join(directory, 'manifest.json')))
  const all = Object.entries(artifacts)
  const assets = readAssets(
    directory,
    all.flatMap(([, { type, properties }]) =>
      type === 'cdk:asset-manifest' && properties?.file ? [properties.file] : [],
    ),
  )
  return all.flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly' && properties?.directoryName) {
      return readStacks(join(directory, properties.directoryName))
    }
    if (type !== 'aws:cloudformation:stack' || !properties?.templateFile) return []
    return [readTemplate(properties.stackName ?? id, join(directory, properties.templateFile), assets)]
  })
}
