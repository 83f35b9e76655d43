import { isBuiltin } from 'node:module'
import type { Import, Source } from '#test/support/imports.ts'

/** A rule on imports: which are looked at, and which of them break it. */
export type Boundary = { readonly rule: string; readonly breaks: (of: Import) => boolean }

/** A rule on files, whatever they import. */
export type FileRule = { readonly rule: string; readonly breaks: (of: Source) => boolean }

type Floors = Readonly<Record<string, readonly string[]>>

const serviceOf = (path: string): string | undefined => /^services\/([^/]+)\//.exec(path)?.[1]
const featureOf = (path: string): string | undefined => /^services\/[^/]+\/([^/]+)\/.+/.exec(path)?.[1]
const isRule = (path: string): boolean => /^services\/[^/]+\/[^/]+\/(rules\/|invariants)/.test(path)
const isShared = (path: string): boolean => path.startsWith('shared/')
const isEdge = (path: string): boolean => path.startsWith('shared/edge/')
const isPure = (path: string): boolean => isRule(path) || (isShared(path) && !isEdge(path))
const isSimulated = (path: string): boolean => path.startsWith('simulation/database/')
const isAws = (name: string): boolean =>
  /^(@aws-sdk\/|@smithy\/|@aws-lambda-powertools\/|@middy\/|aws-cdk-lib|aws-lambda|constructs)/.test(name)
const isPlatform = (name: string): boolean => isAws(name) || isBuiltin(name)
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
    rule: 'rules import rules and refusals, not the use cases, records and effects above them',
    breaks: ({ from, of }) =>
      /\/rules\//.test(from) && serviceOf(of) !== undefined && !isRule(of) && !of.endsWith('/refusals.ts'),
  },
  {
    rule: 'the edge is the only AWS: no file of a service imports its packages',
    breaks: ({ from, of }) => serviceOf(from) !== undefined && isAws(of),
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
    breaks: ({ from, of }) => isShared(from) && /^(services|infra|local|cli|simulation|test)\//.test(of),
  },
  {
    rule: 'services know no infrastructure, no command, no test',
    breaks: ({ from, of }) =>
      serviceOf(from) !== undefined &&
      /^(infra|local|cli|simulation|test)\/|^aws-cdk-lib|^constructs/.test(of),
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
  {
    rule: 'nothing that is deployed, and no part of the local stack, imports the simulation',
    breaks: ({ from, of }) => /^(shared|services|infra|local)\//.test(from) && of.startsWith('simulation/'),
  },
]

/** What pure code must not take from around it: a clock, chance, the environment, the network. */
const ambient = [
  /\bDate\.now\b/,
  /\bnew Date\b(?!\s*\(\s*[^)\s])/,
  /(?<!new )\bDate\(\s*\)/,
  /\bMath\.random\b/,
  /\b(process|performance|crypto)\s*(\?\.|\.|\[)/,
  /\b(globalThis|fetch\s*\(|setTimeout\s*\(|setInterval\s*\()/,
  /=\s*(Date|Math|process|performance|crypto)\s*(?=[;,)\n]|$)/,
]

const withoutWords = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, ' ')

/** What holds of every source file; `floors` are the features of each service. */
export const fileRules = (floors: Floors): readonly FileRule[] => [
  {
    rule: 'every folder of a service is a feature that it names, or `handlers`',
    breaks: ({ path }) => {
      const [service, feature] = [serviceOf(path), featureOf(path)]
      if (service === undefined || feature === undefined || feature === 'handlers') return false
      return !(floors[service] ?? []).includes(feature)
    },
  },
  {
    rule: 'sources are TypeScript, which types, lint and these rules look at',
    breaks: ({ path }) => !path.endsWith('.ts'),
  },
  {
    rule: 'an import of shared code or of a service names its file',
    breaks: ({ path, text }) =>
      (isShared(path) || serviceOf(path) !== undefined) &&
      /\b(import|require)\s*\(\s*(?!['"`\s])|\bimport\s*\(\s*`[^`]*\$\{|createRequire/.test(
        text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' '),
      ),
  },
  {
    rule: 'rules, invariants, the domain package and the simulated database read no clock, no chance, no environment',
    breaks: ({ path, text }) =>
      (isPure(path) || isSimulated(path)) && ambient.some((each) => each.test(withoutWords(text))),
  },
]
