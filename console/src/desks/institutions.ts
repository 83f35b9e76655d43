import type { Desk } from '../view/page.ts'
import type { Row } from '../view/table.tsx'

const isProposed = ({ status }: Row) => status === 'proposed'

/** The desk of hospitals and pharmacies: who they are, what was agreed with them, and what they may charge. */
export const institutions: Desk = {
  key: 'institutions',
  title: ['医药机构', 'Institutions'],
  pages: [
    {
      kind: 'list',
      key: 'institutions',
      title: ['定点医药机构名录', 'Institutions'],
      read: 'GET /v1/settlement/institutions',
      rows: 'institutions',
      columns: ['code', 'name', 'city', 'level', 'category', 'provincial'],
      into: 'institutions/institution',
    },
    {
      kind: 'record',
      key: 'institution',
      title: ['定点医药机构', 'An institution'],
      read: 'GET /v1/settlement/institutions/{code}',
      opens: ['POST /v1/settlement/institutions/{code}/proposals'],
    },
    {
      kind: 'list',
      key: 'proposals',
      title: ['机构信息待审', 'Institutions that wait'],
      read: 'GET /v1/settlement/institution-proposals',
      rows: 'proposals',
      work: { presets: [{}] },
      actions: [
        'POST /v1/settlement/institutions/{code}/proposals/{proposalId}/approval',
        'POST /v1/settlement/institutions/{code}/proposals/{proposalId}/rejection',
      ],
      into: 'institutions/institution',
    },
    {
      kind: 'list',
      key: 'agreements',
      title: ['服务协议', 'Agreements'],
      read: 'GET /v1/budget/agreements',
      rows: 'agreements',
      columns: ['institution', 'year', 'version', 'status', 'from', 'to', 'depositShare'],
      opens: ['POST /v1/budget/agreements'],
      into: 'institutions/agreement',
    },
    {
      kind: 'record',
      key: 'agreement',
      behind: true,
      title: ['协议明细', 'An agreement'],
      read: 'GET /v1/budget/agreements/{city}/{year}/{institution}',
      actions: [
        'POST /v1/budget/agreements/{city}/{year}/{institution}/amendments',
        'POST /v1/budget/agreements/{city}/{year}/{institution}/suspensions',
        'POST /v1/budget/agreements/{city}/{year}/{institution}/resumptions',
        'POST /v1/budget/agreements/{city}/{year}/{institution}/withdrawals',
        'POST /v1/budget/agreements/{city}/{year}/{institution}/withdrawal-requests',
      ],
    },
    {
      kind: 'list',
      key: 'agreement-proposals',
      title: ['协议待签', 'Proposed agreements'],
      read: 'GET /v1/budget/agreement-proposals',
      rows: 'proposals',
      columns: ['institution', 'city', 'year', 'number', 'status'],
      work: { presets: [{}], when: isProposed },
      actions: [
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/signature',
          when: isProposed,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/refusal',
          when: isProposed,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/withdrawal',
          when: isProposed,
        },
      ],
    },
    {
      kind: 'record',
      key: 'agreement-proposal',
      title: ['协议提议明细', 'A proposed agreement'],
      read: 'GET /v1/budget/agreements/{city}/{year}/{institution}/proposal',
      behind: true,
    },
    {
      kind: 'list',
      key: 'assessments',
      title: ['年度考核', 'Assessments'],
      read: 'GET /v1/budget/assessments',
      rows: 'assessments',
      into: 'institutions/assessment',
      columns: ['institution', 'year', 'score', 'points', 'openReviews', 'assessedOn'],
      opens: [
        'POST /v1/budget/assessments',
        'POST /v1/budget/case-reviews',
        'POST /v1/budget/volume-growths',
      ],
    },
    {
      kind: 'record',
      key: 'assessment',
      behind: true,
      title: ['考核明细', 'An assessment'],
      read: 'GET /v1/budget/assessments/{city}/{scheme}/{year}/{institution}',
    },
    {
      kind: 'record',
      key: 'catalogue',
      title: ['目录查询', 'Catalogue entry'],
      read: 'GET /v1/settlement/catalogue/{code}',
    },
    {
      kind: 'list',
      key: 'catalogue-imports',
      title: ['目录导入', 'Catalogue imports'],
      read: 'GET /v1/settlement/catalogue-imports',
      rows: 'imports',
      work: { presets: [{}] },
      opens: ['POST /v1/settlement/catalogue-imports', 'POST /v1/settlement/catalogue-imports/files'],
      into: 'institutions/catalogue-import',
      actions: [
        'POST /v1/settlement/catalogue-imports/{importId}/approval',
        'POST /v1/settlement/catalogue-imports/{importId}/rejection',
      ],
    },
    {
      kind: 'list',
      key: 'catalogue-files',
      title: ['收到的目录文件', 'Catalogue files'],
      read: 'GET /v1/settlement/received-files',
      rows: 'files',
      into: 'institutions/catalogue-import',
    },
    {
      kind: 'record',
      key: 'catalogue-import',
      behind: true,
      title: ['目录导入明细', 'A catalogue import'],
      read: 'GET /v1/settlement/catalogue-imports/{importId}',
      badRows: 'GET /v1/settlement/catalogue-imports/{importId}/runs/{runId}/bad-rows',
      actions: [
        'PUT /v1/settlement/catalogue-imports/{importId}/parts/{part}',
        'POST /v1/settlement/catalogue-imports/{importId}/commit',
      ],
    },
    {
      kind: 'record',
      key: 'gateway-key',
      title: ['接口密钥', 'A platform’s key'],
      read: 'GET /v1/settlement/gateway-keys/{paasId}',
      opens: ['PUT /v1/settlement/gateway-keys/{paasId}'],
      actions: [
        {
          operation: 'POST /v1/settlement/gateway-keys/{paasId}/approval',
          when: ({ waits }) => waits === true,
        },
        'DELETE /v1/settlement/gateway-keys/{paasId}',
      ],
    },
  ],
}
