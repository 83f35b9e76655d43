import * as z from 'zod'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { didYouMean } from '#shared/kernel/nearest.ts'
import { misspelling, unknownKeys } from '#shared/kernel/schema-fault.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { assemblePolicy } from '#shared/policy/policy.ts'
import { layerKeys, poolKeys } from '../../services/settlement/insured-year/rules/layers.ts'
import { basicLayer, laterLayer } from '../../services/settlement/plan/rules/format.ts'
import type { WorkedCase } from './case-file.ts'

/** The first day every inline plan of a case is in force. */
const always = '2000-01-01'

const folders = new Map<string, Policy>()

/**
 * The policy that settles a case: a folder of policy files, a policy document, or its inline `plan`. An inline plan is
 * read as the `unit: plan` parameters of one scheme.
 * @throws TongchouError `cases.malformed` when the case has neither or both; `policy.…` for a wrong policy
 */
export const policyOf = ({ policy, plan, id, source }: WorkedCase, scheme = 'resident'): Policy => {
  if ((policy === undefined) === (plan === undefined)) {
    throw new TongchouError('cases.malformed', 'say either `policy` or `plan`')
  }
  if (typeof policy === 'string') return folderPolicy(policy)
  if (policy !== undefined) return assemblePolicy(id, [{ title: id, ...policy }])
  for (const [layer, value] of Object.entries(plan ?? {})) checkLayer(layer, value)
  const parameters = Object.entries(plan ?? {}).map(([layer, value]) => [
    `settlement.${scheme}.${layer}`,
    {
      title: layer,
      unit: 'plan',
      values: [{ from: always, known: always, value, cites: source ?? id, tag: 'seed' }],
    },
  ])
  return assemblePolicy(id, [{ title: id, parameters: Object.fromEntries(parameters) }])
}

const isPool = (layer: string): boolean => (poolKeys as readonly string[]).includes(layer)

/** Reads a layer as it stands in the case, so that what is wrong is named by the words of the case. */
const checkLayer = (layer: string, value: unknown): void => {
  const parsed = (isPool(layer) ? basicLayer : laterLayer).safeParse(value, { error: unknownKeys })
  if (parsed.success) return
  const { place, reason } = misspelling(parsed.error)
  const at = ['plan', layer, place].filter((part) => part !== '').join('.')
  throw new TongchouError('policy.malformed', `${at}: ${reason}`, { layer })
}

/**
 * Checks that every layer of an inline `plan` is used. A layer without a known name would be left out without a
 * message.
 * @throws TongchouError `cases.malformed` naming the layer
 */
export const refuseUnusedLayers = ({ plan = {} }: WorkedCase): void => {
  const named = Object.values(plan).flatMap((layer) => {
    const parsed = withFollowers.safeParse(layer)
    return parsed.success ? parsed.data.followedBy : []
  })
  for (const layer of Object.keys(plan)) {
    must(
      (layerKeys as readonly string[]).includes(layer),
      'cases.malformed',
      `plan: unknown layer ${layer}${didYouMean(layer, layerKeys)}`,
    )
    must(
      isPool(layer) || named.includes(layer),
      'cases.malformed',
      `plan.${layer}: no \`followedBy\` names this layer`,
    )
  }
}

const withFollowers = z.looseObject({ followedBy: z.array(z.string()) })

const folderPolicy = (folder: string): Policy => {
  const policy = folders.get(folder) ?? readPolicy(folder)
  folders.set(folder, policy)
  return policy
}
