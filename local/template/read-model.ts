import * as z from 'zod'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import type { StackTemplate } from './assembly.ts'
import { resolve, type Scope } from './intrinsics.ts'
import type { Model, Outputs } from './model.ts'
import type { Draft, Identity, Place, ResourceType } from './resource-type.ts'
import { resourceTypes } from './types/registry.ts'

/** CDK ends a logical id with eight hexadecimal digits that say nothing to a reader. */
const withoutHash = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '') || logicalId

const typeOf = (stack: StackTemplate, logicalId: string): ResourceType => {
  const resource = stack.resources[logicalId]
  must(resource !== undefined, 'local.reference-unknown', `${stack.name} has no resource ${logicalId}`)
  const type = resourceTypes[resource.Type]
  must(
    type !== undefined,
    'local.resource-unknown',
    `${stack.name}/${logicalId}: the local stack does not know ${resource.Type}. ` +
      'Add it to local/template/types, run or accepted with a reason.',
  )
  return type
}

/** Answers references between the resources of all stacks. */
const createScopes = (
  stacks: readonly StackTemplate[],
  place: Place,
  parameters: Readonly<Record<string, string>>,
) => {
  const identities = new Map<string, Identity>()
  const names = new Map<string, string>()

  const pseudo: Readonly<Record<string, string | undefined>> = {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::Partition': place.partition,
    'AWS::URLSuffix': 'localhost',
    'AWS::NoValue': undefined,
  }

  const nameOf = (stack: StackTemplate, logicalId: string): string => {
    const { nameProperty } = typeOf(stack, logicalId)
    const given = nameProperty && stack.resources[logicalId]?.Properties?.[nameProperty]
    return given === undefined || given === ''
      ? `${stack.name}-${withoutHash(logicalId)}`
      : String(resolve(given, scopeOf(stack)))
  }

  const identify = (stack: StackTemplate, logicalId: string): Identity => {
    const key = `${stack.name}/${logicalId}`
    const known = identities.get(key)
    if (known) return known
    const name = nameOf(stack, logicalId)
    const identity = typeOf(stack, logicalId).identity(name, place)
    identities.set(key, identity)
    names.set(key, name)
    return identity
  }

  const scopeOf = (stack: StackTemplate): Scope => ({
    reference: (name) => {
      if (Object.hasOwn(pseudo, name)) return pseudo[name]
      if (name === 'AWS::StackName') return stack.name
      if (name === 'AWS::StackId')
        return `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${stack.name}/local`
      const parameter = stack.parameters[name]
      if (parameter) return parameters[name] ?? parameter.Default
      return identify(stack, name).ref
    },
    attribute: (logicalId, attribute) => {
      const value = identify(stack, logicalId).attributes[attribute]
      must(
        value !== undefined,
        'local.attribute-unknown',
        `${stack.name}/${logicalId}: the local stack does not know the attribute ${attribute}`,
      )
      return value
    },
    imported: (exportName) => {
      const exporter = stacks.find(({ exports }) => exports.has(exportName))
      must(exporter !== undefined, 'local.export-unknown', `No stack exports ${exportName}`)
      return resolve(exporter.exports.get(exportName), scopeOf(exporter))
    },
  })

  return { scopeOf, nameOf }
}

const emptyDraft = (): Draft => ({
  tables: [],
  buckets: [],
  queues: [],
  functions: [],
  streamSources: [],
  queueSources: [],
  busNames: [],
  rules: [],
  routes: [],
  authorizers: [],
  schedules: [],
  accessLogFormats: [],
  integrations: new Map(),
  unlinkedRoutes: [],
})

const withLinkedRoutes = ({ integrations, unlinkedRoutes, ...model }: Draft): Omit<Model, 'outputs'> => ({
  ...model,
  routes: unlinkedRoutes.map(({ integrationId, ...route }) => {
    const integration = integrations.get(integrationId)
    must(
      integration !== undefined,
      'local.integration-unknown',
      `The route ${route.key} has no integration ${integrationId}`,
    )
    return { ...route, ...integration }
  }),
})

/** Two resources of one name would silently be one; a part of the model that has names must not repeat them. */
const checkNames = (model: Omit<Model, 'outputs'>): void => {
  for (const part of ['tables', 'buckets', 'queues', 'functions', 'rules'] as const) {
    const names = model[part].map(({ name }) => name)
    const repeated = names.find((name, at) => names.indexOf(name) !== at)
    must(repeated === undefined, 'local.name-repeated', `Two ${part} are called ${repeated}`)
  }
}

/**
 * Turns the synthesized stacks into what the local parts run.
 * @throws TongchouError naming stack, logical id and property for anything the local stack does not know
 */
export const readModel = (
  stacks: readonly StackTemplate[],
  place: Place,
  parameters: Readonly<Record<string, string>> = {},
): Model => {
  const scopes = createScopes(stacks, place, parameters)
  const draft = emptyDraft()
  for (const stack of stacks) {
    for (const [logicalId, resource] of Object.entries(stack.resources)) {
      const type = typeOf(stack, logicalId)
      if ('accepted' in type) continue
      const at = `${stack.name}/${logicalId} (${resource.Type})`
      const resolved = resolveAt(at, resource.Properties ?? {}, scopes.scopeOf(stack))
      const properties = type.properties.safeParse(resolved)
      if (!properties.success) {
        throw new TongchouError('local.property-unknown', `${at}: ${z.prettifyError(properties.error)}`)
      }
      const own = { name: scopes.nameOf(stack, logicalId), place, assets: stack.assets }
      type.add(properties.data as never, own, draft)
    }
  }
  const model = withLinkedRoutes(draft)
  checkNames(model)
  return { ...model, outputs: outputsOf(stacks, scopes.scopeOf) }
}

const outputsOf = (stacks: readonly StackTemplate[], scopeOf: (stack: StackTemplate) => Scope): Outputs =>
  Object.fromEntries(
    stacks.map((stack) => [
      stack.name,
      Object.fromEntries(
        [...stack.outputs].map(([key, value]) => [key, String(resolve(value, scopeOf(stack)))]),
      ),
    ]),
  )

const resolveAt = (at: string, properties: unknown, scope: Scope): unknown => {
  try {
    return withoutUndefined(resolve(properties, scope))
  } catch (cause) {
    if (!(cause instanceof TongchouError)) throw cause
    throw new TongchouError(cause.code, `${at}: ${cause.message}`, cause.details, { cause })
  }
}

/** `AWS::NoValue` removes a property; JSON does the same with undefined. */
const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
