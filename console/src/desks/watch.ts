import type { OperationId } from '../api/operation.ts'
import type { Desk, Page } from '../view/page.ts'
import type { Said } from '../words/said.ts'
import {
  redriveOf,
  republicationOf,
  republishOf,
  type Service,
  serviceNames,
  services,
  watchOf,
} from './watch/services.ts'

const each = (pageOf: (service: Service, name: Said) => Page): Page[] =>
  Object.entries(services).map(([service, name]) => pageOf(service as Service, name))

const withRuns: readonly (readonly [Service, OperationId])[] = [
  ['contribution', 'GET /v1/contribution/runs/{runId}'],
  ['settlement', 'GET /v1/settlement/runs/{runId}'],
  ['budget', 'GET /v1/budget/runs/{runId}'],
  ['adjustment-fund', 'GET /v1/adjustment-fund/runs/{runId}'],
]

/** The desk of those who watch: what waits and failed, who looked at whose data, what was decided, how far runs are. */
export const watch: Desk = {
  key: 'watch',
  title: ['监督', 'Watch'],
  pages: [
    {
      kind: 'own',
      key: 'night',
      title: ['运行值守', 'The night watch'],
      reads: serviceNames.map(watchOf),
      opens: [...serviceNames.map(redriveOf), ...serviceNames.map(republishOf)],
      ofProvince: true,
      page: () => import('./watch/night.tsx'),
    },
    {
      kind: 'own',
      key: 'runbook',
      title: ['运行手册', 'The runbook'],
      reads: serviceNames.map(watchOf),
      ofProvince: true,
      page: () => import('./watch/runbook.tsx'),
    },
    ...each((service, [zh, en]) => ({
      kind: 'list',
      key: `looks-${service}`,
      title: [`${zh}信息查看记录`, `Looks at ${en} data`],
      read: `GET /v1/${service}/looks`,
      rows: 'looks',
    })),
    ...each((service, [zh, en]) => ({
      kind: 'own',
      key: `history-${service}`,
      title: [`${zh}办理记录`, `What was decided: ${en}`],
      reads: [`GET /v1/${service}/history`],
      page: () => import('./watch/history.tsx'),
    })),
    ...each((service, [zh, en]) => ({
      kind: 'record',
      key: `republication-${service}`,
      title: [`${zh}重新发布进度`, `Published once more: ${en}`],
      read: republicationOf(service),
    })),
    ...withRuns.map(
      ([service, read]): Page => ({
        kind: 'record',
        key: `runs-${service}`,
        title: [`${services[service][0]}批处理进度`, `Runs: ${services[service][1]}`],
        read,
      }),
    ),
  ],
}
