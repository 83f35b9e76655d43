import type { Import } from '#test/support/imports.ts'

/** A rule on imports: which are looked at, and which of them break it. */
export type Boundary = { readonly rule: string; readonly breaks: (of: Import) => boolean }

type Floors = Readonly<Record<string, readonly string[]>>

const serviceOf = (path: string): string | undefined => /^services\/([^/]+)\//.exec(path)?.[1]
const featureOf = (path: string): string | undefined => /^services\/[^/]+\/([^/]+)\/.+/.exec(path)?.[1]
const isRule = (path: string): boolean => /^services\/[^/]+\/[^/]+\/(rules\/|invariants)/.test(path)
const isShared = (path: string): boolean => path.startsWith('shared/')
const isEdge = (path: string): boolean => path.startsWith('shared/edge/')
const isPure = (path: string): boolean => isRule(path) || (isShared(path) && !isEdge(path))
const isPlatform = (name: string): boolean =>
  /^(@aws-sdk\/|@aws-lambda-powertools\/|@middy\/|aws-cdk-lib|aws-lambda|constructs|node:)/.test(name)
const hash = 'shared/kernel/hash.ts'
const isHttp = (path: string): boolean => path.startsWith('shared/edge/http/')
const isRoutes = (path: string): boolean => /(^|\/|-)routes(\.ts|\/)|[/-]operations\.ts$/.test(path)

/** What may import what; `floors` are the features of each service from the ground up. */
export const boundaries = (floors: Floors): readonly Boundary[] => [
  {
    rule: 'services meet through events: none imports another',
    breaks: ({ from, of }) => {
      const [own, other] = [serviceOf(from), serviceOf(of)]
      return own !== undefined && other !== undefined && own !== other
    },
  },
  {
    rule: 'a feature imports the features below it, never one above',
    breaks: ({ from, of }) => {
      const service = serviceOf(from)
      const [own, other] = [featureOf(from), featureOf(of)]
      if (service === undefined || service !== serviceOf(of) || own === other) return false
      const order = floors[service] ?? []
      return (
        own !== undefined &&
        other !== undefined &&
        order.includes(own) &&
        order.indexOf(own) < order.indexOf(other)
      )
    },
  },
  {
    rule: 'every folder of a service is a feature that it names, or `handlers`',
    breaks: ({ from }) => {
      const [service, feature] = [serviceOf(from), featureOf(from)]
      if (service === undefined || feature === undefined || feature === 'handlers') return false
      return !(floors[service] ?? []).includes(feature)
    },
  },
  {
    rule: 'nothing imports the handlers',
    breaks: ({ from, of }) => {
      const service = serviceOf(from)
      return (
        service !== undefined &&
        of.startsWith(`services/${service}/handlers/`) &&
        featureOf(from) !== 'handlers'
      )
    },
  },
  {
    rule: 'rules, invariants and the domain package are pure: no AWS, middleware, CDK, node: module, nor the edge',
    breaks: ({ from, of }) =>
      isPure(from) && (isEdge(of) || (isPlatform(of) && !(from === hash && of === 'node:crypto'))),
  },
  {
    rule: 'rules import rules, not the use cases and records above them',
    breaks: ({ from, of }) => /\/rules\//.test(from) && featureOf(of) !== undefined && !isRule(of),
  },
  {
    rule: 'use cases and records know no HTTP, but for the hospital interface, which is a door itself',
    breaks: ({ from, of }) =>
      featureOf(from) !== undefined &&
      !['handlers', 'national'].includes(featureOf(from) ?? '') &&
      isHttp(of) &&
      !isRoutes(from),
  },
  {
    rule: 'shared code knows no service, no infrastructure, no command',
    breaks: ({ from, of }) => isShared(from) && /^(services|infra|local|cli|test)\//.test(of),
  },
  {
    rule: 'services know no infrastructure, no command, no test',
    breaks: ({ from, of }) =>
      serviceOf(from) !== undefined && /^(infra|local|cli|test)\/|^aws-cdk-lib|^constructs/.test(of),
  },
  {
    rule: 'infrastructure knows of a service its table.ts alone',
    breaks: ({ from, of }) =>
      from.startsWith('infra/') && serviceOf(of) !== undefined && !/^services\/[^/]+\/table\.ts$/.test(of),
  },
  {
    rule: 'nothing that is deployed imports the tests, or what runs it on this machine',
    breaks: ({ from, of }) => /^(shared|services|infra)\//.test(from) && /^(test|local)\//.test(of),
  },
]
